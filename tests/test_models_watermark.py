"""The networks that hide and read bits: shapes, the limit of what changes, and that they can learn."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import data, metrics, models

SHAPE = (28, 28, 1)


def test_what_is_changed_stays_within_its_strength_and_the_range():
    encoder = models.watermark_encoder(SHAPE, n_bits=4, width=4, strength=0.1, seed=1)
    x = np.random.default_rng(0).uniform(-1, 1, (3, *SHAPE)).astype(np.float32)
    bits = np.where(np.random.default_rng(1).integers(2, size=(3, 4)), 1.0, -1.0).astype(np.float32)
    marked, other = (np.asarray(encoder([x, b], training=False)) for b in (bits, -bits))
    assert np.abs(marked - x).max() <= 0.1 + 1e-6 and np.abs(marked).max() <= 1
    assert not np.allclose(marked, other)  # the bits count
    again = models.watermark_encoder(SHAPE, n_bits=4, width=4, strength=0.1, seed=1)
    assert np.array_equal(marked, np.asarray(again([x, bits], training=False)))


def test_both_together_learn_to_hide_and_to_read():
    encoder, decoder = models.watermark_encoder(SHAPE, 2, 4, seed=1), models.watermark_decoder(SHAPE, 2, 4, seed=2)
    x, optimizer = tf.constant(data.to_model(data.load("mnist5k").images[:32])), keras.optimizers.Adam(5e-3)
    bits = np.random.default_rng(0).integers(2, size=(32, 2)).astype("float32")
    signs = tf.constant(2.0 * bits - 1.0)
    variables = encoder.trainable_variables + decoder.trainable_variables

    @tf.function
    def step():
        with tf.GradientTape() as tape:
            logits = decoder(encoder([x, signs], training=True), training=True)
            loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(bits, logits))
        optimizer.apply(tape.gradient(loss, variables), variables)
        return logits

    first = metrics.matching_bits(step().numpy(), bits).mean()
    for _ in range(60):
        last = step()
    assert metrics.matching_bits(last.numpy(), bits).mean() > max(first, 1.8)


def test_nothing_to_hide_is_refused():
    with pytest.raises(ValueError, match="n_bits must be a whole number of at least 1"):
        models.watermark_encoder(SHAPE, n_bits=0)
    with pytest.raises(ValueError, match="strength must be a number above 0"):
        models.watermark_encoder(SHAPE, strength=0)
    with pytest.raises(ValueError, match="n_bits must be a whole number"):
        models.watermark_decoder(SHAPE, n_bits=0.5)
