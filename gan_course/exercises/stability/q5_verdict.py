"""Exercise 5 of notebook 07: from the curves of a run to a verdict."""

import numpy as np

from gan_course.exercises.asking import Slip
from gan_course.exercises.base import Exercise
from gan_course.exercises.logits import gauges

NAMES = ("healthy", "discriminator_overpowers", "generator_overpowers", "oscillating", "diverged")

q5 = Exercise(
    "07_training_stability",
    5,
    "read the curves",
    ["verdict"],
    points=2,
    why="You have written a small doctor. The package's own looks at samples too, which no curve replaces.",
    hints=[
        "Ask the simplest question first: is every number in every list finite? If not, nothing else needs reading.",
        "Take the gap `d_x - d_g_z` over the second half. One number of it says who is ahead, another how widely it "
        "swings. Which of the two has to be asked first?",
        '`if not …: return "diverged"`, `gap = …[len(…) // 2 :]`, `if gap.std() > …: return …`, then two more '
        "comparisons of `gap.mean()`. D is sure at a gap near 1, and fooled well below 0.",
    ],
)


def _steady(rng, steps, real, fake):
    """The logits go to `real` and `fake` and stay, with a little noise."""
    t = np.linspace(0, 1, steps)
    arrive = 1 - np.exp(-8 * t)
    noise = 0.08 * rng.standard_normal((2, steps))
    return gauges(real * arrive + noise[0], fake * arrive + noise[1])


def _swinging(rng, steps):
    t = np.linspace(0, 1, steps)
    swing = rng.uniform(2.0, 3.0) * np.sin(2 * np.pi * (rng.uniform(6, 10) * t + rng.uniform()))
    noise = 0.08 * rng.standard_normal((2, steps))
    return gauges(0.3 + swing + noise[0], -0.3 - swing + noise[1])


def _early_swing(rng, steps, ahead):
    """Swings in the first third, and a D that is sure from then on."""
    t = np.linspace(0, 1, steps)
    swing = 3.0 * np.sin(2 * np.pi * 9 * t)
    real = np.where(t < 0.33, swing, ahead) + 0.08 * rng.standard_normal(steps)
    return gauges(real, -real)


def _broken(rng, steps):
    chart = _steady(rng, steps, 0.5, -0.5)
    at = int(rng.integers(steps // 2, steps - 5))
    for name in chart:
        chart[name][at:] = [float("nan")] * (steps - at)
    return chart


def _one_slip(rng, steps):
    """A healthy run with a single infinite number, early, in one list that is not `g_loss`."""
    chart = _steady(rng, steps, 0.4, -0.4)
    name = ("d_real_term", "d_fake_term")[int(rng.integers(2))]
    chart[name][int(rng.integers(5, steps // 3))] = float("inf")
    return chart


def _cases(rng):
    """Return (verdict, history) pairs, in the order in which they are asked.

    >>> [name for name, _ in _cases(np.random.default_rng(0))][:2]
    ['diverged', 'healthy']
    """
    steps = [int(n) for n in rng.integers(120, 400, 9)]
    ahead = rng.uniform(5.0, 8.0)
    return [
        ("diverged", _broken(rng, steps[0])),
        ("healthy", _steady(rng, steps[1], 0.4, -0.4)),
        ("discriminator_overpowers", _steady(rng, steps[2], ahead, -ahead)),
        ("generator_overpowers", _steady(rng, steps[3], -0.6, rng.uniform(0.8, 1.5))),
        ("oscillating", _swinging(rng, steps[4])),
        ("healthy", _steady(rng, steps[5], 0.05, -0.05)),
        ("healthy", _steady(rng, steps[6], 1.0, -1.0)),
        ("diverged", _one_slip(rng, steps[7])),
        ("discriminator_overpowers", _early_swing(rng, steps[8], ahead)),
    ]


_SIGNS = {
    "diverged": "A value that is not finite ends every other question: look for nan and infinity in all five lists "
    "and at every step, not only at the last.",
    "healthy": "The two averages settle with D a little ahead, and neither reaches 0 or 1. The gap need not be 0.",
    "discriminator_overpowers": "Here D is sure of itself to the end: `d_x` near 1, `d_g_z` near 0.",
    "generator_overpowers": "Here D calls generated samples real more often than real ones: `d_g_z` is above `d_x`.",
    "oscillating": "Here the gap swings from one side to the other to the end; its mean alone does not show it.",
}


def _told(history):
    """Return the end of a history in words.

    >>> _told({"d_x": [0.5, 0.5], "d_g_z": [0.25, 0.25]})
    'a run of 2 steps in which d_x goes from 0.50 to 0.50 and d_g_z from 0.25 to 0.25'
    """
    real, fake = (f"from {history[name][0]:.2f} to {history[name][-1]:.2f}" for name in ("d_x", "d_g_z"))
    return f"a run of {len(history['d_x'])} steps in which d_x goes {real} and d_g_z {fake}"


@q5.check_with
def _runs(verdict, rng):
    for true, history in _cases(rng):
        got = verdict(history)
        got = got.decode() if isinstance(got, bytes) else got
        if not isinstance(got, str) or got not in NAMES:
            raise Slip(
                "The answer should be one of the five names, spelt as in the statement.",
                expected=" or ".join(map(repr, NAMES)),
                got=repr(got),
            )
        if got != true:
            raise Slip(
                f"This was taken for {got!r}. {_SIGNS[true]}",
                expected=f"{true!r}, for {_told(history)}",
                got=repr(str(got)),
            )
