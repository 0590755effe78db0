"""The Dirac-GAN: two numbers that play the game, so that the whole game is a picture.

The data is the single point 0, the generator's output the single point θ, the discriminator's logit ψ·x. Both
players are content only at (0, 0).
"""

import numpy as np
from scipy.special import expit

_LOSSES = ("minimax", "non_saturating")


def _generator_velocity(theta, psi, loss):
    """Return −∂L_G/∂θ: uphill for the logit, weighted by what the loss makes of it."""
    if loss == "minimax":
        return psi * expit(psi * theta)
    if loss == "non_saturating":
        return psi * expit(-psi * theta)
    raise ValueError(f"unknown loss {loss!r}: choose one of {', '.join(_LOSSES)}")


def _discriminator_velocity(theta, psi, r1_weight):
    return -theta * expit(psi * theta) - r1_weight * psi


def dirac_field(theta, psi, loss="minimax", r1_weight=0.0):
    """Return the direction in which the two players move at once.

    With V = log σ(0) + log(1 − σ(ψθ)) the discriminator climbs V − r1_weight/2·ψ² (R1 is the squared slope of
    its logit at the data, which is ψ²) and the generator descends V, or −log σ(ψθ) when non-saturating:
    dψ = −θ·σ(ψθ) − r1_weight·ψ and dθ = ψ·σ(ψθ), or ψ·σ(−ψθ).

    Args:
        theta, psi: numbers or arrays of one shape.
        loss: the generator's, "minimax" or "non_saturating".
        r1_weight: weight γ of the R1 penalty, at least 0.

    Returns:
        (dtheta, dpsi), each of that shape.

    Raises:
        ValueError: for an unknown loss.

    Reference: Mescheder et al. 2018, arXiv:1801.04406, sections 2 and 4 (there the logit has the other sign).

    >>> [float(v) for v in dirac_field(1.0, 0.0)]
    [0.0, -0.5]
    """
    theta, psi = np.asarray(theta, np.float64), np.asarray(psi, np.float64)
    return _generator_velocity(theta, psi, loss), _discriminator_velocity(theta, psi, r1_weight)


def dirac_step(theta, psi, step_size, alternating=False, loss="minimax", r1_weight=0.0):
    """Return (theta, psi) after one gradient step of each player.

    Simultaneous: both look at the old position. Alternating: the discriminator moves first, then the
    generator answers its new ψ.

    Args:
        theta, psi: numbers or arrays of one shape.
        step_size: the learning rate of both players.
        alternating: whether the generator sees the discriminator's new parameter.
        loss, r1_weight: as in `dirac_field`.

    Returns:
        (theta, psi), each of that shape.

    Raises:
        ValueError: for an unknown loss.

    Reference: Mescheder et al. 2018, arXiv:1801.04406, section 2.

    >>> [float(v) for v in dirac_step(1.0, 0.0, step_size=0.2)]
    [1.0, -0.1]
    """
    dtheta, dpsi = dirac_field(theta, psi, loss, r1_weight)
    new_psi = psi + step_size * dpsi
    if alternating:
        dtheta = _generator_velocity(theta, new_psi, loss)
    return theta + step_size * dtheta, new_psi


def dirac_path(start, steps, step_size, alternating=False, loss="minimax", r1_weight=0.0):
    """Return the positions from `start` over a number of steps.

    Args:
        start: (theta, psi).
        steps: how many steps, at least 0.
        step_size, alternating, loss, r1_weight: as in `dirac_step`.

    Returns:
        float64, shape (steps + 1, 2); columns theta and psi, the first row `start`.

    Raises:
        ValueError: for an unknown loss.

    >>> dirac_path((1.0, 0.0), 50, 0.2).shape
    (51, 2)
    """
    path = np.empty((steps + 1, 2))
    path[0] = start
    for i in range(steps):
        path[i + 1] = dirac_step(*path[i], step_size, alternating, loss, r1_weight)
    return path
