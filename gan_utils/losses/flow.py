"""What a flow is taught, and what it costs to move noise: straight lines, and the distance between z and G(z)."""

import tensorflow as tf  # noqa: F401 (the examples use it)
from keras import ops


def straight_line(noise, real, t):
    """Return (x_t, target) of flow matching: x_t = (1 − t)·x₀ + t·x₁, and its velocity x₁ − x₀.

    Args:
        noise: x₀, float tensor, shape (batch, …).
        real: x₁, the same shape.
        t: shape (batch, 1), in [0, 1]; a time for each sample.

    Returns:
        Two tensors of the shape of `real`: the point at t, and the velocity that a network should answer there.

    Raises:
        ValueError: when noise and real samples have two shapes, which would be broadcast.

    Reference: Lipman et al. 2023, arXiv:2210.02747, equation 23 with σ_min = 0; Liu et al. 2023, arXiv:2209.03003.

    >>> x, target = straight_line(tf.zeros((1, 2)), tf.constant([[4.0, 8.0]]), tf.constant([[0.25]]))
    >>> x.numpy().tolist(), target.numpy().tolist()
    ([[1.0, 2.0]], [[4.0, 8.0]])
    """
    noise, real = ops.convert_to_tensor(noise, "float32"), ops.convert_to_tensor(real, "float32")
    if len(noise.shape) != len(real.shape) or any(
        a != b for a, b in zip(noise.shape, real.shape, strict=True) if a is not None and b is not None
    ):
        raise ValueError(
            f"the noise has shape {tuple(noise.shape)} and the samples {tuple(real.shape)}, expected one shape: noise "
            "for each number of each sample"
        )
    t = ops.reshape(ops.convert_to_tensor(t, "float32"), (-1, *(1 for _ in real.shape[1:])))
    return (1.0 - t) * noise + t * real, real - noise


def transport_cost(z, samples):
    """Return how far noise was moved: ‖G(z) − z‖², its mean over the batch.

    Args:
        z: float tensor, shape (batch, d).
        samples: G(z), with d numbers each, shape (batch, …).

    Returns:
        A scalar ≥ 0; 0 for a generator that changes nothing.

    Reference: Lin et al. 2025, arXiv:2511.22475, the transport loss of adversarial flow models.

    >>> float(transport_cost(tf.zeros((1, 2)), tf.constant([[3.0, 4.0]])))
    25.0
    """
    z = ops.convert_to_tensor(z, "float32")
    return ops.mean(ops.sum(ops.square(ops.reshape(samples, (-1, z.shape[-1])) - z), axis=1))
