"""Exercise 4 of notebook 01: what the generator feels."""

import numpy as np
from scipy.special import expit

from gan_course.exercises.asking import Slip, draw, expect, parts
from gan_course.exercises.base import Exercise
from gan_utils import game

q4 = Exercise(
    "01_minimax_game",
    4,
    "both gradients",
    ["generator_gradients"],
    points=2,
    why="The factor σ(s) dies where D recognises fakes, 1 − σ(s) is largest there: so everybody uses the second.",
    hints=[
        "Chain rule: dℓ/dx = dℓ/ds · s′(x). What is the derivative of log(1 − σ(s)) by s, and that of −log σ(s)?",
        "Section 5 has both slopes, with σ′ = σ·(1 − σ): one factor cancels in each. For s = −1000 an exponential "
        "overflows; `scipy.special.expit` is a σ that does not, and 1 − σ(s) is σ of something too.",
        "`return -expit(…) * …, -expit(…) * …`: the logit in two ways, and what the chain rule leaves to do.",
    ],
)


@q4.check_with
def _chain_rule(generator_gradients, rng):
    for n in (1, 4):
        s, slope = -draw(rng, 0.5, 4.0, n), draw(rng, 0.5, 3.0, n) * rng.choice([-1, 1], n).astype(np.float32)
        minimax, other = (game.sample_slope(s, loss) * slope for loss in game.LOSSES)
        sigma = expit(s.astype(float))
        got = parts(generator_gradients(s, slope), "minimax", "non_saturating")
        both = np.array([minimax, other])
        chain = "This is the derivative by D, not by x: D = σ(s) depends on s, with slope σ(s)·(1 − σ(s))."
        expect(
            _stacked(got, both),
            both,
            "The gradients are −σ(s)·s′ under the minimax loss and −(1 − σ(s))·s′ under the non-saturating one.",
            slips=[
                (both[::-1], "The two changed places: minimax first, whose gradient is the small one at s < 0."),
                (-both, "Both signs are the other way round: the losses *fall* when the logit rises."),
                (both / slope, "The chain rule is not finished: this is dℓ/ds, times s′(x) it is dℓ/dx."),
                (np.array([-slope / (1 - sigma), -slope / sigma]), chain),
                (np.array([-1 / (1 - sigma), -1 / sigma]), chain),
                (both / n, "Divided by the batch size: each sample has its own gradient, nothing is averaged here."),
                (
                    np.array([-np.logaddexp(0, s) * slope, np.logaddexp(0, -s) * slope]),
                    "These are the losses themselves, times s′: take their derivatives by s.",
                ),
                (
                    np.array([minimax, -other]),
                    "The second sign is wrong: both losses push the samples the same way, only not as hard.",
                ),
                (np.array([minimax, minimax]), "Both are the minimax gradient; −log σ(s) has the slope −(1 − σ(s))."),
            ],
        )


def _stacked(got, like):
    """Return a pair of arrays as one, when the shapes allow it."""
    if any(item.shape != like[0].shape for item in got):
        raise Slip(
            f"Each gradient should have the shape of the logits, {like[0].shape}: one number a sample, not a mean.",
            expected=f"shape {like[0].shape}, twice",
            got=", ".join(f"shape {item.shape}" for item in got),
        )
    return np.array(got)


@q4.check_with
def _huge_logits(generator_gradients, rng):
    s = rng.integers(1_000, 2_000, 2).astype(np.float32) * np.array([-1, 1], np.float32)
    slope = draw(rng, 0.5, 3.0, 2)
    got = parts(generator_gradients(s, slope), "minimax", "non_saturating")
    want = np.array([game.sample_slope(s, loss) * slope for loss in game.LOSSES])
    overflow = (
        "For a huge logit the exponential overflows: use a σ that does not (`scipy.special.expit`, "
        "`keras.ops.sigmoid`), and σ(−s) for 1 − σ(s)."
    )
    expect(_stacked(got, want), want, overflow)
    if any("overflow" in words or "invalid" in words for words in generator_gradients.warned):
        raise Slip(overflow, expected="no warning", got=generator_gradients.warned[0])
