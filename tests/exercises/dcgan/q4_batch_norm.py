# ruff: noqa: F811
"""Planted answers to exercise 4 of notebook 03."""

import numpy as np
import tensorflow as tf


# %% q4 right: predict
def sample(generator, z):
    return generator.predict(z, verbose=0)


# %% q4 right: one at a time, in inference mode, as a tensor
def sample(generator, z):
    return tf.concat([generator(z[i : i + 1], training=False) for i in range(len(z))], axis=0)


# %% q4 wrong: This is training mode: the mean is that of this batch
def sample(generator, z):
    moving = generator.get_weights()
    images = np.asarray(generator(z, training=True))
    generator.set_weights(moving)
    return images


# %% q4 wrong: Sampling changed the generator
def sample(generator, z):
    return np.asarray(generator(z, training=True))


# %% q4 wrong: The generator is left frozen
def sample(generator, z):
    generator.trainable = False
    return np.asarray(generator(z, training=True))


# %% q4 wrong: Alone in its batch a picture has itself as mean
def sample(generator, z):
    moving = generator.get_weights()
    images = [np.asarray(generator(z[i : i + 1], training=True))[0] for i in range(len(z))]
    generator.set_weights(moving)
    return np.array(images)


# %% q4 wrong: The batch axis is gone
def sample(generator, z):
    return np.squeeze(generator(z, training=False), axis=0) if len(z) == 1 else generator(z, training=False)


# %% q4 wrong: Only the first picture comes back
def sample(generator, z):
    return generator(z[:1], training=False)


# %% q4 wrong: This is in [0, 1]
def sample(generator, z):
    return (np.asarray(generator(z, training=False)) + 1) / 2


# %% q4 wrong: Sampling changed the generator
def sample(generator, z):
    for _ in range(100):
        generator(z, training=True)
    return generator(z, training=False)
