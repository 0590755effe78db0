"""Exercise 4 of notebook 14: the slope of a discriminator without its gradient."""

import numpy as np

from gan_course.exercises.asking import draw, expect, expect_each
from gan_course.exercises.base import Exercise

q4 = Exercise(
    "14_gan_and_flow",
    4,
    "a slope without gradients",
    ["approximate_r1"],
    points=2,
    why="R1 takes the gradient of a gradient, which large systems avoid; two plain calls nearly do as well.",
    hints=[
        "For a small step, D(x + σε) − D(x) is σ times ∇D·ε. With ε ∼ N(0, I), the mean of (∇D·ε)² is ‖∇D‖².",
        "So square the difference of each sample, undo the σ, take the mean, and mind the ½ that stands before R1. "
        "What does σ become when it is squared?",
        "A skeleton: `away = critic(____) - critic(____)`, then `____ * np.mean(____) / ____`.",
    ],
)


def _critic(rng):
    """Return a bent critic of points that gives one logit each, shape (n, 1)."""
    slope, bend = draw(rng, 0.5, 2, 2), draw(rng, 0.5, 1, 2)
    return lambda x: (np.asarray(x, float) @ slope + (np.asarray(x, float) ** 2) @ bend)[:, None]


def _formula(critic, x, noise, sigma):
    away = critic(x + sigma * noise) - critic(x)
    right = 0.5 * np.mean(away**2) / sigma**2
    return right, [
        (2 * right, "The ½ before the mean is missing."),
        (0.5 * np.mean(away**2), "The σ is still in it: the difference grows with the step."),
        (0.5 * np.mean(away**2) / sigma, "The difference is squared, and so is the σ in it."),
        (0.5 * np.mean(away) ** 2 / sigma**2, "Square first, then take the mean: falls and rises cancel here."),
        (0.5 * np.mean(np.abs(away)) / sigma, "R1 holds the square of the slope, not its size."),
        (0.5 * np.sum(away**2) / sigma**2, "This is the sum over the samples; take the mean."),
        (0.5 * away[:, 0] ** 2 / sigma**2, "This is one number a sample; take the mean."),
        (0.5 * np.mean((critic(x + noise) - critic(x)) ** 2) / sigma**2, "The noise goes in without its σ."),
        (0.5 * np.mean(critic(x + sigma * noise) ** 2) / sigma**2, "Take away D(x): what counts is the change."),
        (0.5 * np.mean(away**2) / np.mean((sigma * noise) ** 2), "Divide by σ², not by the noise that was drawn."),
        (
            0.5 * np.mean(away**2) / sigma**2 / np.mean(np.sum(noise**2, axis=1)),
            "Divide by σ² alone: that of the noise comes out in the mean.",
        ),
    ]


@q4.check_with
def _value(approximate_r1, rng):
    cases = []
    for n, sigma in ((2, 0.5), (3, 0.25), (5, 0.1)):
        cases.append((_critic(rng), draw(rng, -1, 1, n, 2), draw(rng, -2, 2, n, 2), sigma))
    expect_each(approximate_r1, cases, _formula, "It is ½ · mean (D(x + σε) − D(x))² / σ².")


@q4.check_with
def _meets_r1(approximate_r1, rng):
    slope = np.array([3.0, 4.0])
    noise = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])  # on average like N(0, I), exactly
    expect(
        approximate_r1(lambda x: (np.asarray(x, float) @ slope)[:, None], np.zeros((4, 2)), noise, 0.01),
        12.5,
        "A linear critic of slope (3, 4) has R1 = ½·25, and here the approximation should meet it.",
    )
