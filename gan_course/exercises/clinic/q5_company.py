"""Exercise 5 of notebook 09: a check of one's own, whether a sample depends on the others of its batch."""

import numpy as np

from gan_course.exercises.asking import Slip, array
from gan_course.exercises.base import Exercise

q5 = Exercise(
    "09_debugging_clinic",
    5,
    "a check of your own",
    ["needs_company"],
    points=2,
    why="The best checks ask for what must not change: this one needs no training, no picture and no threshold.",
    hints=[
        "What could you change about a batch that must not change what one latent in it gives?",
        "Draw all latents together, then each by itself, `z[i : i + 1]`, and compare one by one. Some samplers disturb "
        "only the last ones, and rounding differs between batches of different sizes.",
        "A skeleton: `alone = np.concatenate([____ for i in range(len(z))])`, then "
        "`return not np.allclose(____, ____, atol=1e-4)`.",
    ],
)

_WEIGHTS = np.array([[1.0, -0.5], [0.3, 0.8], [-0.7, 0.4]], np.float32)


def _plain(z):
    return np.stack([np.tanh(row @ _WEIGHTS) for row in np.asarray(z)])  # row by row: the same to the last bit


def _normalised(z):
    x = np.asarray(z) @ _WEIGHTS
    return (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + 1e-3)


def _rounding(z):
    return _plain(z) + np.float32(3e-7) * len(z)


def _only_the_last(z):
    made = _plain(z)
    return made + np.where(np.arange(len(z)) > 1, 0.1 * made[0, 0], 0.0)[:, None]


def _only_the_first(z):
    made = _plain(z).copy()
    made[0] += 0.05 * (len(z) - 1)
    return made


def _constant(z):
    return np.full((len(z), 2), 0.25, np.float32)


# (sampler, whether a sample needs the others, what to say to a wrong answer)
_SAMPLERS = [
    (_normalised, True, "This sampler subtracts the mean of its batch, and your check does not notice."),
    (_plain, False, "In this sampler each latent is mapped by itself, and your check accuses it."),
    (_rounding, False, "Here samples differ by a millionth between batches, which is rounding: allow for it."),
    (_constant, False, "This sampler gives the same for every latent; that is another illness: it needs no company."),
    (_only_the_last, True, "This sampler disturbs only those from the third on: compare every sample, not the first."),
    (_only_the_first, True, "This sampler disturbs only the first of a batch: compare every sample."),
]


@q5.check_with
def _sick_and_well(needs_company, rng):
    for sampler, needs, message in _SAMPLERS:
        z = rng.standard_normal((4, 3)).round(2).astype(np.float32)
        given = z.copy()
        got = array(needs_company(sampler, z))
        if got.size != 1 or got.item() not in (0.0, 1.0):
            raise Slip(
                "The answer should be one bool for the whole sampler, True or False.",
                expected="True or False",
                got=f"shape {got.shape}" if got.size != 1 else f"{got.item():g}",
            )
        if needs_company.changed or not np.array_equal(given, z):
            raise Slip("The check changes the latents that it was given: work on a copy.")
        if bool(got.item()) != needs:
            raise Slip(message, expected=str(needs), got=str(not needs))
