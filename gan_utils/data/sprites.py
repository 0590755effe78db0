"""Sprites: 64×64 colour pictures drawn from labelled factors, so that what a model learns can be checked.

The pixels are the same on every machine. Factors are integers from NumPy's frozen legacy generator; sine
and cosine are rounded to multiples of 2⁻¹⁴; and everything after is +, −, ×, ÷ and √, one operation at a
time, which IEEE 754 rounds in one way only. A test pins the SHA-256 of all 5,000 pictures.
"""

import numpy as np

from gan_utils.data.dataset import DatasetCard
from gan_utils.data.offline import every_fifth

SIDE = 64
N_EACH = 1000
SEED = 20140610
RIM = 1.5  # width of the dark outline, pixels
SHAPES = ("ellipse", "square", "triangle", "star", "heart")
COLOUR_NAMES = ("blue", "orange", "green", "red", "purple", "sky")
FILLS = ((0, 114, 178), (240, 170, 20), (0, 158, 115), (213, 72, 40), (170, 100, 190), (104, 190, 240))

# What each factor may be: the names of its values, or its lowest and highest value.
SPRITE_FACTORS = {
    "shape": SHAPES,
    "colour": COLOUR_NAMES,
    "angle": (-30, 30),
    "size": (10.0, 18.0),
    "x": (24.0, 40.0),
    "y": (24.0, 40.0),
}
FACTOR_DTYPE = np.dtype([("shape", "i4"), ("colour", "i4"), ("angle", "i4"), ("size", "f4"), ("x", "f4"), ("y", "f4")])
SPRITES = DatasetCard(
    name="sprites",
    title="Sprites: 5,000 coloured shapes with known factors, 1,000 a shape",
    image_shape=(SIDE, SIDE, 3),
    n_classes=len(SHAPES),
    class_names=SHAPES,
    source="drawn by this project (gan_utils/data/sprites.py)",
    licence="MIT, like the course",
    needs_network=False,
    n_train=4000,
    n_test=1000,
    notes="labels are shapes; data.sprite_factors(split) gives shape, colour, angle, size and position",
)


def sprite_factors(split="train"):
    """Return what each sprite of a split was drawn from, in the order of its images.

    Args:
        split: "train" (4,000) or "test" (1,000): every fifth sprite of a shape is held out.

    Returns:
        Structured array, shape (n,), with the fields of `SPRITE_FACTORS`: `shape` and `colour` are indices
        into their names; `angle` is in degrees, clockwise, and no two angles of a shape look alike (a star
        repeats every 72°); `size`, about half the width, and the centre `x`, `y` (downwards) are in pixels.

    Raises:
        ValueError: for an unknown split.

    >>> factors = sprite_factors("test")
    >>> factors.shape, SHAPES[factors["shape"][0]], int(abs(factors["angle"]).max())
    ((1000,), 'ellipse', 30)
    """
    if split not in ("train", "test"):
        raise ValueError(f"unknown split {split!r}: choose one of train, test")
    n = N_EACH * len(SHAPES)
    # RandomState's streams are frozen for good, unlike those of default_rng; an explicit dtype keeps them the
    # same on Windows. Sizes and positions are drawn in quarters of a pixel.
    random = np.random.RandomState(SEED)
    draw = lambda low, high: random.randint(low, high + 1, n, dtype=np.int64)
    factors = np.empty(n, FACTOR_DTYPE)
    factors["shape"] = np.arange(n) // N_EACH
    factors["colour"] = draw(0, len(COLOUR_NAMES) - 1)
    factors["angle"] = draw(*SPRITE_FACTORS["angle"])
    for name in ("size", "x", "y"):
        low, high = SPRITE_FACTORS[name]
        factors[name] = draw(int(4 * low), int(4 * high)) / 4
    return factors[every_fifth(n, split)]


def draw_sprites(factors):
    """Draw one sprite for each row of factors: a filled shape with a dark rim, anti-aliased, on white.

    The shape covers the share min(1, max(0, d + ½)) of a pixel, with d the signed distance in pixels from the
    pixel's centre to the edge of the shape, positive inside.

    Args:
        factors: structured array, shape (n,), as `sprite_factors` returns it; change a field, see its effect.

    Returns:
        uint8, shape (n, 64, 64, 3).

    Raises:
        ValueError: when a field is missing, or a value is outside its range in `SPRITE_FACTORS`.

    >>> row = sprite_factors("test")[:1]
    >>> draw_sprites(row).shape
    (1, 64, 64, 3)
    """
    factors = np.atleast_1d(factors)
    _check(factors)
    factors = factors[list(FACTOR_DTYPE.names)].astype(FACTOR_DTYPE)
    images = np.empty((len(factors), SIDE, SIDE, 3), np.uint8)
    for shape in range(len(SHAPES)):
        rows = np.flatnonzero(factors["shape"] == shape)
        for start in range(0, len(rows), 64):  # 64 at a time fit in the processor's cache
            some = rows[start : start + 64]
            images[some] = _draw(SHAPES[shape], factors[some])
    return images


def draw_outlines(factors):
    """Draw the rim of each sprite alone, black on white: all that can be told of it but its colour.

    Args:
        factors: as `draw_sprites` takes them.

    Returns:
        uint8, shape (n, 64, 64, 1).

    Raises:
        ValueError: as `draw_sprites`.

    >>> rows = sprite_factors("test")[:2]
    >>> outlines = draw_outlines(rows)
    >>> rows["colour"] = (rows["colour"] + 1) % 6
    >>> outlines.shape, bool((draw_outlines(rows) == outlines).all())
    ((2, 64, 64, 1), True)
    """
    factors = np.atleast_1d(factors)
    _check(factors)
    factors = factors[list(FACTOR_DTYPE.names)].astype(FACTOR_DTYPE)
    images = np.empty((len(factors), SIDE, SIDE, 1), np.uint8)
    for shape in range(len(SHAPES)):
        some = np.flatnonzero(factors["shape"] == shape)
        outer, inner = _covers(SHAPES[shape], factors[some])
        images[some] = np.rint(255.0 * (1.0 - (outer - inner))).astype(np.uint8)
    return images


def read_sprites(split):
    """Return (images, labels) of one split."""
    factors = sprite_factors(split)
    return draw_sprites(factors), factors["shape"].astype(np.int32)


def _check(factors):
    missing = [name for name in FACTOR_DTYPE.names if name not in (factors.dtype.names or ())]
    if missing:
        raise ValueError(
            f"factors need the fields {', '.join(FACTOR_DTYPE.names)}, but {', '.join(missing)} is missing: "
            "start from data.sprite_factors() and change its values"
        )
    for name, values in SPRITE_FACTORS.items():
        low, high = (0, len(values) - 1) if isinstance(values[0], str) else values
        found = factors[name]
        if len(found) and not (found.min() >= low and found.max() <= high):
            raise ValueError(f"the factor {name} must be from {low} to {high}, got {found.min():g} to {found.max():g}")


def _covers(shape, factors):
    """Return how much of each pixel lies in a sprite, and how much inside its rim, shape (n, 64, 64, 1) each."""
    column = lambda values: values.astype(np.float64)[:, None, None]
    centres = np.arange(SIDE) + 0.5
    right = centres[None, None, :] - column(factors["x"])
    down = centres[None, :, None] - column(factors["y"])
    cosine, sine = (column(table[factors["angle"] + 30]) for table in _TURN)
    u, v = right * cosine + down * sine, down * cosine - right * sine
    distance = _DISTANCE[shape](u, v, column(factors["size"]))
    outer = np.clip(distance + 0.5, 0.0, 1.0)[..., None]
    inner = np.clip(distance - RIM + 0.5, 0.0, 1.0)[..., None]
    return outer, inner


def _draw(shape, factors):
    """Draw factors that share a shape; returns uint8, shape (n, 64, 64, 3)."""
    outer, inner = _covers(shape, factors)
    fill = np.array(FILLS, np.float64)[factors["colour"]][:, None, None, :]
    rim = np.floor(fill * 0.5)
    return np.rint(255.0 + (rim - 255.0) * outer + (fill - rim) * inner).astype(np.uint8)


def _exact(values):
    """Round to multiples of 2⁻¹⁴, which hides how the machine's mathematics library rounds its last digit."""
    return np.rint(np.asarray(values) * 2.0**14) / 2.0**14


def _directions(n):
    """Unit vectors to the n sides of a regular polygon that stands on its base (v points down)."""
    angles = np.pi / 2 + 2 * np.pi * np.arange(n) / n
    return list(zip(_exact(np.cos(angles)), _exact(np.sin(angles)), strict=True))


_TURN = tuple(_exact(f(np.arange(-30, 31) * (np.pi / 180))) for f in (np.cos, np.sin))
_TRIANGLE, _STAR = _directions(3), [(-u, -v) for u, v in _directions(5)]


def _ellipse(u, v, size):
    a, b = size * 1.125, size * 0.6875
    # r(1 − r)/|∇| with r = √((u/a)² + (v/b)²): the distance to first order, exact to the eye near the edge.
    radius = np.sqrt((u / a) * (u / a) + (v / b) * (v / b))
    slope = np.sqrt((u / (a * a)) * (u / (a * a)) + (v / (b * b)) * (v / (b * b)))
    return radius * (1.0 - radius) / np.maximum(slope, 1e-9)


def _square(u, v, size):
    return size * 0.8125 - np.maximum(np.abs(u), np.abs(v))


def _triangle(u, v, size):
    v = v - size * 0.1875  # about its middle height, not its centroid
    return np.minimum.reduce([size * 0.5625 - (u * a + v * b) for a, b in _TRIANGLE])


def _star(u, v, size):
    # Inside a five-pointed star, one is on the inner side of at least four of its five lines.
    sides = np.stack([size * 0.375 - (u * a + v * b) for a, b in _STAR])
    return np.partition(sides, 1, axis=0)[1]


def _heart(u, v, size):
    # A square on its corner, with a half-disc on each upper side.
    v = v - size * 0.125
    half, diagonal = size * 0.65625, 0.70703125
    p, q = (u + v) * diagonal, (v - u) * diagonal
    square = half - np.maximum(np.abs(p), np.abs(q))
    right = half - np.sqrt(p * p + (q + half) * (q + half))
    left = half - np.sqrt((p + half) * (p + half) + q * q)
    return np.maximum(square, np.maximum(left, right))


_DISTANCE = {"ellipse": _ellipse, "square": _square, "triangle": _triangle, "star": _star, "heart": _heart}
