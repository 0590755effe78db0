"""A convolution in groups, and a picture that is clipped only when it is looked at."""

import keras
from keras import layers, ops


@keras.saving.register_keras_serializable(package="gan_utils")
class GroupedConv2D(layers.Layer):
    """A convolution whose channels fall into groups that do not see each other, of stride 1 and with a bias.

    `keras.layers.Conv2D(groups=…)` computes the same. On a CPU, TensorFlow takes the gradient of that one channel at a
    time; this layer splits the channels, convolves each group, and joins them, which is many times faster.

    Args:
        filters: channels that come out, a multiple of `groups`.
        kernel_size: side of the kernels.
        groups: how many; the channels that come in must be a multiple, too.
        kernel_initializer: of the kernel, shape (side, side, channels in / groups, filters).

    Raises:
        ValueError: when groups do not divide the channels.

    Reference: Krizhevsky et al. 2012, section 3.2; Xie et al. 2017, arXiv:1611.05431, section 3.

    >>> GroupedConv2D(8, 3, groups=2)(ops.zeros((1, 5, 5, 4))).shape
    TensorShape([1, 5, 5, 8])
    """

    def __init__(self, filters, kernel_size=3, groups=1, kernel_initializer="glorot_uniform", **kwargs):
        super().__init__(**kwargs)
        self.filters, self.kernel_size, self.groups = filters, kernel_size, groups
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        if filters % groups:
            raise ValueError(f"{filters} filters cannot be shared by {groups} groups: choose a multiple")

    def build(self, input_shape):
        channels = input_shape[-1]
        if channels % self.groups:
            raise ValueError(f"{channels} channels do not fall into {self.groups} groups: choose a divisor")
        shape = (self.kernel_size, self.kernel_size, channels // self.groups, self.filters)
        self.kernel = self.add_weight(shape=shape, initializer=self.kernel_initializer, name="kernel")
        self.bias = self.add_weight(shape=(self.filters,), initializer="zeros", name="bias")

    def call(self, x):
        maps = ops.split(x, self.groups, axis=-1)
        kernels = ops.split(self.kernel, self.groups, axis=-1)
        made = [ops.conv(*pair, padding="same") for pair in zip(maps, kernels, strict=True)]
        return ops.concatenate(made, axis=-1) + self.bias

    def compute_output_shape(self, shape):
        return (*shape[:-1], self.filters)

    def get_config(self):
        config = {"filters": self.filters, "kernel_size": self.kernel_size, "groups": self.groups}
        return (
            super().get_config()
            | config
            | {"kernel_initializer": keras.initializers.serialize(self.kernel_initializer)}
        )


@keras.saving.register_keras_serializable(package="gan_utils")
class ClippedPicture(layers.Layer):
    """A picture as it is while training, and clipped to [-1, 1] for whoever looks at it.

    In place of tanh, which has to be driven far out to reach black or white.

    >>> [float(ClippedPicture()(ops.array([3.0]), training=training)[0]) for training in (True, False)]
    [3.0, 1.0]
    """

    def call(self, x, training=False):
        return x if training else ops.clip(x, -1.0, 1.0)
