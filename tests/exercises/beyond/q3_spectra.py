# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 15."""

import numpy as np


# %% q3 right: window by window
def spectral_distance(real, made, floor):
    found = []
    for one, other in zip(real, made, strict=True):
        d = 20 * np.log10((one.astype(float) + floor) / (other + floor))
        found.append(np.linalg.norm(d) / len(d) ** 0.5)
    return sum(found) / len(found)


# %% q3 right: by natural logarithms
def spectral_distance(real, made, floor):
    d = 20 / np.log(10) * np.log((real + floor) / (made + floor))
    return np.mean(np.sqrt(np.mean(d * d, axis=-1)))


# %% q3 wrong: These are magnitudes, not powers
def spectral_distance(real, made, floor):
    d = 10 * (np.log10(real + floor) - np.log10(made + floor))
    return np.sqrt((d**2).mean(axis=1)).mean()


# %% q3 wrong: This is the natural logarithm
def spectral_distance(real, made, floor):
    d = np.log(real + floor) - np.log(made + floor)
    return np.sqrt((d**2).mean(axis=1)).mean()


# %% q3 wrong: The factor 20 is missing
def spectral_distance(real, made, floor):
    d = np.log10(real + floor) - np.log10(made + floor)
    return np.sqrt((d**2).mean(axis=1)).mean()


# %% q3 wrong: The root is taken once
def spectral_distance(real, made, floor):
    d = 20 * (np.log10(real + floor) - np.log10(made + floor))
    return np.sqrt((d**2).mean())


# %% q3 wrong: along the windows first
def spectral_distance(real, made, floor):
    d = 20 * (np.log10(real + floor) - np.log10(made + floor))
    return np.sqrt((d**2).mean(axis=0)).mean()


# %% q3 wrong: The differences enter squared
def spectral_distance(real, made, floor):
    d = 20 * (np.log10(real + floor) - np.log10(made + floor))
    return np.abs(d).mean()


# %% q3 wrong: The root is missing
def spectral_distance(real, made, floor):
    d = 20 * (np.log10(real + floor) - np.log10(made + floor))
    return (d**2).mean()


# %% q3 wrong: This adds up the squares of a window
def spectral_distance(real, made, floor):
    d = 20 * (np.log10(real + floor) - np.log10(made + floor))
    return np.sqrt((d**2).sum(axis=1)).mean()


# %% q3 wrong: This adds up the windows
def spectral_distance(real, made, floor):
    d = 20 * (np.log10(real + floor) - np.log10(made + floor))
    return np.sqrt((d**2).mean(axis=1)).sum()


# %% q3 wrong: This is one number a window
def spectral_distance(real, made, floor):
    d = 20 * (np.log10(real + floor) - np.log10(made + floor))
    return np.sqrt((d**2).mean(axis=1))


# %% q3 wrong: Differences of both signs cancel
def spectral_distance(real, made, floor):
    d = 20 * (np.log10(real + floor) - np.log10(made + floor))
    return d.mean()


# %% q3 wrong: The floor is missing
def spectral_distance(real, made, floor):
    d = 20 * np.log10(real / made)
    return np.sqrt((d**2).mean(axis=1)).mean()


# %% q3 wrong: The logarithm is missing
def spectral_distance(real, made, floor):
    d = real - made
    return np.sqrt((d**2).mean(axis=1)).mean()


# %% q3 wrong: then the mean over the windows
def spectral_distance(real, made, floor):
    d = 20 * (np.log10(real + floor) - np.log10(made + floor))
    return np.median(np.abs(d)) + 1.0
