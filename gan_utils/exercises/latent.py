"""Exercises of notebook 05: slerp, equal steps, an attribute, its direction, and one thing at a time."""

import numpy as np

from gan_utils import latent
from gan_utils.exercises.asking import Slip, array, draw, expect
from gan_utils.exercises.base import Exercise

_NOTEBOOK = "05_latent_space"

q1 = Exercise(
    _NOTEBOOK,
    1,
    "slerp with its edge cases",
    ["slerp"],
    points=3,
    why="A film that turns to NaN at one frame is easy to miss and hard to find; now no pair of latents breaks it.",
    hints=[
        "Take direction and length apart: u = z/‖z‖. Turn the direction, change the length as lerp would.",
        "With w the part of u1 at right angles to u0, made a unit vector, the direction is cos(tΩ)·u0 + sin(tΩ)·w.",
        "Parallel: w's part is 0, so any w will do. Opposite: make any vector that is not parallel to u0 "
        "perpendicular, the same one at each t. Zero: take the other's u.",
    ],
)


def _length(z):
    return np.linalg.norm(np.asarray(z, np.float64))


def _slerp_slips(z0, z1, t):
    """Return what the usual mistakes give for two latents at an angle."""
    z0, z1 = np.asarray(z0, np.float64), np.asarray(z1, np.float64)
    u0, u1 = z0 / _length(z0), z1 / _length(z1)
    angle = np.arccos(u0 @ u1)
    straight = (1 - t) * z0 + t * z1
    length = (1 - t) * _length(z0) + t * _length(z1)
    turned = (np.sin((1 - t) * angle) * u0 + np.sin(t * angle) * u1) / np.sin(angle)
    plain = (np.sin((1 - t) * angle) * z0 + np.sin(t * angle) * z1) / np.sin(angle)
    chord = (1 - t) * u0 + t * u1
    rate = "The direction is lerp's, made longer: it turns slowly at the ends and fast in the middle, not at one rate."
    return [
        (straight, "This is lerp, the straight line, whose length sags."),
        (straight / _length(straight) * length, rate),
        (chord / _length(chord) * length, rate),
        (turned, "Only the direction is there: give it its length, (1 − t)·‖z0‖ + t·‖z1‖."),
        (turned * _length(z0), "The length stays that of z0; it should change linearly from ‖z0‖ to ‖z1‖."),
        (
            plain,
            "This is the textbook formula on latents of different lengths: the length does not change linearly. Turn "
            "unit vectors, and multiply by the length afterwards.",
        ),
        (
            turned * _length(z0) ** (1 - t) * _length(z1) ** t,
            "The length should change linearly, not geometrically.",
        ),
        (latent.slerp(z1, z0, t), "The ends changed places: t = 0 is z0."),
    ]


@q1.check_with
def _at_an_angle(slerp, rng):
    for d, longer in ((2, 1.0), (4, 1.0), (3, 2.5), (64, 1.3)):
        z0, z1 = draw(rng, -2.0, 2.0, d) + np.float32(0.25), draw(rng, -2.0, 2.0, d)
        z1[0] = -z1[0] if z0 @ z1 < 0 else z1[0]
        z1 = (z1 * longer * _length(z0) / _length(z1)).astype(np.float32)
        for t in (0.25, 0.0, 1.0, 0.7):
            expect(
                slerp(z0, z1, t),
                latent.slerp(z0, z1, t),
                "The direction should turn at a constant rate, and the length change linearly.",
                slips=lambda z0=z0, z1=z1, t=t: _slerp_slips(z0, z1, t),
                rtol=1e-3,
                atol=1e-4,
            )


@q1.check_with
def _parallel(slerp, rng):
    for d, longer in ((2, 1.0), (5, 3.0), (64, 1.0)):
        z0 = draw(rng, 0.5, 2.0, d)
        z1 = (longer * z0).astype(np.float32)
        expect(
            slerp(z0, z1, 0.25),
            0.75 * z0 + 0.25 * z1.astype(np.float64),
            "Parallel latents: sin Ω is 0, and rounding can make cos Ω larger than 1. The answer is the straight line.",
            rtol=1e-3,
            atol=1e-4,
        )


@q1.check_with
def _opposite(slerp, rng):
    for d, longer in ((3, 1.0), (2, 2.0), (64, 1.0)):
        z0 = draw(rng, 0.5, 2.0, d)
        z1 = (-longer * z0).astype(np.float32)
        at = {t: array(slerp(z0, z1, t)) for t in (0.75, 0.25, 0.5)}
        half = at[0.5]
        if half.shape != (d,):
            raise Slip("One latent is asked for.", expected=f"shape ({d},)", got=f"shape {half.shape}")
        want = _length(z0) * (1 + longer) / 2
        told = "Opposite latents: sin Ω is 0 and every great circle through them will do, so choose one."
        expect(_length(half), want, f"{told} The length must not sag half way.", rtol=1e-3)
        expect(
            half @ z0 / (_length(half) * _length(z0)),
            0.0,
            f"{told} Half way it is at right angles.",
            atol=1e-3,
        )
        early, late = (at[t] / _length(at[t]) for t in (0.25, 0.75))
        expect(early @ z0 / _length(z0), np.cos(np.pi / 4), f"{told} A quarter of the way is 45°.", rtol=1e-3)
        circle = "The circle must be the same one at every t; a new random one each time makes the film jump."
        expect(early @ late, 0.0, circle, atol=1e-3)


@q1.check_with
def _zero(slerp, rng):
    z, zero = draw(rng, 0.5, 2.0, 4), np.zeros(4, np.float32)
    told = "A zero latent has no direction, and 0/0 is NaN: "
    expect(
        slerp(zero, z, 0.25),
        0.25 * z,
        told + "take the direction of the other, with the length growing from 0.",
    )
    expect(
        slerp(z, zero, 0.25), 0.75 * z, told + "take the direction of the other, with the length going to 0."
    )
    expect(slerp(zero, zero, 0.5), zero, told + "between two zeros there are only zeros.")


q2 = Exercise(
    _NOTEBOOK,
    2,
    "equal steps",
    ["equal_step_positions"],
    points=2,
    why="A film with equal steps in the picture looks even; one with equal steps in t can stand still and then jump.",
    hints=[
        "How much has changed by the end of each segment? `np.concatenate([[0], np.cumsum(changes)])`.",
        "The positions you want are where the change is 0, 1/(n − 1), 2/(n − 1), … of the total.",
        "`np.interp(wanted, walked, np.arange(k + 1))` reads the position at each amount of change.",
    ],
)


def _step_slips(changes, n):
    """Return what the usual mistakes give."""
    c, k = changes.astype(np.float64), len(changes)
    walked = np.concatenate([[0.0], np.cumsum(c)])
    wanted = np.linspace(0, walked[-1], n)
    right = latent.equal_steps(c, n)
    segment = np.minimum(np.searchsorted(walked, wanted, side="right") - 1, k - 1)
    return [
        (np.linspace(0, k, n), "These are equal steps in position, whatever the picture does there."),
        (wanted, "These are amounts of change; translate each into the position where it is reached."),
        (right / k, "These run from 0 to 1; positions count segments, from 0 to k."),
        (
            segment + wanted - walked[segment],
            "Inside a segment divide by its change: half of the change is half of the way along it.",
        ),
        (np.append(segment[:-1], k), "This is only the segment; how far along it is missing."),
        (np.append(segment[:-1], k - 1), "This is only the segment; how far along it is missing."),
        (
            np.interp(wanted, walked[1:], np.arange(1, k + 1)),
            "The sums start after the first segment: put a 0 before.",
        ),
        (
            np.interp(wanted, walked[1:], np.arange(k)),
            "The sums start after the first segment: put a 0 before.",
        ),
        (
            latent.equal_steps(1 / np.maximum(c, 1e-9), n),
            "Positions are dense where little changes; it is the other way.",
        ),
        (latent.equal_steps(c, n + 1), "These are n + 1 positions: n positions leave n − 1 steps."),
    ]


@q2.check_with
def _even_film(equal_step_positions, rng):
    for k, n in ((2, 4), (3, 6), (6, 5), (1, 3)):
        changes = rng.permutation(np.arange(1, 2 * k + 1, 2)).astype(np.float32) + draw(rng, 0.0, 0.9, k)
        expect(
            equal_step_positions(changes, n),
            latent.equal_steps(changes, n),
            "Between any two neighbours the picture should change by total/(n − 1).",
            slips=lambda changes=changes, n=n: _step_slips(changes, n),
            rtol=1e-3,
            atol=1e-4,
        )


@q2.check_with
def _nothing_changes(equal_step_positions, rng):
    a, b = draw(rng, 1.1, 1.9, 2)
    changes = np.array([a, 0.0, 2 * b], np.float32)
    expect(
        equal_step_positions(changes, 4),
        latent.equal_steps(changes, 4),
        "On a segment where nothing changes there is nothing to divide by: step over it at once.",
        rtol=1e-3,
        atol=1e-4,
    )


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
