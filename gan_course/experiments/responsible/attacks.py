"""Was this picture in the training set? Three scores that rank pictures, and how well each of them does."""

import numpy as np

from gan_course.experiments import common

N_ASKED, N_DRAWN, N_PROJECTED, PROJECTION_STEPS, PROJECTION_RATE = 1000, 5000, 100, 100, 0.05


def attacked(generator, discriminator, members, others, seed, n_drawn=N_DRAWN, steps=PROJECTION_STEPS):
    """Return {attack: (scores of members, scores of others)}; the higher, the more it looks like a member.

    "logit" asks D. "nearest" has only samples: minus the distance to the nearest of many, in pixels. "projection" has
    the generator: minus the error of the nearest picture that it makes after some steps of gradient descent; it takes
    the first 100 members and the first 200 of the others.

    Args:
        generator: from z to images, as the one that is published.
        discriminator: from images to logits.
        members: training images, uint8; others: images of the same kind that no run saw, uint8.
        seed: of the samples.
        n_drawn: how many samples.
        steps: of the descent.
    """
    from gan_utils import data, latent, metrics

    z = latent.sample(n_drawn, generator.input_shape[-1], seed)
    drawn = metrics.pixels().features(_in_parts(generator, z))
    found = {}
    near = [metrics.nearest_neighbours(metrics.pixels().features(images), drawn) for images in (members, others)]
    found["logit"] = [_in_parts(discriminator, data.to_model(images))[:, 0] for images in (members, others)]
    found["nearest"] = [-each.distances[:, 0] for each in near]
    few = [slice(None, N_PROJECTED), slice(None, 2 * N_PROJECTED)]
    found["projection"] = [
        -projection_errors(generator, images[some], z[each.indices[some, 0]], steps)
        for images, each, some in zip((members, others), near, few, strict=True)
    ]
    return found


def projection_errors(generator, images, z, steps=PROJECTION_STEPS):
    """Return how far each image is from the nearest that the generator makes: root mean squares, shape (n,).

    Adam moves z from where it is given; a penalty of 0.01·mean(z²) keeps it where latents are.

    Args:
        generator: from z to images.
        images: uint8, shape (n, height, width, channels).
        z: where each begins, shape (n, latent_dim).
        steps: of the descent.
    """
    import keras
    import tensorflow as tf

    from gan_utils import data

    target, z = tf.constant(data.to_model(images)), tf.Variable(z)
    optimizer = keras.optimizers.Adam(PROJECTION_RATE)
    optimizer.build([z])

    @tf.function(reduce_retracing=True)
    def step():
        with tf.GradientTape() as tape:
            error = tf.reduce_mean((generator(z, training=False) - target) ** 2, axis=[1, 2, 3])
            loss = tf.reduce_sum(error + 0.01 * tf.reduce_mean(z**2, axis=1))
        optimizer.apply(tape.gradient(loss, [z]), [z])
        return error

    error = [step() for _ in range(common.whole(steps, 1, "steps"))][-1]
    return np.sqrt(error.numpy())


def _in_parts(network, inputs, size=250):
    parts = [network(inputs[i : i + size], training=False) for i in range(0, len(inputs), size)]
    return np.concatenate([np.asarray(part) for part in parts])
