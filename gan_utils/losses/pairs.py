"""The losses of the two players, in pairs.

Here σ is the logistic function, r the logits of real images and f those of fakes.
"""

from typing import NamedTuple

import tensorflow as tf  # noqa: F401 (the examples use it)
from keras import ops


class GANLoss(NamedTuple):
    """A pair of losses for the two players.

    Attributes:
        name: how the pair is called in `LOSSES`.
        discriminator: (real_logits, fake_logits) -> (real_term, fake_term).
        generator: fake_logits -> scalar; of a relativistic pair (real_logits, fake_logits) -> scalar.
        relativistic: whether the generator's loss also takes the logits of the batch's real images.
    """

    name: str
    discriminator: callable
    generator: callable
    relativistic: bool = False


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


def relativistic_discriminator(real_logits, fake_logits):
    """Relativistic loss of the discriminator, mean(softplus(−(r − f))): each real image beside one fake.

    Only how far r lies above f counts, so no image is real or fake by itself. There is one term, which cannot be told
    apart into a real and a fake part: it is returned as the real term, beside a fake term of 0.

    Args:
        real_logits, fake_logits: float tensors of one shape (batch, 1), unbounded.

    Returns:
        (real_term, fake_term): a scalar ≥ 0, log 2 where r = f, and 0.

    Reference: Jolicoeur-Martineau 2018, arXiv:1807.00734, section 4; Huang et al. 2024, arXiv:2501.05441, equation 2.

    >>> [round(float(t), 4) for t in relativistic_discriminator(tf.constant([[3.0]]), tf.constant([[3.0]]))]
    [0.6931, 0.0]
    """
    return ops.mean(ops.softplus(fake_logits - real_logits)), ops.zeros_like(ops.mean(fake_logits))


def relativistic_generator(real_logits, fake_logits):
    """Relativistic loss of the generator, mean(softplus(−(f − r))): it wants its fakes above the real images.

    Args:
        real_logits, fake_logits: float tensors of one shape (batch, 1), unbounded.

    Returns:
        A scalar ≥ 0, log 2 where r = f.

    Reference: Jolicoeur-Martineau 2018, arXiv:1807.00734, section 4; Huang et al. 2024, arXiv:2501.05441, equation 2.

    >>> round(float(relativistic_generator(tf.constant([[2.0]]), tf.constant([[0.0]]))), 4)
    2.1269
    """
    return ops.mean(ops.softplus(real_logits - fake_logits))


LOSSES = {
    loss.name: loss
    for loss in (
        GANLoss("minimax", minimax_discriminator, minimax_generator),
        GANLoss("non_saturating", minimax_discriminator, non_saturating_generator),
        GANLoss("least_squares", least_squares_discriminator, least_squares_generator),
        GANLoss("wasserstein", wasserstein_discriminator, wasserstein_generator),
        GANLoss("hinge", hinge_discriminator, wasserstein_generator),
        GANLoss("relativistic", relativistic_discriminator, relativistic_generator, relativistic=True),
    )
}


def get(loss):
    """Return the `GANLoss` for a name; a `GANLoss` passes through.

    Raises:
        ValueError: for an unknown name, listing the valid ones.

    >>> get("hinge").name
    'hinge'
    """
    if isinstance(loss, GANLoss):
        return loss
    if not isinstance(loss, str) or loss not in LOSSES:
        raise ValueError(f"unknown loss {loss!r}: choose one of {', '.join(LOSSES)}, or pass a GANLoss")
    return LOSSES[loss]


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
