# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 12."""

import numpy as np


def fill_hole(damaged, restored, masks):
    return np.where(masks, restored, damaged)


def error_inside(real, made, masks):
    away = np.abs(real - made)
    return away[np.broadcast_to(masks, away.shape)].mean()


# %% q3 right: arithmetic
def fill_hole(damaged, restored, masks):
    return damaged * (1 - masks) + restored * masks


def error_inside(real, made, masks):
    return (np.abs(real - made) * masks).sum() / (masks.sum() * real.shape[-1])


# %% q3 right: a copy and an assignment
def fill_hole(damaged, restored, masks):
    filled, everywhere = np.array(damaged), np.repeat(masks, damaged.shape[-1], axis=-1)
    filled[everywhere] = restored[everywhere]
    return filled


# %% q3 wrong: This is turned
def fill_hole(damaged, restored, masks):
    return np.where(masks, damaged, restored)


# %% q3 wrong: This is restored everywhere
def fill_hole(damaged, restored, masks):
    return restored


# %% q3 wrong: The hole is still there
def fill_hole(damaged, restored, masks):
    return damaged


# %% q3 wrong: The grey of the hole is still added
def fill_hole(damaged, restored, masks):
    return damaged + restored * masks


# %% q3 wrong: This is the mean of both
def fill_hole(damaged, restored, masks):
    return (damaged + restored) / 2


# %% q3 wrong: The first mask is laid on every picture
def fill_hole(damaged, restored, masks):
    return np.where(masks[0], restored, damaged)


# %% q3 wrong: everything is gone
def fill_hole(damaged, restored, masks):
    return restored * masks


# %% q3 wrong: Where the mask is True the restored pixel should stand
def fill_hole(damaged, restored, masks):
    return np.maximum(damaged, restored)


# %% q3 wrong: This is the mean over whole pictures
def error_inside(real, made, masks):
    return np.abs(real - made).mean()


# %% q3 wrong: divided by all pixels
def error_inside(real, made, masks):
    return (np.abs(real - made) * masks).mean()


# %% q3 wrong: This is the error outside of the holes
def error_inside(real, made, masks):
    away = np.abs(real - made)
    return away[~np.broadcast_to(masks, away.shape)].mean()


# %% q3 wrong: A pixel with three channels holds three numbers
def error_inside(real, made, masks):
    return (np.abs(real - made) * masks).sum() / masks.sum()


# %% q3 wrong: This is a sum
def error_inside(real, made, masks):
    return (np.abs(real - made) * masks).sum()


# %% q3 wrong: This is a mean of means
def error_inside(real, made, masks):
    away = np.abs(real - made)
    inside = np.broadcast_to(masks, away.shape)
    return np.mean([one[hole].mean() for one, hole in zip(away, inside, strict=True)])


# %% q3 wrong: This is an error for each picture
def error_inside(real, made, masks):
    away = np.abs(real - made)
    inside = np.broadcast_to(masks, away.shape)
    return [one[hole].mean() for one, hole in zip(away, inside, strict=True)]


# %% q3 wrong: These are squared differences
def error_inside(real, made, masks):
    away = (real - made) ** 2
    return away[np.broadcast_to(masks, away.shape)].mean()


# %% q3 wrong: Signs cancel here
def error_inside(real, made, masks):
    away = real - made
    return away[np.broadcast_to(masks, away.shape)].mean()


# %% q3 wrong: This is a root mean square
def error_inside(real, made, masks):
    away = (real - made) ** 2
    return away[np.broadcast_to(masks, away.shape)].mean() ** 0.5


# %% q3 wrong: over all numbers that lie inside the holes
def error_inside(real, made, masks):
    away = np.abs(real - made)
    return np.median(away[np.broadcast_to(masks, away.shape)]) + 0.01
