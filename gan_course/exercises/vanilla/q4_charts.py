"""Exercise 4 of notebook 02: reading charts of runs that never happened, with the marks of each bug."""

import numpy as np

from gan_course.exercises.asking import Slip
from gan_course.exercises.base import Exercise
from gan_course.exercises.logits import gauges

NAMES = ("healthy", "frozen", "double sigmoid", "swapped")

q4 = Exercise(
    "02_vanilla_gan",
    4,
    "read four charts",
    ["read_chart"],
    points=2,
    why="Losses cannot tell you that the samples are good, but they can tell you that a run is broken.",
    hints=[
        "Two of the bugs end with both of D's terms near 0. What does G's loss read in each?",
        "σ of a probability lies between σ(0) = ½ and σ(1) = 0.73. So which gauges can never go below ½, at any step?",
        "A skeleton: take the means of the last steps; `if ____ < 0.1:` it is frozen or swapped, which `____` tells; "
        "else `if min(chart[____]) >= ____:` it is the double sigmoid, and what is left is healthy.",
    ],
)


def _chart(real, fake, rng, spread=0.3, swapped=False):
    """Return a history for mean logits over time, shape (steps,), with a batch of that spread round them."""
    batch = spread * rng.standard_normal((1, 64))
    return gauges(real[:, None] + batch, fake[:, None] - batch, swapped)


def _healthy(rng, steps, rest):
    """D gets ahead, G catches up; `rest` is how far apart the two stay in the end."""
    t = np.linspace(0, 1, steps)
    hump = rng.uniform(0.7, 1.1) * t * np.exp(1 - 6 * t) * 6 / np.e
    wobble = 0.05 * rng.standard_normal((2, steps))
    return _chart(hump + rest + wobble[0], -hump - rest + wobble[1], rng)


def _apart(rng, steps, sign, swapped):
    """D becomes certain: G does not answer (frozen), or answers what D also wants to hear (swapped)."""
    t = np.linspace(0, 1, steps)
    reach = rng.uniform(6.5, 8.5)
    noise = 0.03 * rng.standard_normal((2, steps))
    rise = reach * t**1.5
    return _chart(-sign * rise + noise[0], sign * rise + noise[1], rng, swapped=swapped)


def _double_sigmoid(rng, steps, end):
    """D's output is a probability that is taken for a logit; `end` is where it stands in the end."""
    t = np.linspace(0, 1, steps)[:, None]
    fade = np.exp(-4 * t / 0.25) * (1 - end)
    real, fake = (start * fade + end for start in (rng.uniform(0.5, 0.9), rng.uniform(0.45, 0.85)))
    batch = 1e-3 * rng.uniform(0, 1, (1, 64))
    return gauges(real + batch, fake + batch)


def _cases(rng):
    """Return (name, chart) pairs, in the order in which they are asked.

    >>> chart = dict(_cases(np.random.default_rng(0)))["frozen"]
    >>> chart["g_loss"][-1] > 6 and chart["d_fake_term"][-1] < 0.01
    True
    """
    steps = [int(n) for n in rng.integers(60, 200, 6)]
    return [
        ("frozen", _apart(rng, steps[0], -1.0, swapped=False)),
        ("swapped", _apart(rng, steps[1], 1.0, swapped=True)),
        ("double sigmoid", _double_sigmoid(rng, steps[2], end=0.001)),
        ("healthy", _healthy(rng, steps[3], rest=rng.uniform(0.08, 0.2))),
        ("healthy", _healthy(rng, steps[4], rest=0.0)),
        ("double sigmoid", _double_sigmoid(rng, steps[5], end=rng.uniform(0.3, 0.5))),
    ]


def _told(chart):
    """Return the last values of a chart in words."""
    last = ", ".join(f"{name} {np.mean(values[-10:]):.2f}" for name, values in chart.items())
    return f"a chart of {len(chart['g_loss'])} steps that ends at {last}"


# two kinds, in the order of the alphabet → what tells them apart
_APART = {
    ("frozen", "swapped"): "Both of D's terms end near 0 here, as they do in two of the bugs. `g_loss` tells them "
    "apart: large when G gets no gradient (frozen), near 0 when D calls fakes real (swapped).",
    ("double sigmoid", "healthy"): "σ of a probability is never below ½, at *any* step, for real samples or generated "
    "ones. Look whether `d_g_z` ever is, over the whole chart, and not only where it ends.",
    ("frozen", "healthy"): "In the frozen run G never answers: D's two terms sink to 0 and `g_loss` grows. In the "
    "healthy one both stay near log 2 = 0.69.",
    ("healthy", "swapped"): "With swapped labels every loss goes to 0, since both players want the same. In the "
    "healthy run none does.",
    ("double sigmoid", "frozen"): "A frozen run ends with D certain: its terms near 0. Behind a double sigmoid D "
    "cannot be certain, and its terms stay above 0.3.",
    ("double sigmoid", "swapped"): "With swapped labels every loss goes to 0. Behind a double sigmoid none can: they "
    "stay above 0.3.",
}


@q4.check_with
def _charts(read_chart, rng):
    for true, chart in _cases(rng):
        got = read_chart(chart)
        if hasattr(got, "numpy"):
            got = got.numpy()
        got = got.decode() if isinstance(got, bytes) else got
        if got not in NAMES:
            raise Slip(
                "The answer should be one of the four names, spelt as in the statement.",
                expected=" or ".join(map(repr, NAMES)),
                got=repr(got),
            )
        if got != true:
            raise Slip(_APART[tuple(sorted((true, got)))], expected=f"{true!r}, for {_told(chart)}", got=repr(str(got)))
