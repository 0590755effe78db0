"""Reference answers to the exercises of notebook 03, one block an exercise; the imports are those of the notebook."""

import keras
import numpy as np
from keras import layers

from gan_utils import data, models, training


# %% q1
def convolution_side(side, kernel, stride, padding, transposed):
    """Return the output side, an int, of a convolution or of a transposed one; padding is on each side."""
    if transposed:
        return (side - 1) * stride - 2 * padding + kernel
    return (side + 2 * padding - kernel) // stride + 1


# %% q2
def colour_generator(latent_dim):
    """Return a DCGAN generator for 32×32×3."""

    def double(filters):
        return [
            layers.Conv2DTranspose(filters, 4, strides=2, padding="same", use_bias=False),
            layers.BatchNormalization(momentum=0.9),
            layers.ReLU(),
        ]

    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            layers.Dense(4 * 4 * 64, use_bias=False),
            layers.Reshape((4, 4, 64)),
            layers.BatchNormalization(momentum=0.9),
            layers.ReLU(),
            *double(32),
            *double(16),
            layers.Conv2DTranspose(3, 4, strides=2, padding="same", activation="tanh"),
        ]
    )


# %% q3
def stamps(kernel, stride, side):
    """Return how many stamps cover each pixel, shape ((side − 1)·stride + kernel,)."""
    count = np.zeros((side - 1) * stride + kernel, int)
    for i in range(side):
        count[i * stride : i * stride + kernel] += 1
    return count


# %% q4
def sample(generator, z):
    """Return the pictures of z, each independent of the others in the batch."""
    return np.asarray(generator(z, training=False))


# %% q5
def receptive_field(kernels, strides):
    """Return the side, an int, of the input square that one unit of the last layer sees."""
    field, jump = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        field += (kernel - 1) * jump
        jump *= stride
    return field


# %% open
def my_digits(images, steps, n, seed):
    """Return n pictures of a generator that was trained on `images` alone, shape (n, 28, 28, 1) in [-1, 1]."""
    unlabelled = data.ImageDataset(images, np.zeros(len(images), "int32"), data.CARDS["mnist5k"])
    clusters = unlabelled.clustered(50, seed=seed)
    keras.utils.set_random_seed(seed)
    gan = training.GAN(
        models.dcgan_generator((28, 28, 1), n_classes=50, upsampling="nearest", seed=2 * seed + 1),
        models.dcgan_discriminator((28, 28, 1), n_classes=50, downsampling="pool", seed=2 * seed + 2),
        seed=seed,
    )
    adam = lambda: keras.optimizers.Adam(1e-3, beta_1=0.0, beta_2=0.99)
    gan.compile(g_optimizer=adam(), d_optimizer=adam(), ema_decay=0.995, ema_warmup=True)
    gan.fit(clusters.batches(64, seed=seed, labels=True).repeat().take(steps))
    return gan.generate(labels=data.draw_labels(np.bincount(clusters.labels), n, seed=seed), seed=seed)
