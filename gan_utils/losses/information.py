"""What a head can tell of the code that a picture was made from: cross-entropies, and the bound that InfoGAN raises."""

import math

from keras import ops

from gan_utils.losses.gaussian import gaussian_log_density


def class_cross_entropy(class_logits, classes):
    """Return −log Q(c|x), a number a row, of a head that answers with a logit for each class.

    Args:
        class_logits: float tensor, shape (batch, n_classes), unbounded.
        classes: ints, shape (batch,), 0 … n_classes − 1: what each picture was made from.

    Returns:
        Tensor, shape (batch,), in nats, at least 0; log n_classes from a head that knows nothing.

    Raises:
        ValueError: when there is not one class a row.

    Reference: Odena et al. 2017, arXiv:1610.09585, section 3, L_C.

    >>> [round(float(missed), 4) for missed in class_cross_entropy([[0.0, 0.0], [2.0, 0.0]], [1, 0])]
    [0.6931, 0.1269]
    """
    class_logits, classes = ops.convert_to_tensor(class_logits, "float32"), ops.convert_to_tensor(classes)
    if len(class_logits.shape) != 2 or len(classes.shape) != 1 or _differ(class_logits.shape[0], classes.shape[0]):
        raise ValueError(
            f"class_logits has shape {tuple(class_logits.shape)} and classes {tuple(classes.shape)}, expected "
            "(batch, n_classes) and (batch,): one class for each row"
        )
    log_q = class_logits - ops.logsumexp(class_logits, axis=1, keepdims=True)
    return -ops.sum(log_q * ops.one_hot(classes, class_logits.shape[1], dtype="float32"), axis=1)


def uniform_cross_entropy(means, uniform):
    """Return −log Q(c|x), a number a row, of a head that answers with the mean of a Gaussian of variance 1 each.

    Its gradient is that of half the squared error; the constant ½ log 2π a code moves nothing.

    Args:
        means: float tensor, shape (batch, n_uniform), unbounded.
        uniform: floats in [-1, 1], the same shape: what each picture was made from.

    Returns:
        Tensor, shape (batch,), in nats.

    Raises:
        ValueError: when the shapes differ.

    Reference: Chen et al. 2016, arXiv:1606.03657, section 6 (Q as a factored Gaussian).

    >>> round(float(uniform_cross_entropy([[0.0, 0.5]], [[1.0, 0.5]])[0] - math.log(2 * math.pi)), 4)
    0.5
    """
    means, uniform = (ops.convert_to_tensor(each, "float32") for each in (means, uniform))
    if len(means.shape) != len(uniform.shape) or any(map(_differ, means.shape, uniform.shape)):
        raise ValueError(
            f"means has shape {tuple(means.shape)} but uniform {tuple(uniform.shape)}: a head gives one mean for each "
            "code"
        )
    return -gaussian_log_density(uniform, means)


def information_bound(class_logits, classes):
    """Return L = H(c) + E log Q(c|x), which never exceeds the mutual information I(c; x) in expectation.

    c is one of n_classes, each as likely, so H(c) = log n_classes. Whatever Q answers, I(c; x) − L is
    E KL(p(c|x) ‖ Q(c|x)) ≥ 0: L is low where a picture does not show its code, and where the head reads badly.

    Args:
        class_logits: of the head, float tensor, shape (batch, n_classes).
        classes: ints, shape (batch,), drawn with equal chances: what each picture was made from.

    Returns:
        A scalar in nats, at most log n_classes; 0 from a head that knows nothing.

    Raises:
        ValueError: as `class_cross_entropy`.

    Reference: Chen et al. 2016, arXiv:1606.03657, section 5, equation 5.

    >>> round(float(information_bound([[100.0, 0.0], [0.0, 100.0]], [0, 1])), 4)  # log 2: all there is to know
    0.6931
    """
    missed = ops.mean(class_cross_entropy(class_logits, classes))
    return math.log(ops.convert_to_tensor(class_logits).shape[1]) - missed


def _differ(one, other):
    """Return whether two sides are known and not the same."""
    return one is not None and other is not None and one != other
