"""Pictures that are almost sprites: what a judge of sprites must not recognise."""

import numpy as np

# kind: whether its shape, and whether its colour, can no longer be told
KINDS = {
    "noise": (True, True),
    "blurred": (True, True),
    "two sprites in one": (True, True),
    "covered with dots": (True, True),
    "two colours": (False, True),
    "between two shapes": (True, False),
    "two halves": (True, False),
}
UNSEEN = ("two halves",)  # the judge is not trained on them, only tested


def spoil(kind, factors, seed):
    """Draw one spoiled sprite for each row of factors.

    Args:
        kind: a key of `KINDS`. "noise" has nothing of a sprite. "blurred" is a sprite behind a Gaussian of 3 to 5
            pixels. "two sprites in one" is the mean of two sprites of another shape and colour. "covered with dots" has
            a dot on every fourth pixel of every fourth row. "two colours" fades from one colour to another. "between
            two shapes" has the outline halfway between those of two shapes, and "two halves" the left half of one
            shape and the right half of another.
        factors: structured array, shape (n,), as `data.sprite_factors` returns it.
        seed: of every random draw.

    Returns:
        uint8, shape (n, 64, 64, 3).

    Raises:
        ValueError: for an unknown kind, listing the valid ones.

    >>> from gan_utils import data
    >>> spoil("two halves", data.sprite_factors("test")[:3], seed=0).shape
    (3, 64, 64, 3)
    """
    from gan_course.experiments import common

    drawers = dict(zip(KINDS, (_noise, _blurred, _two, _dots, _colours, _between, _halves), strict=True))
    draw = drawers[common.known("kind of spoiled sprite", kind, KINDS)]
    pixels = draw(np.array(factors), np.random.default_rng(seed))
    return np.rint(np.clip(pixels, 0, 255)).astype(np.uint8)


def _other(factors, field, n_values, rng):
    """Return a copy of the factors with another value of one field in each row."""
    other = factors.copy()
    other[field] = (factors[field] + rng.integers(1, n_values, len(factors))) % n_values
    return other


def _pair(factors, field, n_values, rng):
    """Draw each sprite, and the same sprite with another value of one factor, as floats."""
    from gan_utils import data

    pair = factors, _other(factors, field, n_values, rng)
    return [data.draw_sprites(each).astype(np.float32) for each in pair]


def _noise(factors, rng):
    return rng.uniform(0, 255, (len(factors), 64, 64, 3))


def _blurred(factors, rng):
    from scipy.ndimage import gaussian_filter

    from gan_utils import data

    images = data.draw_sprites(factors).astype(np.float32)
    for image, std in zip(images, rng.uniform(3.0, 5.0, len(images)), strict=True):
        image[:] = gaussian_filter(image, (std, std, 0), mode="nearest")
    return images


def _two(factors, rng):
    from gan_utils import data

    elsewhere = rng.permutation(factors)
    elsewhere["shape"] = _other(factors, "shape", 5, rng)["shape"]
    elsewhere["colour"] = _other(factors, "colour", 6, rng)["colour"]
    share = rng.uniform(0.4, 0.6, (len(factors), 1, 1, 1))
    return share * data.draw_sprites(factors) + (1 - share) * data.draw_sprites(elsewhere)


def _dots(factors, rng):
    from gan_utils import data

    images = data.draw_sprites(factors).astype(np.float32)
    for image, row, column in zip(images, *rng.integers(0, 4, (2, len(images))), strict=True):
        image[row::4, column::4] *= 0.4
    return images


def _colours(factors, rng):
    one, other = _pair(factors, "colour", 6, rng)
    column = lambda values: values[:, None, None, None]
    sideways, width = column(rng.random(len(one)) < 0.5), column(factors["size"])
    along = np.arange(64)[None, None, :, None] - column(factors["x"])
    down = np.arange(64)[None, :, None, None] - column(factors["y"])
    ramp = np.clip(0.5 + np.where(sideways, along, down) / width, 0, 1)
    return ramp * one + (1 - ramp) * other


def _between(factors, rng):
    from scipy.ndimage import distance_transform_edt

    from gan_utils.data.sprites import FILLS, RIM

    pairs = _pair(factors, "shape", 5, rng)
    share = rng.uniform(0.4, 0.6, len(factors))
    pictures = np.empty_like(pairs[0])
    for i, colour in enumerate(factors["colour"]):
        inside = [images[i].min(axis=-1) < 192 for images in pairs]
        depths = [distance_transform_edt(mask) - distance_transform_edt(~mask) for mask in inside]
        depth = share[i] * depths[0] + (1 - share[i]) * depths[1]
        outer, inner = (np.clip(depth - rim + 0.5, 0, 1)[..., None] for rim in (0.0, RIM))
        fill = np.array(FILLS[colour], np.float32)
        rim = np.floor(fill / 2)
        pictures[i] = 255 + (rim - 255) * outer + (fill - rim) * inner
    return pictures


def _halves(factors, rng):
    one, other = _pair(factors, "shape", 5, rng)
    left = np.arange(64)[None, None, :, None] < factors["x"][:, None, None, None]
    return np.where(left, one, other)
