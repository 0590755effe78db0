"""The open task of notebook 01: a loss for the generator under which it gets nearest to data that nobody has shown."""

import numpy as np

from gan_course.exercises.asking import Slip, array
from gan_course.exercises.open_task import OpenTask
from gan_utils import game, toy

STEP_SIZE, STEPS = 0.3, 30
_ENDS = (-12.0, 0.2), (12.0, 4.0)  # of what the generator can be: mean, width


def _problem(rng):
    """Return data with one peak or two, up to 4 apart, and where the generator starts, 2 to 6 away."""
    gap, left, right = rng.uniform(0.0, 4.0), rng.uniform(0.4, 1.0), rng.uniform(0.4, 1.0)
    peaks = toy.Gaussian(-gap / 2, left), toy.Gaussian(gap / 2, right)
    data = toy.Mixture(peaks, (rng.uniform(0.5, 1.5), 1.0))
    return data, np.array([rng.uniform(2.0, 6.0) * rng.choice([-1.0, 1.0]), rng.uniform(0.5, 2.0)])


def _costs(loss, logits):
    """Return what a loss says, as an array; say what is no loss."""
    costs = array(loss(logits))
    if costs.shape != logits.shape:
        raise Slip(
            "`my_loss` returns one number for each logit, of the same shape.",
            expected=f"shape {logits.shape}",
            got=f"shape {costs.shape}",
        )
    if not np.isfinite(costs).all():
        worst = logits[~np.isfinite(costs)][0]
        raise Slip(
            f"`my_loss` is not finite at the logit {worst:.4g}: far out logits are in the hundreds. Try "
            "`np.logaddexp(0, s)` for log(1 + eˢ), or `np.clip`.",
            expected="finite numbers",
            got=str(costs[~np.isfinite(costs)][0]),
        )
    return costs


def _walk(loss, data, place):
    """Return the JSD after the steps of one game, D* anew at each."""
    for _ in range(STEPS):
        q = toy.Gaussian(*place)
        x, w = game.quadrature(data, q)
        mass, z = w * q.pdf(x), (x - q.mean) / q.std
        costs = _costs(loss, game.optimal_logit(x, data, q))
        costs = costs - np.sum(mass * costs)
        step = -STEP_SIZE * np.array([np.sum(mass * costs * z), np.sum(mass * costs * (z**2 - 1))]) / q.std
        place = np.clip(place + step * min(1.0, 1.0 / max(np.hypot(*step), 1e-300)), *_ENDS)
    return game.jensen_shannon(data, toy.Gaussian(*place))


def mean_divergence(loss, seed, games=8):
    """Return the mean JSD over several games after 30 steps of size 0.3 under a loss of the generator's.

    Args:
        loss: function from logits, shape (n,), to what generated samples with these logits cost, shape (n,).
        seed: of the games: data with one or two peaks, and a start.
        games: how many.

    Returns:
        A float from 0 to log 2.

    >>> stays = mean_divergence(lambda s: 0.0 * s, seed=0, games=2)
    >>> 0.4 < stays < 0.7
    True
    """
    rng = np.random.default_rng([seed, 101])
    return float(np.mean([_walk(loss, *_problem(rng)) for _ in range(games)]))


def _score(ask, seed, quick):
    return mean_divergence(ask, seed, games=1 if quick else 8)


task = OpenTask(
    "01_minimax_game",
    "a better loss for the generator",
    "my_loss",
    _score,
    what="mean JSD after 30 steps, over 8 games",
    lower_is_better=True,
    minutes=2.0,
)
