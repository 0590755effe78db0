"""Two shapes far apart, of one colour, which no small window can judge, and a discriminator of small windows."""

import numpy as np

from gan_utils.data.sprites import FILLS

HEIGHT, WIDTH, SHAPE_SIDE = 16, 32, 6


def draw_pairs(n, seed):
    """Return pictures with a square at the left and one at the right, both of one of six colours, on white.

    Args:
        n: how many.
        seed: of places and colours.

    Returns:
        uint8, shape (n, 16, 32, 3).

    >>> draw_pairs(2, seed=0).shape
    (2, 16, 32, 3)
    """
    rng = np.random.default_rng(seed)
    colours = np.array(FILLS, np.uint8)[rng.integers(len(FILLS), size=n)]
    images = np.full((n, HEIGHT, WIDTH, 3), 255, np.uint8)
    downs = rng.integers(1, HEIGHT - SHAPE_SIDE, size=(n, 2))
    overs = rng.integers(0, 3, size=(n, 2)) + np.array([0, WIDTH - SHAPE_SIDE - 2])
    for image, colour, down, over in zip(images, colours, downs, overs, strict=True):
        for top, left in zip(down, over, strict=True):
            image[top : top + SHAPE_SIDE, left : left + SHAPE_SIDE] = colour
    return images


def matches(images):
    """Say of each picture whether it has a shape at both sides, and whether they are of one colour.

    A side has a shape where at least a quarter of a square's pixels are nearer to one of the six colours than to white;
    the colour is that of most of those pixels.

    Args:
        images: uint8, shape (n, 16, 32, 3).

    Returns:
        (both, same): bool, shape (n,); `same` is false wherever `both` is.

    >>> [found.all().item() for found in matches(draw_pairs(5, seed=0))]
    [True, True]
    """
    palette = np.array([*FILLS, (255, 255, 255)], np.float32)
    away = ((images[:, :, :, None].astype(np.float32) - palette) ** 2).sum(axis=-1)
    nearest = away.argmin(axis=-1)
    halves = [nearest[:, :, : WIDTH // 2], nearest[:, :, WIDTH // 2 :]]
    counts = [np.stack([(half == k).sum(axis=(1, 2)) for k in range(len(FILLS))], axis=1) for half in halves]
    both = np.all([count.sum(axis=1) >= SHAPE_SIDE**2 // 4 for count in counts], axis=0)
    return both, both & (counts[0].argmax(axis=1) == counts[1].argmax(axis=1))


def local_discriminator(width=16, attention=False, seed=None):
    """Return a discriminator that adds up what it thinks of each window of 10×10 pixels; no window sees both shapes.

    Two 4×4 convolutions of stride 2 → with `attention`, `models.SelfAttention` → two 1×1 convolutions → the mean over
    all places.

    Args:
        width: channels of the first map.
        attention: whether the places hear of each other.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from pictures (batch, 16, 32, 3) to logits (batch, 1).

    >>> local_discriminator(width=4).output_shape
    (None, 1)
    """
    import keras
    from keras import layers

    from gan_utils import models

    rng = np.random.default_rng(seed)
    start = lambda: keras.initializers.HeNormal(seed=int(rng.integers(2**31)))
    attend = models.SelfAttention(reduction=2, seed=int(rng.integers(2**31)))
    image = keras.Input((HEIGHT, WIDTH, 3), name="x")
    x = image
    for i in range(2):
        x = layers.Conv2D(width * 2**i, 4, strides=2, padding="same", kernel_initializer=start())(x)
        x = layers.LeakyReLU(0.2)(x)
    x = attend(x) if attention else x
    x = layers.LeakyReLU(0.2)(layers.Conv2D(2 * width, 1, kernel_initializer=start())(x))
    x = layers.Conv2D(1, 1, kernel_initializer=start(), name="windows")(x)
    return keras.Model(image, layers.GlobalAveragePooling2D(dtype="float32", name="logit")(x))
