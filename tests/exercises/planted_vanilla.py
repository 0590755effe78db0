# ruff: noqa: F811
"""Planted answers for notebook 02."""

import keras
import numpy as np
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


# %% q1 right: keras.ops, float64, in one formula
def discriminator_loss(logits, labels):
    logits, labels = ops.cast(logits, "float64"), ops.cast(labels, "float64")
    return ops.mean(ops.softplus(logits) - labels * logits)


# %% q1 right: Keras' loss from logits
def discriminator_loss(logits, labels):
    return keras.losses.BinaryCrossentropy(from_logits=True)(labels, logits)


# %% q1 right: NumPy
def discriminator_loss(logits, labels):
    logits, labels = np.asarray(logits), np.asarray(labels)
    return np.mean(np.where(labels == 1, np.logaddexp(0, -logits), np.logaddexp(0, logits)))


# %% q1 wrong: These are two means added, as the package does
def discriminator_loss(logits, labels):
    real, fake = logits[labels == 1], logits[labels == 0]
    return tf.reduce_mean(tf.nn.softplus(-real)) + tf.reduce_mean(tf.nn.softplus(fake))


# %% q1 wrong: The labels are the wrong way round
def discriminator_loss(logits, labels):
    return tf.reduce_mean(labels * tf.nn.softplus(logits) + (1 - labels) * tf.nn.softplus(-logits))


# %% q1 wrong: This is the sum over the batch
def discriminator_loss(logits, labels):
    return tf.reduce_sum(labels * tf.nn.softplus(-logits) + (1 - labels) * tf.nn.softplus(logits))


# %% q1 wrong: A sigmoid too many
def discriminator_loss(logits, labels):
    return keras.losses.BinaryCrossentropy(from_logits=True)(labels, tf.sigmoid(logits))


# %% q1 wrong: The logits are taken for probabilities
def discriminator_loss(logits, labels):
    return keras.losses.BinaryCrossentropy()(labels, logits)


# %% q1 wrong: Keras' losses take the labels first
def discriminator_loss(logits, labels):
    return keras.losses.BinaryCrossentropy(from_logits=True)(logits, labels)


# %% q1 wrong: and its logarithm infinite
def discriminator_loss(logits, labels):
    p = tf.sigmoid(logits)
    return tf.reduce_mean(-labels * tf.math.log(p) - (1 - labels) * tf.math.log(1 - p))


# %% q1 wrong: as if the probability were clipped
def discriminator_loss(logits, labels):
    return keras.losses.BinaryCrossentropy()(labels, tf.sigmoid(logits))


# %% q1 wrong: This is one number a sample
def discriminator_loss(logits, labels):
    return labels * tf.nn.softplus(-logits) + (1 - labels) * tf.nn.softplus(logits)


# %% q2 right: keras.ops
def generator_loss(fake_logits, kind):
    losses = {"non_saturating": ops.softplus(-fake_logits), "minimax": -ops.softplus(fake_logits)}
    return ops.mean(losses[kind])


# %% q2 right: log_sigmoid, float64, in a graph
@tf.function
def generator_loss(fake_logits, kind):
    f = tf.cast(fake_logits, tf.float64)
    if kind == "minimax":
        return tf.reduce_sum(tf.math.log_sigmoid(-f)) / f.shape[0]
    return -tf.reduce_sum(tf.math.log_sigmoid(f)) / f.shape[0]


# %% q2 right: Keras' cross-entropy against ones and zeros
def generator_loss(fake_logits, kind):
    bce = keras.losses.BinaryCrossentropy(from_logits=True)
    if kind == "non_saturating":
        return bce(tf.ones_like(fake_logits), fake_logits)
    return -bce(tf.zeros_like(fake_logits), fake_logits)


# %% q2 wrong: This is the minimax loss; the two kinds changed places
def generator_loss(fake_logits, kind):
    if kind == "non_saturating":
        return -tf.reduce_mean(tf.nn.softplus(fake_logits))
    return tf.reduce_mean(tf.nn.softplus(-fake_logits))


# %% q2 wrong: This is the non-saturating loss; the two kinds changed places, or `kind` is not looked at
def generator_loss(fake_logits, kind):
    return tf.reduce_mean(tf.nn.softplus(-fake_logits))


# %% q2 wrong: D minimises −log(1 − σ(f)), G minimises log(1 − σ(f))
def generator_loss(fake_logits, kind):
    if kind == "minimax":
        return tf.reduce_mean(tf.nn.softplus(fake_logits))
    return tf.reduce_mean(tf.nn.softplus(-fake_logits))


# %% q2 wrong: This is −log(1 − σ(f)), what D pays for a fake
def generator_loss(fake_logits, kind):
    if kind == "minimax":
        return -tf.reduce_mean(tf.nn.softplus(fake_logits))
    return tf.reduce_mean(tf.nn.softplus(fake_logits))


# %% q2 wrong: use softplus, not log of a sigmoid
def generator_loss(fake_logits, kind):
    p = tf.sigmoid(fake_logits)
    return tf.reduce_mean(tf.math.log(1 - p)) if kind == "minimax" else -tf.reduce_mean(tf.math.log(p))


# %% q2 wrong: as if the probability were clipped
def generator_loss(fake_logits, kind):
    p = tf.clip_by_value(tf.sigmoid(fake_logits), 1e-7, 1 - 1e-7)
    return tf.reduce_mean(tf.math.log(1 - p)) if kind == "minimax" else -tf.reduce_mean(tf.math.log(p))


# %% q2 wrong: no gradient reaches the logits
def generator_loss(fake_logits, kind):
    f = np.asarray(fake_logits)
    return -np.mean(np.logaddexp(0, f)) if kind == "minimax" else np.mean(np.logaddexp(0, -f))


# %% q2 wrong: This is the sum over the batch
def generator_loss(fake_logits, kind):
    if kind == "minimax":
        return -tf.reduce_sum(tf.nn.softplus(fake_logits))
    return tf.reduce_sum(tf.nn.softplus(-fake_logits))


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


# %% q4 right: any step of d_g_z, and the last g_loss alone
def read_chart(chart):
    if chart["d_g_z"][-1] > 0.9:
        return "swapped"
    if chart["g_loss"][-1] > 1.5:
        return "frozen"
    return "healthy" if any(p < 0.5 for p in chart["d_g_z"]) else "double sigmoid"


# %% q4 right: arrays, the fake term never under log 2
def read_chart(chart):
    chart = {name: tf.constant(values) for name, values in chart.items()}
    if chart["d_x"][-1] < 0.1:
        return np.str_("swapped")
    if chart["d_fake_term"][-1] < 0.1:
        return np.str_("frozen")
    if np.min(chart["d_fake_term"]) > np.log(2):
        return np.str_("double sigmoid")
    return np.str_("healthy")


# %% q4 wrong: `g_loss` tells them apart
def read_chart(chart):
    if chart["d_real_term"][-1] < 0.1 and chart["d_fake_term"][-1] < 0.1:
        return "frozen"
    return "double sigmoid" if min(chart["d_g_z"]) >= 0.5 else "healthy"


# %% q4 wrong: and not only where it ends
def read_chart(chart):
    if chart["d_real_term"][-1] < 0.1 and chart["d_fake_term"][-1] < 0.1:
        return "frozen" if chart["g_loss"][-1] > 1 else "swapped"
    return "double sigmoid" if abs(np.mean(chart["d_g_z"][-20:]) - 0.5) < 0.01 else "healthy"


# %% q4 wrong: The answer should be one of the four names
def read_chart(chart):
    if chart["g_loss"][-1] > 1:
        return "frozen generator"
    return "healthy"


# %% q4 wrong: In the frozen run G never answers
def read_chart(chart):
    return "healthy" if chart["d_real_term"][-1] < 0.1 else "double sigmoid"


# %% q4 wrong: With swapped labels every loss goes to 0, since both players want the same
def read_chart(chart):
    if chart["g_loss"][-1] > 1:
        return "frozen"
    return "double sigmoid" if abs(chart["d_x"][-1] - 0.5) < 0.01 else "healthy"


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
