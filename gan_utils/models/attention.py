"""Self-attention on maps: every place looks at every other, however far."""

import keras
import numpy as np
from keras import layers, ops


@keras.saving.register_keras_serializable(package="gan_utils")
class SelfAttention(layers.Layer):
    """SAGAN's layer, y = x + γ·o: o mixes the values of all places, each weighed by how well it fits the question.

    For places i and j of a map x: question q_i = W_q x_i, key k_j = W_k x_j, value v_j = W_v x_j; the weights are
    β_ij = softmax over j of q_i·k_j, and o_i = W_o Σ_j β_ij v_j. The scalar γ starts at 0, so that a new layer is the
    identity, and learns how far to listen.

    Args:
        reduction: questions and keys have 1/reduction of the channels, one at least; values half of them.
        seed: fixes the initial weights.

    Reference: Zhang et al. 2019, arXiv:1805.08318, section 3.

    >>> x = ops.reshape(ops.arange(8.0), (1, 2, 2, 2))
    >>> layer = SelfAttention()
    >>> bool(ops.all(layer(x) == x)), layer.weights_of(x).shape
    (True, TensorShape([1, 4, 4]))
    """

    def __init__(self, reduction=8, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.reduction, self.seed = reduction, seed

    def build(self, input_shape):
        channels = input_shape[-1]
        small, half = max(channels // self.reduction, 1), max(channels // 2, 1)
        seeds = np.random.default_rng(self.seed).integers(2**31, size=4) if self.seed is not None else [None] * 4
        shapes = {
            "question": (channels, small),
            "key": (channels, small),
            "value": (channels, half),
            "out": (half, channels),
        }
        for seed, (name, shape) in zip(seeds, shapes.items(), strict=True):
            start = keras.initializers.GlorotUniform(seed=None if seed is None else int(seed))
            setattr(self, name, self.add_weight(shape=shape, initializer=start, name=name))
        self.gamma = self.add_weight(shape=(), initializer="zeros", name="gamma")

    def weights_of(self, x):
        """Return β, how much each place (rows) listens to each other (columns): shape (batch, places, places)."""
        if not self.built:
            self.build(x.shape)
        flat = ops.reshape(x, (-1, x.shape[1] * x.shape[2], x.shape[3]))
        fits = ops.matmul(ops.matmul(flat, self.question), ops.transpose(ops.matmul(flat, self.key), (0, 2, 1)))
        return ops.softmax(fits, axis=-1)

    def call(self, x):
        flat = ops.reshape(x, (-1, x.shape[1] * x.shape[2], x.shape[3]))
        heard = ops.matmul(ops.matmul(self.weights_of(x), ops.matmul(flat, self.value)), self.out)
        return x + self.gamma * ops.reshape(heard, (-1, *x.shape[1:]))

    def compute_output_shape(self, shape):
        return shape

    def get_config(self):
        return super().get_config() | {"reduction": self.reduction, "seed": self.seed}
