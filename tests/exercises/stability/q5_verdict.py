# ruff: noqa: F811
"""Planted answers to exercise 5 of notebook 07."""

import math

import numpy as np
import tensorflow as tf


# %% q5 right: means of the last quarter and the largest swing of its halves
def verdict(history):
    if any(not math.isfinite(value) for values in history.values() for value in values):
        return "diverged"
    gap = np.subtract(history["d_x"], history["d_g_z"])
    late = gap[-len(gap) // 2 :]
    if late.max() - late.min() > 0.6:
        return "oscillating"
    if np.mean(history["d_real_term"][-20:]) + np.mean(history["d_fake_term"][-20:]) < 0.1:
        return "discriminator_overpowers"
    return "generator_overpowers" if late.mean() < -0.1 else "healthy"


# %% q5 right: tensors, and G's loss below its equilibrium
def verdict(history):
    values = {name: tf.constant(steps)[-50:] for name, steps in history.items()}
    if not bool(tf.reduce_all(tf.math.is_finite(tf.constant(list(history.values()))))):
        return "diverged"
    if float(tf.math.reduce_std(values["d_x"] - values["d_g_z"])) > 0.15:
        return "oscillating"
    if float(tf.reduce_mean(values["g_loss"])) > 3.0:
        return "discriminator_overpowers"
    return "generator_overpowers" if float(tf.reduce_mean(values["g_loss"])) < 0.5 else "healthy"


# %% q5 wrong: A value that is not finite ends every other question
def verdict(history):
    gap = np.subtract(history["d_x"], history["d_g_z"])[len(history["d_x"]) // 2 :]
    if gap.std() > 0.15:
        return "oscillating"
    if gap.mean() > 0.9:
        return "discriminator_overpowers"
    return "generator_overpowers" if gap.mean() < -0.1 else "healthy"


# %% q5 wrong: its mean alone does not show it
def verdict(history):
    gap = np.subtract(history["d_x"], history["d_g_z"])[len(history["d_x"]) // 2 :]
    if not np.isfinite(gap).all():
        return "diverged"
    if gap.mean() > 0.9:
        return "discriminator_overpowers"
    return "generator_overpowers" if gap.mean() < -0.1 else "healthy"


# %% q5 wrong: The gap need not be 0
def verdict(history):
    gap = np.subtract(history["d_x"], history["d_g_z"])[len(history["d_x"]) // 2 :]
    if not np.isfinite(gap).all():
        return "diverged"
    if gap.std() > 0.15:
        return "oscillating"
    if gap.mean() > 0.3:
        return "discriminator_overpowers"
    return "generator_overpowers" if gap.mean() < -0.1 else "healthy"


# %% q5 wrong: The answer should be one of the five names
def verdict(history):
    return "fine"


# %% q5 wrong: not only at the last
def verdict(history):
    if math.isnan(history["g_loss"][-1]):
        return "diverged"
    gap = np.subtract(history["d_x"], history["d_g_z"])[len(history["d_x"]) // 2 :]
    if gap.std() > 0.15:
        return "oscillating"
    if gap.mean() > 0.9:
        return "discriminator_overpowers"
    return "generator_overpowers" if gap.mean() < -0.1 else "healthy"


# %% q5 wrong: look for nan and infinity in all five lists
def verdict(history):
    if np.isnan(list(history.values())).any():
        return "diverged"
    gap = np.subtract(history["d_x"], history["d_g_z"])[len(history["d_x"]) // 2 :]
    if gap.std() > 0.15:
        return "oscillating"
    if gap.mean() > 0.9:
        return "discriminator_overpowers"
    return "generator_overpowers" if gap.mean() < -0.1 else "healthy"


# %% q5 wrong: Here D is sure of itself to the end
def verdict(history):
    if not np.isfinite(list(history.values())).all():
        return "diverged"
    gap = np.subtract(history["d_x"], history["d_g_z"])  # of the whole run, its start included
    if gap.std() > 0.15:
        return "oscillating"
    if gap.mean() > 0.9:
        return "discriminator_overpowers"
    return "generator_overpowers" if gap.mean() < -0.1 else "healthy"
