"""GAN losses and penalties as plain functions: logits in, real before fake, parts out.

Every discriminator loss returns (real_term, fake_term), whose sum the discriminator minimises, so that the two can
be drawn apart. Every generator loss takes the logits of the fakes and returns the scalar that it minimises.
Here σ is the logistic function, r the logits of real images and f those of fakes.
"""

from typing import NamedTuple

import tensorflow as tf
from keras import ops

from gan_utils import _random


class GANLoss(NamedTuple):
    """A pair of losses for the two players.

    Attributes:
        name: how the pair is called in `LOSSES`.
        discriminator: (real_logits, fake_logits) -> (real_term, fake_term).
        generator: fake_logits -> scalar.
    """

    name: str
    discriminator: callable
    generator: callable


def minimax_discriminator(real_logits, fake_logits):
    """Cross-entropy of the discriminator, mean(−log σ(r)) + mean(−log(1 − σ(f))): it minimises −V(D, G).

    Args:
        real_logits, fake_logits: float tensors, shape (batch, 1), unbounded.

    Returns:
        (real_term, fake_term): two scalars ≥ 0, each log 2 when the logits are 0.

    Reference: Goodfellow et al. 2014, arXiv:1406.2661, equation 1.

    >>> [round(float(t), 4) for t in minimax_discriminator(tf.zeros((2, 1)), tf.zeros((2, 1)))]
    [0.6931, 0.6931]
    """
    return ops.mean(ops.softplus(-real_logits)), ops.mean(ops.softplus(fake_logits))


def minimax_generator(fake_logits):
    """Saturating loss of the generator, mean(log(1 − σ(f))); flat where σ(f) is near 0.

    Args:
        fake_logits: float tensor, shape (batch, 1), unbounded.

    Returns:
        A scalar ≤ 0.

    Reference: Goodfellow et al. 2014, arXiv:1406.2661, equation 1.

    >>> round(float(minimax_generator(tf.zeros((2, 1)))), 4)
    -0.6931
    """
    return -ops.mean(ops.softplus(fake_logits))


def non_saturating_generator(fake_logits):
    """Non-saturating loss of the generator, mean(−log σ(f)); steep where σ(f) is near 0.

    Args:
        fake_logits: float tensor, shape (batch, 1), unbounded.

    Returns:
        A scalar ≥ 0.

    Reference: Goodfellow et al. 2014, arXiv:1406.2661, end of section 3.

    >>> round(float(non_saturating_generator(tf.zeros((2, 1)))), 4)
    0.6931
    """
    return ops.mean(ops.softplus(-fake_logits))


def least_squares_discriminator(real_logits, fake_logits):
    """Least-squares loss of the discriminator, ½·mean((r − 1)²) + ½·mean(f²), on raw outputs.

    Args:
        real_logits, fake_logits: float tensors, shape (batch, 1), unbounded.

    Returns:
        (real_term, fake_term): two scalars ≥ 0.

    Reference: Mao et al. 2017, arXiv:1611.04076, equation 9 (a = 0, b = c = 1).

    >>> [float(t) for t in least_squares_discriminator(tf.constant([[3.0]]), tf.constant([[1.0]]))]
    [2.0, 0.5]
    """
    return 0.5 * ops.mean(ops.square(real_logits - 1.0)), 0.5 * ops.mean(ops.square(fake_logits))


def least_squares_generator(fake_logits):
    """Least-squares loss of the generator, ½·mean((f − 1)²).

    Args:
        fake_logits: float tensor, shape (batch, 1), unbounded.

    Returns:
        A scalar ≥ 0.

    Reference: Mao et al. 2017, arXiv:1611.04076, equation 9.

    >>> float(least_squares_generator(tf.constant([[3.0]])))
    2.0
    """
    return 0.5 * ops.mean(ops.square(fake_logits - 1.0))


def wasserstein_discriminator(real_logits, fake_logits):
    """Loss of the critic, −mean(r) + mean(f): minus its estimate of the Wasserstein-1 distance.

    Only meaningful while the critic is (nearly) 1-Lipschitz: pair it with `gradient_penalty`, or clip weights.

    Args:
        real_logits, fake_logits: float tensors, shape (batch, 1), unbounded.

    Returns:
        (real_term, fake_term): two scalars of any sign.

    Reference: Arjovsky et al. 2017, arXiv:1701.07875, equation 2.

    >>> [float(t) for t in wasserstein_discriminator(tf.constant([[3.0]]), tf.constant([[1.0]]))]
    [-3.0, 1.0]
    """
    return -ops.mean(real_logits), ops.mean(fake_logits)


def wasserstein_generator(fake_logits):
    """Loss of the generator against a critic, −mean(f).

    Args:
        fake_logits: float tensor, shape (batch, 1), unbounded.

    Returns:
        A scalar of any sign.

    Reference: Arjovsky et al. 2017, arXiv:1701.07875, algorithm 1.

    >>> float(wasserstein_generator(tf.constant([[3.0], [1.0]])))
    -2.0
    """
    return -ops.mean(fake_logits)


def hinge_discriminator(real_logits, fake_logits):
    """Hinge loss of the discriminator, mean(max(0, 1 − r)) + mean(max(0, 1 + f)).

    Args:
        real_logits, fake_logits: float tensors, shape (batch, 1), unbounded.

    Returns:
        (real_term, fake_term): two scalars ≥ 0.

    Reference: Miyato et al. 2018, arXiv:1802.05957, equation 16.

    >>> [float(t) for t in hinge_discriminator(tf.constant([[2.0], [0.5]]), tf.constant([[-1.0], [0.0]]))]
    [0.25, 0.5]
    """
    return ops.mean(ops.relu(1.0 - real_logits)), ops.mean(ops.relu(1.0 + fake_logits))


LOSSES = {
    loss.name: loss
    for loss in (
        GANLoss("minimax", minimax_discriminator, minimax_generator),
        GANLoss("non_saturating", minimax_discriminator, non_saturating_generator),
        GANLoss("least_squares", least_squares_discriminator, least_squares_generator),
        GANLoss("wasserstein", wasserstein_discriminator, wasserstein_generator),
        GANLoss("hinge", hinge_discriminator, wasserstein_generator),
    )
}


def smoothed(loss="non_saturating", real_target=0.9):
    """Return `loss` with one-sided label smoothing: real images aim at `real_target` instead of 1, fakes still at 0.

    With target t the real term of the cross-entropy is mean(−t·log σ(r) − (1 − t)·log(1 − σ(r))), and of least
    squares ½·mean((r − t)²); the fake term and the generator's loss stay. The best discriminator against a perfect
    generator then answers t/2 everywhere instead of ½: at t = 0.9 the cross-entropy has real term 0.7784, fake term
    −log(0.55) = 0.5978, and a non-saturating generator −log(0.45) = 0.7985.

    Args:
        loss: "non_saturating", "minimax" or "least_squares".
        real_target: t, above 0.5 and at most 1, where nothing changes.

    Returns:
        A `GANLoss`, to be given to `GAN.compile(loss=…)`.

    Raises:
        ValueError: for a loss that has no target, or a target out of range.

    Reference: Salimans et al. 2016, arXiv:1606.03498, section 3.4.

    >>> real_term, _ = smoothed(real_target=0.9).discriminator(tf.zeros((2, 1)), tf.zeros((2, 1)))
    >>> round(float(real_term), 4)  # at σ(r) = ½ both answers cost log 2
    0.6931
    """
    pair = get(loss)
    if not 0.5 < real_target <= 1:
        raise ValueError(
            f"real_target must lie above 0.5 and at most at 1, got {real_target}: 0.9 is usual, and 1 smooths nothing"
        )
    if pair.discriminator is minimax_discriminator:
        # −log σ(r) = softplus(−r), and softplus(r) = softplus(−r) + r
        real_term = lambda r: ops.mean(ops.softplus(-r) + (1.0 - real_target) * r)
    elif pair.discriminator is least_squares_discriminator:
        real_term = lambda r: 0.5 * ops.mean(ops.square(r - real_target))
    else:
        raise ValueError(
            f"the loss {pair.name!r} has no target to smooth: choose one of minimax, non_saturating, least_squares"
        )

    def discriminator(real_logits, fake_logits):
        return real_term(real_logits), pair.discriminator(real_logits, fake_logits)[1]

    return GANLoss(f"{pair.name}, real target {real_target:g}", discriminator, pair.generator)


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
        alpha = tf.cast(_random.uniform(shape, seed_pair(seed)), real.dtype)
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


PENALTIES = {"gradient_penalty": gradient_penalty, "r1": r1_penalty}


def seed_pair(seed):
    """Return `seed`, an int or a pair of ints, as the pair that stateless draws take."""
    return tf.stack([seed, 0]) if isinstance(seed, int) else seed


def get(loss):
    """Return the `GANLoss` for a name; a `GANLoss` passes through.

    Raises:
        ValueError: for an unknown name, listing the valid ones.

    >>> get("hinge").name
    'hinge'
    """
    if isinstance(loss, GANLoss):
        return loss
    if loss not in LOSSES:
        raise ValueError(f"unknown loss {loss!r}: choose one of {', '.join(LOSSES)}, or pass a GANLoss")
    return LOSSES[loss]


def get_penalty(penalty):
    """Return the penalty for a name; a function and None pass through.

    Raises:
        ValueError: for an unknown name, listing the valid ones.

    >>> get_penalty("r1").__name__
    'r1_penalty'
    """
    if penalty is None or callable(penalty):
        return penalty
    if penalty not in PENALTIES:
        raise ValueError(
            f"unknown penalty {penalty!r}: choose one of {', '.join(PENALTIES)}, or pass a function "
            "(critic, real, fake, seed) -> scalar"
        )
    return PENALTIES[penalty]
