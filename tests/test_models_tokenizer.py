"""The tokenizer: its codes are the levels, its gradient passes, and what is refused; encoders and decoders mirror."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import models


def test_codes_are_the_nearest_levels_and_the_gradient_is_that_of_tanh():
    values = tf.Variable([[-3.0, -0.2, 0.3, 2.0]])
    with tf.GradientTape() as tape:
        codes = models.quantise(values, (3, 5, 5, 3))
    # tanh: −0.995, −0.197, 0.291, 0.964; of 5 levels the nearest to −0.197 is 0, to 0.291 it is 0.5
    assert codes.numpy().tolist() == [[-1.0, 0.0, 0.5, 1.0]]
    assert np.allclose(tape.gradient(codes, values), 1 - np.tanh(values.numpy()) ** 2, atol=1e-5)


def test_a_picture_is_drawn_from_its_tokens_alone():
    model = models.tokenizer((28, 28, 1), levels=(3, 5), width=4, seed=0)
    pictures = np.random.default_rng(0).uniform(-1, 1, (3, 28, 28, 1)).astype("float32")
    codes = keras.Model(model.input, model.get_layer("tokens").output)(pictures, training=False).numpy()
    assert codes.shape == (3, 7, 7, 2)
    assert set(np.unique(codes[..., 0])) <= {-1.0, 0.0, 1.0}
    assert set(np.unique(codes[..., 1])) <= {-1.0, -0.5, 0.0, 0.5, 1.0}
    assert model.output_shape == (None, 28, 28, 1)


@pytest.mark.parametrize("levels", [(), (4,), (1, 3), (3.5,)])
def test_levels_that_are_even_or_too_few_are_refused(levels):
    with pytest.raises(ValueError, match="odd whole numbers of at least 3"):
        models.tokenizer((28, 28, 1), levels=levels)


def test_the_decoder_is_the_dcgan_generator_and_the_encoder_leads_back():
    decoder, generator = models.decoder((28, 28, 1), 8, 4, seed=1), models.dcgan_generator((28, 28, 1), 8, 4, seed=1)
    assert all(np.array_equal(*pair) for pair in zip(decoder.get_weights(), generator.get_weights(), strict=True))
    encoder = models.encoder((28, 28, 1), 8, 4, seed=1)
    mean, log_variance = encoder(decoder(np.zeros((2, 8), "float32"), training=False), training=False)
    assert mean.shape == log_variance.shape == (2, 8)
    with pytest.raises(ValueError, match="latent_dim must be a whole number of at least 1"):
        models.encoder((28, 28, 1), 0)
