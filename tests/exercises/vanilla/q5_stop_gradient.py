# ruff: noqa: F811
"""Planted answers to exercise 5 of notebook 02."""

import keras
import tensorflow as tf
from keras import ops


# %% q5 right: the fakes as plain numbers
def discriminator_loss_with_fakes(generator, discriminator, real, z):
    fake = generator(z, training=True).numpy()
    r, f = discriminator(real, training=True), discriminator(fake, training=True)
    return ops.mean(ops.softplus(-r)) + ops.mean(ops.softplus(f))


# %% q5 right: keras.ops, Keras' cross-entropy
def discriminator_loss_with_fakes(generator, discriminator, real, z):
    bce = keras.losses.BinaryCrossentropy(from_logits=True)
    f = discriminator(ops.stop_gradient(generator(z, training=True)), training=True)
    r = discriminator(real, training=True)
    return bce(tf.zeros_like(f), f) + bce(tf.ones_like(r), r)


# %% q5 wrong: There is still a path back to G
def discriminator_loss_with_fakes(generator, discriminator, real, z):
    r = discriminator(real, training=True)
    f = discriminator(generator(tf.stop_gradient(z), training=True), training=True)
    return tf.reduce_mean(tf.nn.softplus(-r)) + tf.reduce_mean(tf.nn.softplus(f))


# %% q5 wrong: stop the gradient at the fakes, not at their logits
def discriminator_loss_with_fakes(generator, discriminator, real, z):
    r = discriminator(real, training=True)
    f = tf.stop_gradient(discriminator(generator(z, training=True), training=True))
    return tf.reduce_mean(tf.nn.softplus(-r)) + tf.reduce_mean(tf.nn.softplus(f))


# %% q5 wrong: D gets no gradient
def discriminator_loss_with_fakes(generator, discriminator, real, z):
    r = discriminator(real, training=True)
    f = discriminator(generator(z, training=True), training=True)
    return tf.stop_gradient(tf.reduce_mean(tf.nn.softplus(-r)) + tf.reduce_mean(tf.nn.softplus(f)))


# %% q5 wrong: The fakes are made in inference mode
def discriminator_loss_with_fakes(generator, discriminator, real, z):
    r, f = discriminator(real), discriminator(generator.predict(z, verbose=0))
    return tf.reduce_mean(tf.nn.softplus(-r)) + tf.reduce_mean(tf.nn.softplus(f))


# %% q5 wrong: This is the mean of the two terms
def discriminator_loss_with_fakes(generator, discriminator, real, z):
    fake = tf.stop_gradient(generator(z, training=True))
    r, f = discriminator(real, training=True), discriminator(fake, training=True)
    return (tf.reduce_mean(tf.nn.softplus(-r)) + tf.reduce_mean(tf.nn.softplus(f))) / 2


# %% q5 wrong: The fake term is G's −log σ(f)
def discriminator_loss_with_fakes(generator, discriminator, real, z):
    fake = tf.stop_gradient(generator(z, training=True))
    r, f = discriminator(real, training=True), discriminator(fake, training=True)
    return tf.reduce_mean(tf.nn.softplus(-r)) + tf.reduce_mean(tf.nn.softplus(-f))


# %% q5 wrong: There is still a path back to G
def discriminator_loss_with_fakes(generator, discriminator, real, z):
    fake = tf.identity(generator(z, training=True))  # a copy, which is no stop
    r, f = discriminator(real, training=True), discriminator(fake, training=True)
    return ops.mean(ops.softplus(-r)) + ops.mean(ops.softplus(f))


# %% q5 wrong: stop the gradient at the fakes, not at their logits
def discriminator_loss_with_fakes(generator, discriminator, real, z):
    f = discriminator(generator(z, training=True), training=True)
    r = discriminator(real, training=True)
    return ops.mean(ops.softplus(-r)) + tf.stop_gradient(ops.mean(ops.softplus(f)))
