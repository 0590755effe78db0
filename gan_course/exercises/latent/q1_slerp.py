"""Exercise 1 of notebook 05: slerp with its edge cases."""

import numpy as np

from gan_course.exercises.asking import Slip, array, draw, expect
from gan_course.exercises.base import Exercise
from gan_utils import latent

q1 = Exercise(
    "05_latent_space",
    1,
    "slerp with its edge cases",
    ["slerp"],
    points=3,
    why="A film that turns to NaN at one frame is easy to miss and hard to find; now no pair of latents breaks it.",
    hints=[
        "Take direction and length apart: u = z/‖z‖. Turn the direction, and change the length as lerp would.",
        "In the plane of u0 and u1, take a unit vector w at right angles to u0, on the side of u1. Turned by an "
        "angle a, the direction has one part along u0 and one along w: which functions of a are they?",
        "`w = u1 - ____ * u0`, made a unit vector; then `____ * (np.cos(t * angle) * u0 + ____ * w)`. Where w has "
        "no length, u1 is parallel to u0 (any w will do) or opposite (any at right angles will, the same one at "
        "each t). Where z has no length, which u can it borrow?",
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
        (turned * _length(z0) ** (1 - t) * _length(z1) ** t, "The length should change linearly, not geometrically."),
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
        if d == 2:
            z0[1] = 0.0  # the cosine is exactly 1; elsewhere rounding decides on which side of it
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
        expect(half @ z0 / (_length(half) * _length(z0)), 0.0, f"{told} Half way it is at right angles.", atol=1e-3)
        early, late = (at[t] / _length(at[t]) for t in (0.25, 0.75))
        expect(early @ z0 / _length(z0), np.cos(np.pi / 4), f"{told} A quarter of the way is 45°.", rtol=1e-3)
        circle = "The circle must be the same one at every t; a new random one each time makes the film jump."
        expect(early @ late, 0.0, circle, atol=1e-3)


@q1.check_with
def _zero(slerp, rng):
    z, zero = draw(rng, 0.5, 2.0, 4), np.zeros(4, np.float32)
    told = "A zero latent has no direction, and 0/0 is NaN: "
    expect(slerp(zero, z, 0.25), 0.25 * z, told + "take the direction of the other, with the length growing from 0.")
    expect(slerp(z, zero, 0.25), 0.75 * z, told + "take the direction of the other, with the length going to 0.")
    expect(slerp(zero, zero, 0.5), zero, told + "between two zeros there are only zeros.")
