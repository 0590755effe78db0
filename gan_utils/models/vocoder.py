"""A network from a coarse spectrum to the wave that it was taken from, as small as it can be."""

import keras
from keras import layers

from gan_utils._checked import whole
from gan_utils.models.parts import initializers, rectify


def vocoder(input_shape, length, width=8, stride=4, dilations=(1, 3), leak=0.1, seed=None, name="vocoder"):
    """Return a network from spectra to waves: convolution → (transposed convolution → residual blocks)* → tanh.

    Each stage multiplies the length by the stride and halves the channels; its residual blocks, x + conv(leaky(x)),
    have gaps between the numbers that they read, so that a kernel of 3 sees far.

    Args:
        input_shape: (frames, bands).
        length: of the wave: frames times a power of the stride.
        width: channels of the last stage.
        stride: of each stage, at least 2; its kernel is twice as long.
        dilations: of the residual blocks of a stage.
        leak: slope of the activations below 0.
        seed: fixes the initial weights.
        name: of the model.

    Returns:
        A `keras.Model` from spectra, shape (batch, frames, bands), to waves (batch, length, 1) in [-1, 1].

    Raises:
        ValueError: when no power of the stride leads from the frames to the length.

    Reference: Kong et al. 2020, arXiv:2010.05646, section 2.2 (HiFi-GAN), of which this is a small relative.

    >>> vocoder((16, 32), 1024, width=2).output_shape
    (None, 1024, 1)
    """
    frames, bands = (whole(side, "a side of input_shape", 1) for side in input_shape)
    stride, stages, reached = whole(stride, "stride", 2), 0, frames
    while reached < whole(length, "length", 1):
        reached, stages = reached * stride, stages + 1
    if reached != length or not stages:
        raise ValueError(
            f"a length of {length} is not {frames} frames times a power of {stride}: choose one such as "
            f"{frames * stride**2}"
        )
    init = initializers(None, seed)
    same = lambda: {"padding": "same", "kernel_initializer": init()}
    spectrum = keras.Input((frames, bands), name="x")
    x = layers.Conv1D(width * 2**stages, 7, **same())(spectrum)
    for stage in reversed(range(stages)):
        filters = width * 2**stage
        x = layers.Conv1DTranspose(filters, 2 * stride, strides=stride, **same())(rectify(x, leak))
        for dilation in dilations:
            x = x + layers.Conv1D(filters, 3, dilation_rate=dilation, **same())(rectify(x, leak))
    x = layers.Conv1D(1, 7, **same())(rectify(x, leak))
    return keras.Model(spectrum, layers.Activation("tanh", dtype="float32", name="wave")(x), name=name)
