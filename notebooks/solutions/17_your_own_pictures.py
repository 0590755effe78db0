"""Reference answers to the exercises of notebook 17, one block an exercise; the imports are those of the notebook."""

import keras
import numpy as np

from gan_utils import models, training


# %% q1
def crop_box(width, height, wide, high):
    """Return (left, top, right, bottom) of the largest box of this shape in the middle of the picture."""
    if width * high > wide * height:  # too wide: the whole height stays
        w, h = height * wide / high, height
    else:
        w, h = width, width * high / wide
    return (width - w) / 2, (height - h) / 2, (width + w) / 2, (height + h) / 2


# %% q2
def held_out_places(labels, part, seed):
    """Return the sorted rows of a random part of each class, shape (m,), ints."""
    rng, chosen = np.random.default_rng(seed), []
    for label in np.unique(labels):
        rows = rng.permutation(np.flatnonzero(labels == label))
        chosen.append(rows[: max(1, round(part * len(rows)))])
    return np.sort(np.concatenate(chosen))


# %% q3
def stop_at(scores, patience):
    """Return (index of the best score, how many scores were taken)."""
    best, since = None, 0
    for i, score in enumerate(scores):
        if np.isfinite(score) and (best is None or score < scores[best]):
            best, since = i, 0
        else:
            since += 1
        if since == patience:
            return best, i + 1
    return best, len(scores)


# %% open
def my_gan(image_shape, n_classes, seed):
    """Return a compiled, untrained `training.GAN` that makes pictures of this shape."""
    gan = training.GAN(
        models.dcgan_generator(image_shape, width=32, n_classes=n_classes, upsampling="nearest", seed=2 * seed + 1),
        models.dcgan_discriminator(image_shape, width=32, n_classes=n_classes, downsampling="pool", seed=2 * seed + 2),
        seed=seed,
    )
    adam = lambda: keras.optimizers.Adam(1e-3, beta_1=0.0, beta_2=0.99)
    gan.compile(g_optimizer=adam(), d_optimizer=adam(), ema_decay=0.99, ema_warmup=True)
    return gan
