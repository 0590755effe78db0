"""What a sample costs whose traces inside a discriminator are not those of the true one."""

import tensorflow as tf  # noqa: F401 (the example uses it)
from keras import ops


def feature_matching_loss(real, made):
    """Feature matching, Σ_i mean |D_i(y) − D_i(ŷ)|: how far apart two samples are to the hidden layers of D.

    Each layer counts alike, however many numbers it has. Sample is compared with sample, place by place; Salimans et
    al. 2016 (arXiv:1606.03498), who gave the name, compare the means of two batches, which need no pairs.

    Args:
        real: what the layers D_1, D_2, … make of the true samples y, a list of float tensors, each (batch, …).
        made: what they make of the samples ŷ that stand for those, tensors of the same shapes.

    Returns:
        A scalar ≥ 0.

    Raises:
        ValueError: for no layer at all, or layers that differ in number or shape.

    Reference: Kong et al. 2020, arXiv:2010.05646, section 2, "Feature Matching Loss"; Kumar et al. 2019,
    arXiv:1910.06711, section 2.3; Larsen et al. 2016, arXiv:1512.09300, for the idea.

    >>> float(feature_matching_loss([tf.zeros((1, 4)), tf.ones((1, 2))], [tf.ones((1, 4)), tf.ones((1, 2))]))
    1.0
    """
    shapes = [[tuple(layer.shape) for layer in layers] for layers in (real, made)]
    if not shapes[0] or shapes[0] != shapes[1]:
        raise ValueError(
            f"the layers have shapes {shapes[0]} for the true samples and {shapes[1]} for those made, expected the "
            "same, and one layer at least: ask the same layers about both batches"
        )
    apart = lambda one, other: ops.mean(ops.abs(ops.cast(one, "float32") - ops.cast(other, "float32")))
    return sum(apart(*pair) for pair in zip(real, made, strict=True))
