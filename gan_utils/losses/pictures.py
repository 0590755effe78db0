"""What a picture costs that should look like another."""

import tensorflow as tf  # noqa: F401 (the example uses it)
from keras import ops


def cycle_loss(pictures, there_and_back):
    """Cycle consistency, mean |x″ − x|: what is lost on the way to the other kind of picture and back.

    Args:
        pictures: float tensor, shape (batch, height, width, channels).
        there_and_back: what became of them, of the same shape.

    Returns:
        A scalar ≥ 0; 0 if the one generator undoes what the other did.

    Reference: Zhu et al. 2017, arXiv:1703.10593, equation 2.

    >>> float(cycle_loss(tf.zeros((1, 2, 2, 1)), tf.fill((1, 2, 2, 1), -0.5)))
    0.5
    """
    return ops.mean(ops.abs(there_and_back - pictures))
