# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 09."""

import tensorflow as tf
from keras import ops


def gradient(critic, x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        total = tf.reduce_sum(critic(x))
    return tape.gradient(total, x)


def between(real, fake, alpha):
    return real + tf.reshape(alpha, (-1, 1, 1, 1)) * (fake - real)


def lengths(slope):
    return tf.norm(tf.reshape(slope, (len(slope), -1)), axis=1)


def charged(norm):
    return tf.reduce_mean((norm - 1.0) ** 2)


# %% q3 right: squares over three axes, then the root
def slope_penalty(critic, real, fake, alpha):
    slope = gradient(critic, between(real, fake, alpha))
    return charged(tf.sqrt(tf.reduce_sum(slope**2, axis=[1, 2, 3])))


# %% q3 right: keras.ops, one picture after the other
def slope_penalty(critic, real, fake, alpha):
    slope = gradient(critic, between(real, fake, alpha))
    charges = [(ops.norm(ops.reshape(one, (-1,))) - 1.0) ** 2 for one in tf.unstack(slope)]
    return ops.mean(ops.stack(charges))


# %% q3 wrong: along one axis only, the patient as it came
def slope_penalty(critic, real, fake, alpha):
    return charged(tf.norm(gradient(critic, between(real, fake, alpha)), axis=1))


# %% q3 wrong: α starts at the wrong end
def slope_penalty(critic, real, fake, alpha):
    return charged(lengths(gradient(critic, between(fake, real, alpha))))


# %% q3 wrong: The slope is taken at the real pictures
def slope_penalty(critic, real, fake, alpha):
    return charged(lengths(gradient(critic, real)))


# %% q3 wrong: This pulls the slope to 0
def slope_penalty(critic, real, fake, alpha):
    return tf.reduce_mean(lengths(gradient(critic, between(real, fake, alpha))) ** 2)


# %% q3 wrong: This compares the squared norm with 1
def slope_penalty(critic, real, fake, alpha):
    return charged(lengths(gradient(critic, between(real, fake, alpha))) ** 2)


# %% q3 wrong: The norm is averaged before
def slope_penalty(critic, real, fake, alpha):
    return (tf.reduce_mean(lengths(gradient(critic, between(real, fake, alpha)))) - 1.0) ** 2


# %% q3 wrong: This is the sum over the batch
def slope_penalty(critic, real, fake, alpha):
    return tf.reduce_sum((lengths(gradient(critic, between(real, fake, alpha))) - 1.0) ** 2)


# %% q3 wrong: All pictures share one norm
def slope_penalty(critic, real, fake, alpha):
    return charged(tf.norm(gradient(critic, between(real, fake, alpha))))


# %% q3 wrong: no gradient of it reaches the critic's weights
def slope_penalty(critic, real, fake, alpha):
    return tf.stop_gradient(charged(lengths(gradient(critic, between(real, fake, alpha)))))
