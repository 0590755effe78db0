# ruff: noqa: F811
"""Planted answers to exercise 4 of notebook 12."""

import numpy as np
from skimage.metrics import peak_signal_noise_ratio


# %% q4 right: scikit-image, picture by picture
def psnr(real, restored):
    with np.errstate(divide="ignore"):
        return [peak_signal_noise_ratio(a, b, data_range=2) for a, b in zip(real, restored, strict=True)]


# %% q4 right: the logarithms taken apart
def psnr(real, restored):
    error = ((real - restored) ** 2).reshape(len(real), -1).mean(axis=1)
    with np.errstate(divide="ignore"):
        return 20 * np.log10(2) - 10 * np.log10(error)


# %% q4 wrong: The peak here is 1
def psnr(real, restored):
    return 10 * np.log10(1 / ((real - restored) ** 2).mean(axis=(1, 2, 3)))


# %% q4 wrong: The peak here is 255
def psnr(real, restored):
    return 10 * np.log10(255**2 / ((real - restored) ** 2).mean(axis=(1, 2, 3)))


# %% q4 wrong: The peak belongs squared
def psnr(real, restored):
    return 10 * np.log10(2 / ((real - restored) ** 2).mean(axis=(1, 2, 3)))


# %% q4 wrong: This is one number for the batch
def psnr(real, restored):
    return 10 * np.log10(4 / ((real - restored) ** 2).mean())


# %% q4 wrong: This is the mean over the batch
def psnr(real, restored):
    return np.mean(10 * np.log10(4 / ((real - restored) ** 2).mean(axis=(1, 2, 3))))


# %% q4 wrong: This is the natural logarithm
def psnr(real, restored):
    return 10 * np.log(4 / ((real - restored) ** 2).mean(axis=(1, 2, 3)))


# %% q4 wrong: The factor of 10 is missing
def psnr(real, restored):
    return np.log10(4 / ((real - restored) ** 2).mean(axis=(1, 2, 3)))


# %% q4 wrong: The factor is 10
def psnr(real, restored):
    return 20 * np.log10(4 / ((real - restored) ** 2).mean(axis=(1, 2, 3)))


# %% q4 wrong: The sign is turned
def psnr(real, restored):
    return 10 * np.log10(((real - restored) ** 2).mean(axis=(1, 2, 3)) / 4)


# %% q4 wrong: This takes absolute differences
def psnr(real, restored):
    return 20 * np.log10(2 / np.abs(real - restored).mean(axis=(1, 2, 3)))


# %% q4 wrong: This is the mean squared error
def psnr(real, restored):
    return ((real - restored) ** 2).mean(axis=(1, 2, 3))


# %% q4 wrong: the error is 0 and the ratio infinite
def psnr(real, restored):
    error = ((real - restored) ** 2).mean(axis=(1, 2, 3))
    return 10 * np.log10(4 / np.maximum(error, 1e-10))


# %% q4 wrong: For each picture
def psnr(real, restored):
    return 10 * np.log10(4 / ((real - restored) ** 2).max(axis=(1, 2, 3)))
