# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 02."""

import keras
import tensorflow as tf
from keras import ops


def _d(generator, discriminator, optimizer, real, z):
    """Move D once, as section 2 of the notebook does."""
    fake = generator(z, training=True)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.nn.softplus(-discriminator(real, training=True)))
        loss += tf.reduce_mean(tf.nn.softplus(discriminator(fake, training=True)))
    variables = discriminator.trainable_variables
    optimizer.apply(tape.gradient(loss, variables), variables)
    return loss


def _g(generator, discriminator, optimizer, z):
    """Move G once, as section 2 of the notebook does."""
    with tf.GradientTape() as tape:
        fake = generator(z, training=True)
        loss = tf.reduce_mean(tf.nn.softplus(-discriminator(fake, training=True)))
    variables = generator.trainable_variables
    optimizer.apply(tape.gradient(loss, variables), variables)
    return loss


# %% q3 right: a loop over numbers, and keras.ops
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    for i in range(len(reals)):
        with tf.GradientTape() as tape:
            r = discriminator(reals[i], training=True)
            f = discriminator(tf.stop_gradient(generator(zs[i], training=True)), training=True)
            loss = ops.mean(ops.softplus(-r)) + ops.mean(ops.softplus(f))
        gradients = tape.gradient(loss, discriminator.trainable_variables)
        d_optimizer.apply_gradients(zip(gradients, discriminator.trainable_variables, strict=True))
        last = float(loss)
    with tf.GradientTape() as tape:
        loss = ops.mean(ops.softplus(-discriminator(generator(z_g, training=True), training=True)))
    gradients = tape.gradient(loss, generator.trainable_variables)
    g_optimizer.apply_gradients(zip(gradients, generator.trainable_variables, strict=True))
    return [last, float(loss)]


# %% q3 right: Keras' cross-entropy, one tape for both terms, compiled
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    bce = keras.losses.BinaryCrossentropy(from_logits=True)
    g_optimizer.build(generator.trainable_variables)
    d_optimizer.build(discriminator.trainable_variables)

    @tf.function
    def d_stage(real, z):
        with tf.GradientTape() as tape:
            r, f = (discriminator(x, training=True) for x in (real, generator(z, training=True)))
            loss = bce(tf.ones_like(r), r) + bce(tf.zeros_like(f), f)
        d_optimizer.apply(tape.gradient(loss, discriminator.trainable_variables))
        return loss

    @tf.function
    def g_stage():
        with tf.GradientTape() as tape:
            f = discriminator(generator(z_g, training=True), training=True)
            loss = bce(tf.ones_like(f), f)
        g_optimizer.apply(tape.gradient(loss, generator.trainable_variables))
        return loss

    return [d_stage(real, z) for real, z in zip(reals, zs, strict=True)][-1], g_stage()


# %% q3 wrong: Each move of D should see *other* real samples and noise
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    for _ in reals:
        d_loss = _d(generator, discriminator, d_optimizer, reals[0], zs[0])
    return d_loss, _g(generator, discriminator, g_optimizer, z_g)


# %% q3 wrong: D's moves take other real samples but always the same noise
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    for real in reals:
        d_loss = _d(generator, discriminator, d_optimizer, real, zs[0])
    return d_loss, _g(generator, discriminator, g_optimizer, z_g)


# %% q3 wrong: D moves only once
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    return _d(generator, discriminator, d_optimizer, reals[0], zs[0]), _g(generator, discriminator, g_optimizer, z_g)


# %% q3 wrong: This is the mean over D's moves
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    moves = [_d(generator, discriminator, d_optimizer, real, z) for real, z in zip(reals, zs, strict=True)]
    return sum(moves) / len(moves), _g(generator, discriminator, g_optimizer, z_g)


# %% q3 wrong: This is D's loss at its first move
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    moves = [_d(generator, discriminator, d_optimizer, real, z) for real, z in zip(reals, zs, strict=True)]
    return moves[0], _g(generator, discriminator, g_optimizer, z_g)


# %% q3 wrong: Is `training=True` passed to both?
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    for real, z in zip(reals, zs, strict=True):
        fake = generator(z)
        with tf.GradientTape() as tape:
            d_loss = tf.reduce_mean(tf.nn.softplus(-discriminator(real)))
            d_loss += tf.reduce_mean(tf.nn.softplus(discriminator(fake)))
        d_optimizer.apply(tape.gradient(d_loss, discriminator.trainable_variables), discriminator.trainable_variables)
    return d_loss, _g(generator, discriminator, g_optimizer, z_g)


# %% q3 wrong: G answers the D from before the step
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    twin = keras.models.clone_model(generator)
    twin.set_weights(generator.get_weights())
    g_loss = _g(generator, discriminator, g_optimizer, z_g)
    for real, z in zip(reals, zs, strict=True):
        d_loss = _d(twin, discriminator, d_optimizer, real, z)
    return d_loss, g_loss


# %% q3 wrong: D's weights after the step are not those of the two stages
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    g_loss = _g(generator, discriminator, g_optimizer, z_g)
    for real, z in zip(reals, zs, strict=True):
        d_loss = _d(generator, discriminator, d_optimizer, real, z)
    return d_loss, g_loss


# %% q3 wrong: G has not moved
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    for real, z in zip(reals, zs, strict=True):
        d_loss = _d(generator, discriminator, d_optimizer, real, z)
    return d_loss, tf.reduce_mean(tf.nn.softplus(-discriminator(generator(z_g, training=True), training=True)))


# %% q3 wrong: G uses D's last noise
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    for real, z in zip(reals, zs, strict=True):
        d_loss = _d(generator, discriminator, d_optimizer, real, z)
    return d_loss, _g(generator, discriminator, g_optimizer, z)


# %% q3 wrong: G descends the minimax loss
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    for real, z in zip(reals, zs, strict=True):
        d_loss = _d(generator, discriminator, d_optimizer, real, z)
    with tf.GradientTape() as tape:
        f = discriminator(generator(z_g, training=True), training=True)
        g_loss = -tf.reduce_mean(tf.nn.softplus(f))
    g_optimizer.apply(tape.gradient(g_loss, generator.trainable_variables), generator.trainable_variables)
    return d_loss, g_loss


# %% q3 wrong: G moves too far, as if it moved once for each move of D
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    for real, z in zip(reals, zs, strict=True):
        d_loss = _d(generator, discriminator, d_optimizer, real, z)
    with tf.GradientTape() as tape:
        f = discriminator(generator(z_g, training=True), training=True)
        g_loss = tf.reduce_mean(tf.nn.softplus(-f))
    gradients = tape.gradient(g_loss, generator.trainable_variables)
    for _ in reals:
        g_optimizer.apply(gradients, generator.trainable_variables)
    return d_loss, g_loss


# %% q3 wrong: D is moved by G's optimizer
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    for real, z in zip(reals, zs, strict=True):
        d_loss = _d(generator, discriminator, g_optimizer, real, z)
    return d_loss, _g(generator, discriminator, keras.optimizers.SGD(0.5), z_g)


# %% q3 wrong: G moves inside the loop, after each move of D
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    for real, z in zip(reals, zs, strict=True):
        d_loss = _d(generator, discriminator, d_optimizer, real, z)
        g_loss = _g(generator, discriminator, g_optimizer, z_g)
    return d_loss, g_loss


# %% q3 wrong: No gradient gets back to G
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    for real, z in zip(reals, zs, strict=True):
        d_loss = _d(generator, discriminator, d_optimizer, real, z)
    fake = generator(z_g, training=True)
    with tf.GradientTape() as tape:
        g_loss = tf.reduce_mean(tf.nn.softplus(-discriminator(fake, training=True)))
    variables = generator.trainable_variables
    g_optimizer.apply(tape.gradient(g_loss, variables), variables)
    return d_loss, g_loss


# %% q3 wrong: D's weights after the step are not those of the two stages
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    for real, z in zip(reals, zs, strict=True):
        d_loss = _d(generator, discriminator, d_optimizer, real, z)
    with tf.GradientTape() as tape:
        g_loss = tf.reduce_mean(tf.nn.softplus(-discriminator(generator(z_g, training=True), training=True)))
    variables = generator.trainable_variables + discriminator.trainable_variables  # D is moved, too
    for variable, gradient in zip(variables, tape.gradient(g_loss, variables), strict=True):
        variable.assign_sub(0.5 * gradient)
    return d_loss, g_loss


# %% q3 wrong: A network is left frozen
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    for real, z in zip(reals, zs, strict=True):
        d_loss = _d(generator, discriminator, d_optimizer, real, z)
    g_loss = _g(generator, discriminator, g_optimizer, z_g)
    discriminator.trainable = False
    return d_loss, g_loss
