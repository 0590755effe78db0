"""Penalties on the slope of the discriminator: (critic, real, fake, seed) -> scalar."""

import tensorflow as tf

from gan_utils import _random


def _input_gradient_squared_norm(critic, images):
    """Return ‖∇ₓ critic(x)‖² of each image, shape (batch,): the gradient is flattened before its norm."""
    with tf.GradientTape() as tape:
        tape.watch(images)
        total = tf.reduce_sum(critic(images))  # one gradient of the sum holds the gradient of every image
    gradient = tape.gradient(total, images)
    return tf.reduce_sum(tf.square(tf.reshape(gradient, (tf.shape(gradient)[0], -1))), axis=1)


def gradient_penalty(critic, real, fake, seed=None):
    """Penalty of WGAN-GP, mean((‖∇ critic(x̂)‖ − 1)²) at random points x̂ between real and fake images.

    x̂ = real + α·(fake − real) with one α from U(0, 1) for each image. The weight (λ, 10 in the paper) is the
    caller's. The critic must not mix the images of a batch, so it must not hold batch normalisation.

    Args:
        critic: function from images (batch, …) to logits (batch, 1).
        real, fake: float tensors of one shape (batch, …).
        seed: int or a pair of ints that fixes α; None draws anew at each call.

    Returns:
        A scalar ≥ 0.

    Raises:
        ValueError: when the shapes of `real` and `fake` differ.

    Reference: Gulrajani et al. 2017, arXiv:1704.00028, equation 3.

    >>> critic = lambda x: 3.0 * x[:, :1]  # slope 3 everywhere, so (3 − 1)² = 4
    >>> float(gradient_penalty(critic, tf.zeros((5, 2)), tf.ones((5, 2)), seed=0))
    4.0
    """
    if not real.shape.is_compatible_with(fake.shape):
        raise ValueError(
            f"real and fake must have one shape, got {tuple(real.shape)} and {tuple(fake.shape)}; "
            "generate as many fakes as there are real images"
        )
    shape = tf.concat([tf.shape(real)[:1], tf.ones(real.shape.rank - 1, tf.int32)], axis=0)
    if seed is None:
        alpha = tf.random.uniform(shape, dtype=real.dtype)
    else:
        alpha = tf.cast(_random.uniform(shape, seed), real.dtype)
    squared = _input_gradient_squared_norm(critic, real + alpha * (fake - real))
    # √ has an infinite slope at 0, which turns the gradient of this penalty into NaN: stay a hair above.
    norm = tf.sqrt(tf.maximum(squared, 1e-12))
    return tf.reduce_mean(tf.square(norm - 1.0))


def r1_penalty(critic, real, fake=None, seed=None):
    """Penalty R1, ½·mean(‖∇ critic(x)‖²) at the real images, so that its weight is the paper's γ.

    Args:
        critic: function from images (batch, …) to logits (batch, 1).
        real: float tensor, shape (batch, …).
        fake, seed: unused; they are here so that every penalty is called alike.

    Returns:
        A scalar ≥ 0.

    Reference: Mescheder et al. 2018, arXiv:1801.04406, equation 9.

    >>> critic = lambda x: 3.0 * x[:, :1]
    >>> float(r1_penalty(critic, tf.zeros((5, 2))))
    4.5
    """
    return 0.5 * tf.reduce_mean(_input_gradient_squared_norm(critic, real))


def r2_penalty(critic, real, fake, seed=None):
    """Penalty R2, ½·mean(‖∇ critic(x)‖²) at the generated images: R1's twin, with the same weight γ.

    Args:
        critic: function from images (batch, …) to logits (batch, 1).
        real, seed: unused; they are here so that every penalty is called alike.
        fake: float tensor, shape (batch, …).

    Returns:
        A scalar ≥ 0.

    Reference: Mescheder et al. 2018, arXiv:1801.04406, equation 10; Huang et al. 2024, arXiv:2501.05441, equation 3.

    >>> critic = lambda x: 0.5 * tf.square(x[:, :1])  # slope x
    >>> float(r2_penalty(critic, tf.zeros((5, 2)), tf.fill((5, 2), 3.0)))
    4.5
    """
    return 0.5 * tf.reduce_mean(_input_gradient_squared_norm(critic, fake))


PENALTIES = {"gradient_penalty": gradient_penalty, "r1": r1_penalty, "r2": r2_penalty}


def get_penalty(penalty):
    """Return the penalty for a name, or the sum of those in a sequence; a function and None pass through.

    Raises:
        ValueError: for an unknown name, listing the valid ones, and for an empty sequence.

    >>> get_penalty("r1").__name__
    'r1_penalty'
    >>> critic = lambda x: 3.0 * x[:, :1]
    >>> float(get_penalty(["r1", "r2"])(critic, tf.zeros((5, 2)), tf.ones((5, 2)), seed=0))
    9.0
    """
    if penalty is None or callable(penalty):
        return penalty
    if isinstance(penalty, list | tuple) and penalty:
        terms = [get_penalty(one) for one in penalty]
        return lambda critic, real, fake, seed=None: sum(term(critic, real, fake, seed=seed) for term in terms)
    if not isinstance(penalty, str) or penalty not in PENALTIES:
        raise ValueError(
            f"unknown penalty {penalty!r}: choose one of {', '.join(PENALTIES)}, several of them "
            "in a list, or pass a function (critic, real, fake, seed) -> scalar"
        )
    return PENALTIES[penalty]
