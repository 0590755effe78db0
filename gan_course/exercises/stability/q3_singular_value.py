"""Exercise 3 of notebook 07: the largest singular value by power iteration."""

import numpy as np

from gan_course.exercises.asking import draw, expect, expect_each
from gan_course.exercises.base import Exercise

q3 = Exercise(
    "07_training_stability",
    3,
    "power iteration",
    ["largest_singular_value"],
    points=2,
    why="Two products and two lengths a round: that is why spectral normalisation costs almost nothing.",
    hints=[
        "A kernel of four axes is no matrix yet. Which axis becomes the columns, so that u fits?",
        "The last axis stays, all others become rows. Then v has one number a row and u one a column, and each is "
        "divided by its length as soon as it is made.",
        "`w = kernel.reshape(…, …)`; in the loop `v = …`, `v = v / …`, `u = …`, `u = u / …`; after it, return "
        "`… @ w @ …` with what the last round left.",
    ],
)


def _rounds(w, u, rounds):
    """Return (v, the u before the last round, the u after it)."""
    u = np.asarray(u, np.float64)
    for _ in range(rounds):
        v = w @ u / np.linalg.norm(w @ u)
        before, u = u, w.T @ v / np.linalg.norm(w.T @ v)
    return v, before, u


def _careless(w, u, rounds, v_length=np.linalg.norm, u_length=np.linalg.norm):
    """Return vᵀ W u where v and u are divided by something else than their lengths."""
    u = np.asarray(u, np.float64)
    for _ in range(rounds):
        v = w @ u
        v = v / v_length(v)
        u = w.T @ v
        u = u / u_length(u)
    return v @ w @ u


def _estimate(w, u, rounds):
    """Return vᵀ W u after that many rounds; nan after none."""
    if rounds == 0:
        return np.nan
    v, _, after = _rounds(w, u, rounds)
    return v @ w @ after


def _formula(kernel, u, rounds):
    """Return the right value and what the usual mistakes give."""
    w = kernel.reshape(-1, kernel.shape[-1]).astype(float)
    v, before, after = _rounds(w, u, rounds)
    sideways = kernel.reshape(kernel.shape[0], -1).astype(float)
    right = _estimate(w, u, rounds)
    nothing, square = (lambda x: 1.0), (lambda x: x @ x)
    old = "The estimate uses the u from before the last round; use the new one."
    return right, [
        (v @ w @ before, old),
        (v @ w @ (before / np.linalg.norm(before)), old),
        (
            np.linalg.svd(w, compute_uv=False)[0],
            "This is the exact value; the estimate after so few rounds is asked for.",
        ),
        (
            np.linalg.svd(sideways, compute_uv=False)[0],
            "The kernel is flattened the other way: its *last* axis remains.",
        ),
        (_estimate(w, u, rounds + 1), "This is one round too many."),
        (_estimate(w, u, rounds - 1), "This is one round too few."),
        (
            np.linalg.norm(w @ after),
            "This is half a round further, ‖W u‖; the estimate is vᵀ W u with the last v and u.",
        ),
        (_careless(w, u, rounds, v_length=nothing), "v is not divided by its length."),
        (_careless(w, u, rounds, nothing, nothing), "Neither v nor u is divided by its length: they grow each round."),
        (_careless(w, u, rounds, square, square), "v and u are divided by their *squared* lengths: take the root."),
        (_careless(w, u, rounds, *2 * [lambda x: np.abs(x).sum()]), "The length is the root of the sum of squares."),
        (
            right**2,
            "This is the square of the singular value: an eigenvalue of Wᵀ W, or else u is not divided by its length.",
        ),
        (np.linalg.norm(w), "This is the root of the sum of *all* squares, at least as large."),
        (np.abs(w).max(), "This is the largest entry."),
    ]


@q3.check_with
def _by_hand(largest_singular_value, rng):
    cases = [
        (draw(rng, -1.0, 1.0, *shape), draw(rng, 0.2, 1.0, shape[-1]), rounds)
        for shape, rounds in (((2, 2), 1), ((4, 3), 2), ((3, 3, 2, 4), 3))
    ]
    message = (
        "In these few rounds the estimate differs from the formula's: print v and u after the first round, whose "
        "lengths should be 1, and do one round of the smallest case by hand."
    )
    expect_each(largest_singular_value, cases, _formula, message, rtol=1e-4)


@q3.check_with
def _settles(largest_singular_value, rng):
    left, _ = np.linalg.qr(rng.standard_normal((6, 3)))
    right, _ = np.linalg.qr(rng.standard_normal((3, 3)))
    values = np.array([rng.integers(3, 9), 1.0, 0.5])
    kernel = (left * values @ right.T).astype(np.float32)
    expect(
        largest_singular_value(kernel, np.ones(3, np.float32) + 0.1 * np.arange(3, dtype=np.float32), 60),
        values[0],
        "After many rounds it should be the largest singular value, whatever the scale of the kernel: are v and u "
        "divided by their lengths in each round?",
        rtol=1e-3,
    )
