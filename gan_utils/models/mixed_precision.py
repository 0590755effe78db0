"""Mixed precision: convolutions and products in 16 bits, weights and everything delicate in 32."""

import contextlib

import keras

PRECISIONS = ("float32", "mixed_float16", "mixed_bfloat16")


@contextlib.contextmanager
def precision(name):
    """Build networks inside this block to compute in `name`; afterwards the precision is what it was before.

    The networks keep their precision. Weights, images, logits and batch statistics stay float32, so weights files and
    the moving average do not change. It pays on a GPU with tensor cores: float16 from NVIDIA's compute capability 7.0
    on (Colab's T4 has 7.5), bfloat16 from 8.0 on. Of CPUs, only those with instructions for bfloat16 gain by it.

    Args:
        name: one of `PRECISIONS`. With "mixed_float16", whose smallest number is 6·10⁻⁸, small gradients would become
            0: `training.GAN` multiplies the losses by a scale that it adapts, and divides the gradients by it.
            "mixed_bfloat16" has float32's range, and needs none, but only 8 significant bits to float16's 11.

    Raises:
        ValueError: for another name.

    Reference: Micikevicius et al. 2018, arXiv:1710.03740, section 3.

    >>> from gan_utils import models
    >>> with precision("mixed_bfloat16"):
    ...     network = models.dcgan_discriminator((28, 28, 1), width=4)
    >>> network.layers[1].compute_dtype, network.layers[1].kernel.dtype, network.output.dtype
    ('bfloat16', 'float32', 'float32')
    """
    if name not in PRECISIONS:
        raise ValueError(f"unknown precision {name!r}: choose one of {', '.join(PRECISIONS)}")
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(name)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


def with_loss_scale(optimizer, network):
    """Return `optimizer`, wrapped so that it scales the loss where `network` computes in float16.

    The scale starts at 2¹⁵. A step whose gradients overflow is left out and halves it; 2,000 good steps in a row
    double it.

    Args:
        optimizer: a Keras optimizer; one that scales already comes back as it is.
        network: a built model, of any precision.

    >>> from gan_utils import models
    >>> with precision("mixed_float16"):
    ...     network = models.mlp_discriminator((2,), (8,))
    >>> type(with_loss_scale(keras.optimizers.Adam(), network)).__name__
    'LossScaleOptimizer'
    """
    scales = isinstance(optimizer, keras.optimizers.LossScaleOptimizer)
    if scales or all(layer.compute_dtype != "float16" for layer in network._flatten_layers()):
        return optimizer
    return keras.optimizers.LossScaleOptimizer(optimizer)
