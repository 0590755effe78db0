"""Exercises 3 to 5 of notebook 05: an attribute, its direction, and one thing at a time."""

import numpy as np

from gan_course.exercises.asking import draw, expect
from gan_course.exercises.base import Exercise

_NOTEBOOK = "05_latent_space"


q3 = Exercise(
    _NOTEBOOK,
    3,
    "measure another attribute",
    ["symmetry"],
    points=1,
    why="Whatever can be measured on a picture can be given a direction; most mistakes happen in the measuring.",
    hints=[
        "First leave uint8: in it, 200·200 is 64. Then the mirror image: the columns in reverse order.",
        "`images[:, :, ::-1]` mirrors left and right; sum products over rows, columns and channels of each picture.",
        "`x = images.astype(float)`, then `(x * x[:, :, ::-1]).sum((1, 2, 3)) / (x**2).sum((1, 2, 3))`.",
    ],
)


def _mirror_ratio(x, mirror):
    return (x * mirror).sum((1, 2, 3)) / (x**2).sum((1, 2, 3))


def _symmetry_slips(images):
    """Return what the usual mistakes give."""
    x = images.astype(np.float64)
    flat, mirror = x, x[:, :, ::-1]
    centred = x - x.mean((1, 2, 3), keepdims=True)
    wrapped = (images * images[:, :, ::-1]).sum((1, 2, 3)) / (images * images).sum((1, 2, 3))
    half = (images * images[:, :, ::-1]).sum((1, 2, 3)) / (x**2).sum((1, 2, 3))
    overflow = "The products overflow: uint8 starts again from 0 at 256. Turn the pictures into floats first."
    pale = "This changes when the digit grows paler: divide by the sum of squares, Σ x²."
    return [
        (wrapped, overflow),
        (half, overflow),
        (
            _mirror_ratio(x, x[:, ::-1]),
            "This mirrors top and bottom: the axes are (picture, row, column, channel).",
        ),
        (
            _mirror_ratio(x, x[:, ::-1, ::-1]),
            "This turns the picture by half a turn: only the columns are mirrored.",
        ),
        (
            np.ones(len(x)),
            "This compares the picture with itself: the last axis is the channel, the columns are axis 2.",
        ),
        (
            _mirror_ratio(x, np.swapaxes(x, 1, 2)),
            "This swaps rows and columns: a transpose, not a mirror image.",
        ),
        ((flat * mirror).sum((1, 2, 3)), pale),
        ((flat * mirror).mean((1, 2, 3)), pale),
        ((flat * mirror).sum((1, 2, 3)) / 255**2, pale),
        ((flat * mirror).mean((1, 2, 3)) / 255**2, pale),
        ((x * mirror).sum((1, 2, 3)) / x.sum((1, 2, 3)), pale),
        (
            _mirror_ratio(centred, centred[:, :, ::-1]),
            "The mean is taken off first (a correlation): use x as it is.",
        ),
        (
            (x * mirror).sum() / (x**2).sum(),
            "This is one number for the whole batch: sum over axes 1, 2, 3 only.",
        ),
        (
            np.full(len(x), (x * mirror).sum() / (x**2).sum()),
            "The batch is summed over too: one number a picture.",
        ),
        (
            1 - np.abs(x - mirror).mean((1, 2, 3)) / 255,
            "This is one minus the mean difference; see the formula.",
        ),
    ]


@q3.check_with
def _mirrored(symmetry, rng):
    for n in (1, 5):
        images = np.zeros((n, 28, 28, 1), np.uint8)
        for image in images:  # a few bars of different brightness, round the middle but not centred on it
            for _ in range(3):
                row, column = rng.integers(3, 18), rng.integers(8, 14)
                image[row : row + 4, column : column + rng.integers(4, 8)] = rng.integers(90, 255)
        expect(
            symmetry(images),
            _mirror_ratio(images.astype(float), images[:, :, ::-1].astype(float)),
            "It is Σ x·x′ / Σ x² of each picture, with x′ its mirror image, left for right.",
            slips=lambda images=images: _symmetry_slips(images),
        )


q4 = Exercise(
    _NOTEBOOK,
    4,
    "an attribute direction",
    ["direction_of"],
    points=2,
    why="A direction from a fit needs no labels and no second network: measure, fit, walk.",
    hints=[
        "Least squares: `np.linalg.lstsq(a, values, rcond=None)[0]` gives the weights of the columns of a.",
        "The constant c is the weight of a column of ones. Without it, w has to explain the mean of the values too.",
        "Fit on `np.column_stack([latents, np.ones(len(latents))])`, drop the last weight, divide by the norm.",
    ],
)


def _unit(v):
    return v / np.linalg.norm(v)


def _fit(a, values):
    return np.linalg.lstsq(a, values, rcond=None)[0]


@q4.check_with
def _least_squares(direction_of, rng):
    for n, d in ((6, 2), (40, 5)):
        mix = np.eye(d) + draw(rng, -0.6, 0.6, d, d)
        z = (rng.standard_normal((n, d)) @ mix + draw(rng, -1.0, 1.0, d)).round(2).astype(np.float32)
        values = (5 + z @ draw(rng, 1.0, 3.0, d) + 0.5 * rng.standard_normal(n)).round(2).astype(np.float32)
        x, y = z.astype(np.float64), values.astype(np.float64)
        with_ones = _fit(np.column_stack([x, np.ones(n)]), y)
        right = _unit(with_ones[:-1])
        no_constant = "There is no constant c in the fit, so w has to explain the mean of the values as well."
        own = "This is the correlation with each coordinate by itself; a fit takes them together, since they overlap."
        expect(
            direction_of(z, values),
            right,
            "It is the w of the least-squares fit w·z + c, divided by its norm.",
            slips=[
                (with_ones[:-1], "The direction is right, its length is not: divide by the norm."),
                (-right, "The value falls along this direction; the other way it grows."),
                (_unit(_fit(x, y)), no_constant),
                (_fit(x, y), no_constant),
                (
                    _unit(_fit(x, y - y.mean())),
                    "Taking the mean off the values alone is not enough: take it off the latents too, or fit c.",
                ),
                (_unit(x.T @ y), own),
                (_unit((x - x.mean(0)).T @ (y - y.mean())), own),
                (_unit(x.T @ (y - y.mean())), own),
                (_unit(with_ones), "The constant c is still in it: drop it before you divide by the norm."),
                (with_ones, "The constant c is still in it: drop it, and divide by the norm."),
                (right.reshape(-1, 1), "The direction should have shape (d,), one axis."),
            ],
            rtol=1e-3,
            atol=1e-3,
        )


q5 = Exercise(
    _NOTEBOOK,
    5,
    "one thing at a time",
    ["without_all"],
    points=2,
    why="Attributes overlap: what makes a digit wider mostly makes it thicker too, until you take that out.",
    hints=[
        "What has to go is the part of the direction in the *span* of the others: its best copy made of them.",
        "That copy is a least-squares fit: `np.linalg.lstsq(others.T, direction, rcond=None)[0] @ others`.",
        "Or make the others perpendicular to each other first (`np.linalg.qr(others.T)`), then subtract projections.",
    ],
)


def _without_slips(v, others):
    """Return what the usual mistakes give."""
    v, others = v.astype(np.float64), others.astype(np.float64)
    one_by_one, unscaled = v.copy(), v.copy()
    for a in others:
        one_by_one = one_by_one - (one_by_one @ a) / (a @ a) * a
        unscaled = unscaled - (unscaled @ a) * a
    at_once = v - sum((v @ a) / (a @ a) * a for a in others)
    span = _fit(others.T, v) @ others
    sequence = (
        "One projection after the other is not enough when the others overlap: the second brings back a part along the "
        "first. Fit all of them at once."
    )
    return [
        (v - span, "The direction is right, but no unit vector: divide by the norm at the end."),
        (_unit(span), "This is the part that has to go; take it from the direction."),
        (_unit(v), "Nothing was removed."),
        (_unit(unscaled), "A projection on a is (v·a)/(a·a)·a: the others need not be unit vectors."),
        (_unit(v - sum((v @ a) * a for a in others)), "A projection on a is (v·a)/(a·a)·a: divide by a·a."),
        (_unit(one_by_one), sequence),
        (_unit(at_once), sequence),
        (
            _unit(v - (v @ others[0]) / (others[0] @ others[0]) * others[0]),
            "Only the first of the others was removed.",
        ),
        (_unit(span - v), "The sign is the other way round: take the span's part from the direction."),
    ]


@q5.check_with
def _at_right_angles_to_all(without_all, rng):
    for k, d in ((1, 3), (2, 3), (3, 8)):
        v, others = draw(rng, 0.5, 2.0, d), draw(rng, -1.0, 2.0, k, d) + np.float32(0.5)
        v64, o64 = v.astype(np.float64), others.astype(np.float64)
        expect(
            without_all(v, others),
            _unit(v64 - _fit(o64.T, v64) @ o64),
            "The result should be a unit vector at right angles to all others, and otherwise the direction.",
            slips=lambda v=v, others=others: _without_slips(v, others),
            rtol=1e-3,
            atol=1e-3,
        )
