# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 13."""

import numpy as np

from gan_utils import models


# %% q3 right: by the package's factors
def demodulated(kernel, style):
    return kernel * style[:, None] * np.asarray(models.demodulation(kernel, style[None]))[0]


# %% q3 right: output by output
def demodulated(kernel, style):
    scaled = kernel * style.reshape(1, 1, -1, 1)
    return np.stack([scaled[..., o] / np.linalg.norm(scaled[..., o]) for o in range(kernel.shape[-1])], axis=-1)


# %% q3 wrong: This is modulated only
def demodulated(kernel, style):
    return kernel * style[:, None]


# %% q3 wrong: The style is missing
def demodulated(kernel, style):
    return kernel / np.sqrt((kernel**2).sum(axis=(0, 1, 2)))


# %% q3 wrong: before it was scaled
def demodulated(kernel, style):
    return kernel * style[:, None] / np.sqrt((kernel**2).sum(axis=(0, 1, 2)))


# %% q3 wrong: the root is missing
def demodulated(kernel, style):
    scaled = kernel * style[:, None]
    return scaled / (scaled**2).sum(axis=(0, 1, 2))


# %% q3 wrong: This is one length for all outputs
def demodulated(kernel, style):
    scaled = kernel * style[:, None]
    return scaled / np.sqrt((scaled**2).sum())


# %% q3 wrong: The squares are averaged
def demodulated(kernel, style):
    scaled = kernel * style[:, None]
    return scaled / np.sqrt((scaled**2).mean(axis=(0, 1, 2)))


# %% q3 wrong: This multiplies by the length
def demodulated(kernel, style):
    scaled = kernel * style[:, None]
    return scaled * np.sqrt((scaled**2).sum(axis=(0, 1, 2)))


# %% q3 wrong: it is each *output*
def demodulated(kernel, style):
    scaled = kernel * style[:, None]
    return scaled / np.sqrt((scaled**2).sum(axis=(0, 1, 3), keepdims=True))


# %% q3 wrong: This adds up absolute values
def demodulated(kernel, style):
    scaled = kernel * style[:, None]
    return scaled / np.abs(scaled).sum(axis=(0, 1, 2))


# %% q3 wrong: A deviation leaves out the mean
def demodulated(kernel, style):
    scaled = kernel * style[:, None]
    return scaled / scaled.std(axis=(0, 1, 2))


# %% q3 wrong: On the outputs the division undoes it
def demodulated(kernel, style):
    scaled = kernel * style
    return scaled / np.sqrt((scaled**2).sum(axis=(0, 1, 2)))


# %% q3 wrong: divided by √
def demodulated(kernel, style):
    scaled = kernel * style[:, None]
    return scaled / scaled.max(axis=(0, 1, 2))
