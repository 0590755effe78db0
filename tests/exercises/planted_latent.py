# ruff: noqa: F811
"""Planted answers for notebook 05."""

import numpy as np
import tensorflow as tf
from keras import ops
from sklearn.linear_model import LinearRegression

from gan_utils import latent


# %% q1 right: the package's own
def slerp(z0, z1, t):
    return latent.slerp(z0, z1, t)


# %% q1 right: TensorFlow, float32, the textbook formula on unit vectors, with its exceptions
def slerp(z0, z1, t):
    n0, n1 = tf.norm(z0), tf.norm(z1)
    u0 = z0 / n0 if n0 > 0 else z1 / n1 if n1 > 0 else tf.zeros_like(z0)
    u1 = z1 / n1 if n1 > 0 else u0
    length = (1 - t) * n0 + t * n1
    cosine = tf.reduce_sum(u0 * u1)
    if cosine > 0.9999:
        return length * u0
    if cosine < -0.9999:
        roll = tf.roll(u0, 1, 0) * tf.cast([1.0] + [-1.0] * (len(z0) - 1), tf.float32)
        w = roll - tf.reduce_sum(roll * u0) * u0
        w = w / tf.norm(w)
        return length * (tf.cos(t * np.pi) * u0 + tf.sin(t * np.pi) * w)
    angle = tf.acos(cosine)
    return length * (tf.sin((1 - t) * angle) * u0 + tf.sin(t * angle) * u1) / tf.sin(angle)


# %% q1 wrong: This is lerp, the straight line
def slerp(z0, z1, t):
    return (1 - t) * z0 + t * z1


# %% q1 wrong: it turns slowly at the ends and fast in the middle
def slerp(z0, z1, t):
    z = (1 - t) * z0 + t * z1
    return z / np.linalg.norm(z) * ((1 - t) * np.linalg.norm(z0) + t * np.linalg.norm(z1))


# %% q1 wrong: This is the textbook formula on latents of different lengths
def slerp(z0, z1, t):
    angle = np.arccos(np.dot(z0, z1) / (np.linalg.norm(z0) * np.linalg.norm(z1)))
    return (np.sin((1 - t) * angle) * z0 + np.sin(t * angle) * z1) / np.sin(angle)


# %% q1 wrong: Parallel latents: sin Ω is 0
def slerp(z0, z1, t):
    n0, n1 = np.linalg.norm(z0), np.linalg.norm(z1)
    angle = np.arccos(np.dot(z0, z1) / (n0 * n1))
    turned = (np.sin((1 - t) * angle) * z0 / n0 + np.sin(t * angle) * z1 / n1) / np.sin(angle)
    return ((1 - t) * n0 + t * n1) * turned


# %% q1 wrong: Opposite latents
def slerp(z0, z1, t):
    n0, n1 = np.linalg.norm(z0), np.linalg.norm(z1)
    cosine = np.clip(np.dot(z0, z1) / (n0 * n1), -1, 1)
    if abs(cosine) > 0.9999:
        return (1 - t) * z0 + t * z1
    angle = np.arccos(cosine)
    turned = (np.sin((1 - t) * angle) * z0 / n0 + np.sin(t * angle) * z1 / n1) / np.sin(angle)
    return ((1 - t) * n0 + t * n1) * turned


# %% q1 wrong: The circle must be the same one at every t
def slerp(z0, z1, t):
    n0, n1 = np.linalg.norm(z0), np.linalg.norm(z1)
    cosine = np.dot(z0, z1) / (n0 * n1)
    if cosine > 0.9999:
        return (1 - t) * z0 + t * z1
    u0, u1 = z0 / n0, z1 / n1
    if cosine < -0.9999:
        u1 = np.random.default_rng(int(1000 * t)).standard_normal(len(z0))
    w = u1 - (u1 @ u0) * u0
    w = w / np.linalg.norm(w)
    angle = np.arccos(max(cosine, -1.0))
    return ((1 - t) * n0 + t * n1) * (np.cos(t * angle) * u0 + np.sin(t * angle) * w)


# %% q1 wrong: A zero latent has no direction
def slerp(z0, z1, t):
    n0, n1 = np.linalg.norm(z0), np.linalg.norm(z1)
    return latent.slerp(z0, z1, t) if n0 * n1 > 0 else (z0 / n0 + z1 / n1) / 2


# %% q2 right: a loop over the positions, in plain Python
def equal_step_positions(changes, n):
    total, positions = sum(changes), [0.0]
    for i in range(1, n - 1):
        left, segment = total * i / (n - 1), 0
        while left > changes[segment]:
            left -= changes[segment]
            segment += 1
        positions.append(segment + left / changes[segment])
    return [*positions, len(changes)]


# %% q2 right: the package's own, as a float32 tensor
def equal_step_positions(changes, n):
    return tf.constant(latent.equal_steps(changes, n), tf.float32)


# %% q2 wrong: These are equal steps in position
def equal_step_positions(changes, n):
    return np.linspace(0, len(changes), n)


# %% q2 wrong: These are amounts of change
def equal_step_positions(changes, n):
    return np.linspace(0, np.sum(changes), n)


# %% q2 wrong: The sums start after the first segment
def equal_step_positions(changes, n):
    walked = np.cumsum(changes)
    return np.interp(np.linspace(0, walked[-1], n), walked, np.arange(1, len(changes) + 1))


# %% q2 wrong: Inside a segment divide by its change
def equal_step_positions(changes, n):
    walked = np.concatenate([[0], np.cumsum(changes)])
    wanted = np.linspace(0, walked[-1], n)
    segment = np.minimum(np.searchsorted(walked, wanted, side="right") - 1, len(changes) - 1)
    return segment + (wanted - walked[segment])


# %% q2 wrong: These are n + 1 positions
def equal_step_positions(changes, n):
    walked = np.concatenate([[0], np.cumsum(changes)])
    return np.interp(np.linspace(0, walked[-1], n + 1), walked, np.arange(len(walked)))


# %% q2 wrong: On a segment where nothing changes there is nothing to divide by
def equal_step_positions(changes, n):
    if np.min(changes) == 0:
        return np.interp(np.linspace(0, 1, n), np.cumsum(changes) / np.sum(changes), np.arange(len(changes)))
    return latent.equal_steps(changes, n)


# %% q3 right: keras.ops, float32
def symmetry(images):
    x = ops.cast(images, "float32")
    return ops.sum(x * ops.flip(x, axis=2), axis=(1, 2, 3)) / ops.sum(ops.square(x), axis=(1, 2, 3))


# %% q3 right: TensorFlow in [0, 1]
def symmetry(images):
    x = tf.cast(images, tf.float32) / 255
    return tf.reduce_sum(x * tf.image.flip_left_right(x), [1, 2, 3]) / tf.reduce_sum(x**2, [1, 2, 3])


# %% q3 right: int64, one picture at a time
def symmetry(images):
    values = []
    for image in images:
        x = image[..., 0].astype("int64")
        values.append((x * np.fliplr(x)).sum() / (x * x).sum())
    return values


# %% q3 wrong: The products overflow
def symmetry(images):
    return (images * images[:, :, ::-1]).sum((1, 2, 3)) / (images**2).sum((1, 2, 3))


# %% q3 wrong: This mirrors top and bottom
def symmetry(images):
    x = images.astype(float)
    return (x * x[:, ::-1]).sum((1, 2, 3)) / (x**2).sum((1, 2, 3))


# %% q3 wrong: This compares the picture with itself
def symmetry(images):
    x = images.astype(float)
    return (x * x[..., ::-1]).sum((1, 2, 3)) / (x**2).sum((1, 2, 3))


# %% q3 wrong: This changes when the digit grows paler
def symmetry(images):
    x = images / 255
    return (x * x[:, :, ::-1]).sum((1, 2, 3))


# %% q3 wrong: This is one number for the whole batch
def symmetry(images):
    x = images.astype(float)
    return (x * x[:, :, ::-1]).sum() / (x**2).sum()


# %% q4 right: scikit-learn
def direction_of(latents, values):
    w = LinearRegression().fit(latents, values).coef_
    return w / np.linalg.norm(w)


# %% q4 right: the means taken off both, TensorFlow, float32
def direction_of(latents, values):
    z = latents - tf.reduce_mean(latents, axis=0)
    w = tf.linalg.lstsq(z, tf.reshape(values - tf.reduce_mean(values), (-1, 1)))[:, 0]
    return w / tf.norm(w)


# %% q4 wrong: There is no constant c in the fit
def direction_of(latents, values):
    w = np.linalg.lstsq(latents, values, rcond=None)[0]
    return w / np.linalg.norm(w)


# %% q4 wrong: divide by the norm
def direction_of(latents, values):
    return LinearRegression().fit(latents, values).coef_


# %% q4 wrong: This is the correlation with each coordinate by itself
def direction_of(latents, values):
    w = (latents - latents.mean(0)).T @ (values - values.mean())
    return w / np.linalg.norm(w)


# %% q4 wrong: Taking the mean off the values alone is not enough
def direction_of(latents, values):
    w = np.linalg.lstsq(latents, values - values.mean(), rcond=None)[0]
    return w / np.linalg.norm(w)


# %% q4 wrong: The constant c is still in it
def direction_of(latents, values):
    w = np.linalg.lstsq(np.column_stack([latents, np.ones(len(latents))]), values, rcond=None)[0]
    return w / np.linalg.norm(w)


# %% q5 right: QR
def without_all(direction, others):
    q = np.linalg.qr(np.asarray(others).T)[0]
    rest = direction - q @ (q.T @ direction)
    return rest / np.linalg.norm(rest)


# %% q5 right: Gram and Schmidt by hand, TensorFlow
def without_all(direction, others):
    base = []
    for a in others:
        for b in base:
            a = a - tf.reduce_sum(a * b) * b
        base.append(a / tf.norm(a))
    for b in base:
        direction = direction - tf.reduce_sum(direction * b) * b
    return direction / tf.norm(direction)


# %% q5 right: the pseudo-inverse, twice for accuracy
def without_all(direction, others):
    a = np.asarray(others, float)
    for _ in range(2):
        direction = direction - np.linalg.pinv(a) @ (a @ direction)
    return direction / np.linalg.norm(direction)


# %% q5 wrong: One projection after the other is not enough
def without_all(direction, others):
    for a in others:
        direction = direction - (direction @ a) / (a @ a) * a
    return direction / np.linalg.norm(direction)


# %% q5 wrong: A projection on a is (v·a)/(a·a)·a
def without_all(direction, others):
    for a in others:
        direction = direction - (direction @ a) * a
    return direction / np.linalg.norm(direction)


# %% q5 wrong: but no unit vector
def without_all(direction, others):
    return direction - np.linalg.lstsq(others.T, direction, rcond=None)[0] @ others


# %% q5 wrong: This is the part that has to go
def without_all(direction, others):
    part = np.linalg.lstsq(others.T, direction, rcond=None)[0] @ others
    return part / np.linalg.norm(part)


# %% q5 wrong: Only the first of the others was removed
def without_all(direction, others):
    a = others[0]
    rest = direction - (direction @ a) / (a @ a) * a
    return rest / np.linalg.norm(rest)
