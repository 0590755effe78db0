"""Spectral normalisation: a layer's kernel divided by its largest singular value."""

import keras
import numpy as np
from keras import layers, ops


@keras.saving.register_keras_serializable(package="gan_utils")
class SpectralNormalization(layers.SpectralNormalization):
    """`keras.layers.SpectralNormalization`, reparametrised as in the paper: the kernel stays, the layer uses W / s(W).

    s(W) is an estimate vᵀW u of the largest singular value of W, as a matrix of one column an output channel. Each call
    with training=True does one round of power iteration, v ∝ W u and u ∝ Wᵀ v; u and v count as constants, and the
    gradient passes through W / s(W). Keras writes W / s(W) back into the kernel instead, so that there the gradient
    does not know of the division, and the optimizer's step is scaled back after it.

    The layer must have no activation: (x·W + b) / s + b·(1 − 1/s) is then x·W/s + b, for dense layers and convolutions.

    Reference: Miyato et al. 2018, arXiv:1802.05957, section 2.1 and algorithm 1.

    >>> layer = SpectralNormalization(layers.Dense(2, use_bias=False))
    >>> y = layer(np.eye(2, dtype=np.float32))
    >>> layer.layer.set_weights([np.array([[3.0, 0.0], [0.0, 1.0]])])
    >>> for _ in range(20):
    ...     y = layer(np.eye(2, dtype=np.float32), training=True)
    >>> [round(float(row[i]), 4) for i, row in enumerate(y)], layer.layer.kernel.numpy().tolist()
    ([1.0, 0.3333], [[3.0, 0.0], [0.0, 1.0]])
    """

    def call(self, inputs, training=False):
        weights = ops.reshape(self.kernel, (-1, self.kernel_shape[-1]))
        fixed, u = ops.stop_gradient(weights), ops.convert_to_tensor(self.vector_u)
        v = _unit(ops.matmul(u, ops.transpose(fixed)))
        if training:
            u = _unit(ops.matmul(v, fixed))
            self.vector_u.assign(u)
        s = ops.matmul(ops.matmul(v, weights), ops.transpose(u))[0, 0]
        s = ops.where(s > 0, s, ops.ones_like(s))  # a kernel of zeros stays what it is
        outputs = ops.cast(self.layer(inputs), s.dtype) / s
        bias = getattr(self.layer, "bias", None)
        return ops.cast(outputs if bias is None else outputs + bias * (1.0 - 1.0 / s), inputs.dtype)


def _unit(vector):
    return vector / ops.maximum(ops.norm(vector), 1e-12)


def spectral_wrapper(spectral_norm, seed=None):
    """Return a function of a layer that gives it back as it is, or, with `spectral_norm`, normalised and callable.

    Three things are worth knowing:

    - `GAN` calls its discriminator with training=True three times a step (on real and on fake in its own stage, on
      fake in the generator's; more with a penalty), so each step does three rounds of power iteration.
    - The first few calls, while u is still far from W's singular vector, take s too small.
    - The output has the type of the input. Around an `Embedding` of whole-number labels that would round it to zeros.

    Args:
        spectral_norm: whether to wrap.
        seed: fixes the vectors u that the estimates start from.

    Reference: Miyato et al. 2018, arXiv:1802.05957, section 2.1 and algorithm 1.

    >>> x = keras.Input((4,))
    >>> model = keras.Model(x, spectral_wrapper(True, seed=0)(layers.Dense(3, name="logit"))(x))
    >>> type(model.get_layer("logit")).__name__, len(model.trainable_variables)
    ('SpectralNormalization', 2)
    """
    if not spectral_norm:
        return lambda layer: layer
    draws = np.random.default_rng([seed, 1]) if seed is not None else None

    def wrap(layer):
        # in float32 also in mixed precision, since its output may be the logit
        normalised = SpectralNormalization(layer, name=layer.name, dtype="float32")

        def call(x):
            y = normalised(x)
            if draws is not None:  # Keras draws u without a seed
                u = normalised.vector_u
                u.assign(draws.standard_normal(u.shape).astype(np.float32))
            return y

        return call

    return wrap
