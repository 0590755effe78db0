"""Draws from bits: the right distribution, and the same numbers with and without XLA."""

import numpy as np
import pytest
import scipy.stats
import tensorflow as tf

from gan_utils import _random


@pytest.mark.parametrize(("draw", "law"), [(_random.uniform, "uniform"), (_random.normal, "norm")])
def test_draws_follow_their_law(draw, law):
    sample = draw((20_000,), (3, 4)).numpy()
    assert scipy.stats.kstest(sample, law).pvalue > 0.01
    assert scipy.stats.kstest(sample + 0.05, law).pvalue < 0.01  # the test sees a shift of 0.05
    assert np.isfinite(sample).all()


@pytest.mark.parametrize("draw", [_random.uniform, _random.normal])
def test_xla_draws_the_same(draw):
    step = tf.Variable(5)
    sample = lambda: draw((64, 3), tf.stack([1, step]))
    plain, compiled = sample().numpy(), tf.function(sample, jit_compile=True)().numpy()
    np.testing.assert_allclose(plain, compiled, atol=1e-5)
    step.assign(6)
    assert np.abs(plain - sample().numpy()).max() > 0.1
