# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 10."""

import numpy as np
import tensorflow as tf


# %% q3 right: tensors
def two_losses(rebuild, kl, through, feature_weight):
    return tf.add(rebuild, kl), tf.add(feature_weight * rebuild, through)


# %% q3 right: an array of both
def two_losses(rebuild, kl, through, feature_weight):
    return np.array([rebuild + kl, through + rebuild * feature_weight])


# %% q3 wrong: The two are swapped
def two_losses(rebuild, kl, through, feature_weight):
    return feature_weight * rebuild + through, rebuild + kl


# %% q3 wrong: The encoder hears the discriminator here
def two_losses(rebuild, kl, through, feature_weight):
    return rebuild + kl + through, feature_weight * rebuild + through


# %% q3 wrong: γ weighs what the decoder hears
def two_losses(rebuild, kl, through, feature_weight):
    return feature_weight * rebuild + kl, feature_weight * rebuild + through


# %% q3 wrong: γ is missing in the decoder's loss
def two_losses(rebuild, kl, through, feature_weight):
    return rebuild + kl, rebuild + through


# %% q3 wrong: The KL term does not depend on the decoder
def two_losses(rebuild, kl, through, feature_weight):
    return rebuild + kl, feature_weight * rebuild + through + kl


# %% q3 wrong: γ weighs rebuilding, not the discriminator's term
def two_losses(rebuild, kl, through, feature_weight):
    return rebuild + kl, rebuild + feature_weight * through


# %% q3 wrong: `through` is already a loss
def two_losses(rebuild, kl, through, feature_weight):
    return rebuild + kl, feature_weight * rebuild - through
