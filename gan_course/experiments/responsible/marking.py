"""A mark in every picture of a generator: bits are hidden and read by two networks, then the generator learns one key.

First an encoder and a decoder learn together, on real digits and random bits. Then the decoder is frozen, and the
generator is taught to draw pictures off which it reads the key. The encoder is thrown away.
"""

import numpy as np

from gan_course.experiments.responsible import rows

HIDE_RATE, SIGN_RATE, STRENGTH = 3e-3, 1e-3, 0.3
SIGNED = "cgan"  # the shipped generator that is signed


def key_of(seed, n_bits=rows.N_BITS):
    """Return a key drawn by a seed: zeros and ones, shape (n_bits,).

    >>> key_of(1).shape, sorted(set(key_of(1).tolist()))
    ((16,), [0, 1])
    """
    return np.random.default_rng([seed, 16]).integers(2, size=n_bits)


def damaged(images, seed):
    """Return images moved by up to 2 pixels and, every second one, blurred, so that a gradient passes.

    Args:
        images: float tensor in [-1, 1], shape (n, height, width, 1).
        seed: a pair of ints.
    """
    import tensorflow as tf

    from gan_utils import _random
    from gan_utils.training import augment

    seeds = _random.split(seed, 2)
    images = augment.translation(2 / 28)(images, seeds[0])
    row = tf.constant([1.0, 2.0, 1.0]) / 4.0
    kernel = tf.reshape(row[:, None] * row[None], (3, 3, 1, 1))
    soft = tf.nn.conv2d(images + 1.0, kernel, 1, "SAME") - 1.0  # black goes on beyond the edge
    some = _random.uniform((tf.shape(images)[0], 1, 1, 1), seeds[1]) < 0.5
    return tf.where(some, soft, images)


def hide(seed, hardened, steps=rows.HIDE_STEPS):
    """Return (encoder, decoder), trained on real digits to hide random bits and to read them.

    Both lower E[cross-entropy of the bits] + w · E[(marked − x)²]. The weight w grows with the square of the time from
    1 to `HIDE_CLOSE`: first they find a language, then they whisper it.

    Args:
        seed: of the weights, the bits and the damage.
        hardened: whether the decoder sees moved and blurred pictures.
        steps: of Adam.
    """
    import keras
    import tensorflow as tf

    from gan_utils import data, models

    shape = (28, 28, 1)
    encoder = models.watermark_encoder(shape, rows.N_BITS, strength=STRENGTH, seed=2 * seed + 1)
    decoder = models.watermark_decoder(shape, rows.N_BITS, seed=2 * seed + 2)
    variables = encoder.trainable_variables + decoder.trainable_variables
    optimizer = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(HIDE_RATE, steps))

    @tf.function(reduce_retracing=True)
    def step(x, bits, i):
        with tf.GradientTape() as tape:
            marked = encoder([x, 2.0 * bits - 1.0], training=True)
            logits = decoder(damaged(marked, tf.stack([seed, i])) if hardened else marked, training=True)
            missed = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(bits, logits))
            weight = 1.0 + (rows.HIDE_CLOSE - 1.0) * (tf.cast(i, tf.float32) / steps) ** 2
            loss = missed + weight * tf.reduce_mean((marked - x) ** 2)
        optimizer.apply(tape.gradient(loss, variables), variables)
        return missed

    rng = np.random.default_rng([seed, 1])
    batches = data.load("mnist5k").batches(rows.BATCH_SIZE, seed=seed).repeat().take(steps)
    for i, x in enumerate(batches):
        step(x, tf.constant(rng.integers(2, size=(len(x), rows.N_BITS)), tf.float32), tf.constant(i))
    return encoder, decoder


def sign(decoder, key, seed, hardened, steps=rows.SIGN_STEPS):
    """Return the shipped conditional generator, taught to draw pictures off which a frozen decoder reads the key.

    It lowers E[cross-entropy of the key] + close · E[(G'(z, c) − G(z, c))²], so that every z keeps its picture.

    Args:
        decoder: from images to logits, as `hide` trained it.
        key: zeros and ones.
        seed: of z, the class c and the damage.
        hardened: whether the decoder sees moved and blurred pictures.
        steps: of Adam.
    """
    import keras
    import tensorflow as tf

    from gan_utils import _random, models

    original, signed = (models.load_pretrained(SIGNED) for _ in range(2))
    signed.trainable = True
    bits = tf.constant(np.asarray(key), tf.float32)
    rate = keras.optimizers.schedules.CosineDecay(SIGN_RATE, steps)
    variables, optimizer = signed.trainable_variables, keras.optimizers.Adam(rate)
    shape = rows.BATCH_SIZE, signed.inputs[0].shape[-1]

    @tf.function(reduce_retracing=True)
    def step(i):
        seeds = _random.split(tf.stack([seed, i]), 2)
        given = [_random.normal(shape, seeds[0]), tf.range(rows.BATCH_SIZE) % 10]
        with tf.GradientTape() as tape:
            drawn = signed(given, training=False)  # the averages of batch normalisation stay as they are
            logits = decoder(damaged(drawn, seeds[1]) if hardened else drawn, training=False)
            missed = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(tf.ones_like(logits) * bits, logits))
            loss = missed + rows.SIGN_CLOSE * tf.reduce_mean((drawn - original(given, training=False)) ** 2)
        optimizer.apply(tape.gradient(loss, variables), variables)
        return missed

    for i in range(steps):
        step(tf.constant(i))
    return signed


def passes(decoder, images, key, threshold=rows.THRESHOLD):
    """Return (share of the key's bits read, share of images with `threshold` of them or more) of uint8 images."""
    from gan_utils import data, metrics

    logits = np.asarray(decoder.predict(data.to_model(images), batch_size=250, verbose=0))
    agreeing = metrics.matching_bits(logits, key)
    return float(agreeing.mean() / logits.shape[1]), float((agreeing >= threshold).mean())
