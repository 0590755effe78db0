# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 13."""

import keras
import tensorflow as tf

from gan_utils import losses

softplus, mean = tf.math.softplus, tf.reduce_mean


# %% q1 right: the package's pair
def relativistic(real_logits, fake_logits):
    pair = losses.LOSSES["relativistic"]
    return pair.discriminator(real_logits, fake_logits)[0], pair.generator(real_logits, fake_logits)


# %% q1 right: as a cross-entropy of the difference
def relativistic(real_logits, fake_logits):
    price = keras.losses.BinaryCrossentropy(from_logits=True)
    ones = tf.ones_like(real_logits)
    return price(ones, real_logits - fake_logits), price(ones, fake_logits - real_logits)


# %% q1 wrong: The two are exchanged
def relativistic(real_logits, fake_logits):
    away = real_logits - fake_logits
    return mean(softplus(away)), mean(softplus(-away))


# %% q1 wrong: turn the difference round
def relativistic(real_logits, fake_logits):
    price = mean(softplus(fake_logits - real_logits))
    return price, price


# %% q1 wrong: that is the minimax pair
def relativistic(real_logits, fake_logits):
    price = mean(softplus(fake_logits - real_logits))
    return price, -price


# %% q1 wrong: This is the non-saturating pair
def relativistic(real_logits, fake_logits):
    return mean(softplus(-real_logits)) + mean(softplus(fake_logits)), mean(softplus(-fake_logits))


# %% q1 wrong: This compares the averages
def relativistic(real_logits, fake_logits):
    away = mean(real_logits) - mean(fake_logits)
    return softplus(-away), softplus(away)


# %% q1 wrong: This is the sum over the pairs
def relativistic(real_logits, fake_logits):
    away = real_logits - fake_logits
    return tf.reduce_sum(softplus(-away)), tf.reduce_sum(softplus(away))


# %% q1 wrong: This is a probability
def relativistic(real_logits, fake_logits):
    away = real_logits - fake_logits
    return mean(tf.sigmoid(-away)), mean(tf.sigmoid(away))


# %% q1 wrong: The softplus is missing
def relativistic(real_logits, fake_logits):
    away = real_logits - fake_logits
    return mean(-away), mean(away)


# %% q1 wrong: G's still looks at its fakes alone
def relativistic(real_logits, fake_logits):
    return mean(softplus(fake_logits - real_logits)), mean(softplus(-fake_logits))


# %% q1 wrong: No gradient comes back
def relativistic(real_logits, fake_logits):
    away = real_logits - fake_logits
    return mean(softplus(-away)), tf.constant(float(mean(softplus(away))))


# %% q1 wrong: D pays the mean of softplus
def relativistic(real_logits, fake_logits):
    away = tf.nn.relu(1.0 - real_logits + fake_logits)
    return mean(away), mean(tf.nn.relu(1.0 + real_logits - fake_logits))
