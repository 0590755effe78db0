"""Reference answers to the exercises of notebook 08, one block an exercise; the imports are those of the notebook."""

import keras
import numpy as np
import tensorflow as tf

from gan_utils import training
from gan_utils.training import augment


# %% q1
def nearest(queries, points):
    """Return (distances, indices): how far the nearest point is from each query, and which row it is."""
    table = np.sqrt(((queries[:, None] - points[None]) ** 2).sum(axis=-1))
    return table.min(axis=1), table.argmin(axis=1)


# %% q2
def share_nearer(samples, train, held_out):
    """Return the share of samples nearer to a training image than to any of equally many held-out ones."""
    size = min(len(train), len(held_out))
    to_train, to_held_out = (
        np.sqrt(((samples[:, None] - cloud[None, :size]) ** 2).sum(axis=-1)).min(axis=1) for cloud in (train, held_out)
    )
    return np.mean((to_train < to_held_out) + 0.5 * (to_train == to_held_out))


# %% q3
def translate(images, shifts):
    """Return the images, each moved by its own (down, right), with −1 where nothing was."""
    height, width = images.shape[1:3]
    r = int(np.abs(shifts).max())
    padded = tf.pad(images, [[0, 0], [r, r], [r, r], [0, 0]], constant_values=-1.0)
    return tf.stack(
        [padded[b, r - d : r - d + height, r - e : r - e + width] for b, (d, e) in enumerate(np.array(shifts))]
    )


# %% q4
def held_out_gap(discriminator, train, held_out):
    """Return the mean logit of the training images minus that of the held-out ones, in inference mode."""
    on_train, on_held_out = (np.mean(discriminator(images, training=False)) for images in (train, held_out))
    return on_train - on_held_out


# %% q5
def freeze_first(discriminator, n):
    """Freeze the first n convolutions and return how many weights are left to train."""
    convolutions = [layer for layer in discriminator.layers if isinstance(layer, keras.layers.Conv2D)]
    for layer in convolutions[:n]:
        layer.trainable = False
    return sum(int(np.prod(weight.shape)) for weight in discriminator.trainable_variables)


# %% open
def my_gan(seed):
    """Return a compiled, untrained `training.GAN` that makes 28×28 digits and takes no labels."""
    from gan_utils import models

    gan = training.GAN(
        models.resnet_generator((28, 28, 1), width=16, seed=2 * seed + 1),
        models.resnet_discriminator((28, 28, 1), width=16, seed=2 * seed + 2),
        seed=seed,
    )
    adam = lambda: keras.optimizers.Adam(1e-3, beta_1=0.0, beta_2=0.99)
    moved = [augment.translation(), augment.intensity()]
    gan.compile(g_optimizer=adam(), d_optimizer=adam(), ema_decay=0.995, ema_warmup=True, augment=moved)
    return gan
