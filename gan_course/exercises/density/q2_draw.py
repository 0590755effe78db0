"""Exercise 2 of notebook 10: the reparameterisation."""

import numpy as np

from gan_course.exercises.asking import Slip, draw, expect
from gan_course.exercises.base import Exercise

q2 = Exercise(
    "10_vae_and_density",
    2,
    "a draw that lets gradients through",
    ["draw_latent"],
    points=2,
    why="The noise depends on nothing, so the draw has a derivative with respect to mean and deviation.",
    hints=[
        "A normal number with another mean and deviation is a standard one, stretched and moved. Stretched by what?",
        "Stretched by the deviation, which is the root of the variance; and the root of exp(v) is exp of what? Nothing "
        "of it may leave TensorFlow.",
        "`mean + tf.exp(____) * ____`",
    ],
    tensors=True,
)


def _slips(mean, log_variance, noise):
    m, v, e = (part.astype(float) for part in (mean, log_variance, noise))
    return [
        (m + np.exp(v) * e, "This multiplies by the variance: the deviation is its root, exp(½ · log-variance)."),
        (m + v * e, "This multiplies by the log-variance itself: the deviation is exp(½ · log-variance)."),
        (m + np.exp(v / 2), "The noise is missing: this adds one deviation."),
        (m + e, "The deviation is missing: this draws with variance 1."),
        (m, "This is the mean: nothing is drawn."),
        (np.exp(v / 2) * e, "The mean is missing."),
        (m + np.exp(2 * v) * e, "The exponent is doubled where it should be halved."),
        (m * np.exp(v / 2) + e, "The noise is stretched by the deviation, not the mean."),
        (m + np.exp(-v / 2) * e, "The sign of the exponent is the other way round: a larger variance stretches more."),
    ]


@q2.check_with
def _value_and_gradient(draw_latent, rng):
    import tensorflow as tf

    for size in ((1, 1), (3, 2)):
        mean, log_variance, noise = draw(rng, -2, 2, *size), draw(rng, -1.5, 1.5, *size), draw(rng, 0.3, 2, *size)
        given = [tf.Variable(mean), tf.Variable(log_variance)]
        with tf.GradientTape() as tape:
            z = draw_latent(tf.identity(given[0]), tf.identity(given[1]), tf.constant(noise))
        right = mean.astype(float) + np.exp(log_variance.astype(float) / 2) * noise
        slips = _slips(mean, log_variance, noise)
        expect(z, right, "z = mean + exp(½ · log-variance) · noise.", slips)
        found = tape.gradient(z, given) if tf.is_tensor(z) else [None, None]
        for gradient, name in zip(found, ("mean", "log_variance"), strict=True):
            if gradient is None:
                raise Slip(
                    f"The value is right, but `{name}` gets no gradient: stay with TensorFlow, from its tensors to z.",
                    expected="a gradient for both",
                    got="None",
                )
        expect(found[1], (right - mean) / 2, "The value is right, but the gradient of `log_variance` is not.")
