"""Densities on the line: their logarithm, samples, and the points between which they are smooth.

Every density has `log_pdf(x)`, `pdf(x)`, `cdf(x)`, `sample(n, seed)` and `knots`: sorted points, float64, between which
the density is smooth; all but about 1e-17 of its mass lies between the first and the last.
"""

from dataclasses import dataclass

import numpy as np
from scipy import special


def _require_positive(kind, name, value):
    if not (np.isfinite(value) and value > 0):
        raise ValueError(f"{kind} got {name} {value!r}, expected a positive number: choose one above 0")


def _require_finite(kind, name, value):
    if not np.isfinite(value):
        raise ValueError(f"{kind} got {name} {value!r}, expected a finite number: choose a place on the line")


class _Density:
    """What all densities share."""

    def pdf(self, x):
        """Return the density at `x`, any shape; 0 where it underflows, which `log_pdf` does not."""
        return np.exp(self.log_pdf(x))


@dataclass(frozen=True)
class Gaussian(_Density):
    """Normal density, log p(x) = −(x − mean)² / (2·std²) − log(std·√(2π)).

    Args:
        mean: its centre.
        std: its standard deviation, above 0.

    Raises:
        ValueError: when `std` is not positive or `mean` is not finite.

    >>> round(float(Gaussian(0.0, 1.0).pdf(0.0)), 4)
    0.3989
    >>> float(Gaussian(0.0, 1.0).log_pdf(100.0)) < -5000  # where pdf is 0 in floating point
    True
    """

    mean: float = 0.0
    std: float = 1.0

    def __post_init__(self):
        _require_positive("Gaussian", "std", self.std)
        _require_finite("Gaussian", "mean", self.mean)

    def log_pdf(self, x):
        """Return log p(x), the shape of `x`."""
        z = (np.asarray(x, np.float64) - self.mean) / self.std
        return -0.5 * z**2 - np.log(self.std * np.sqrt(2 * np.pi))

    def cdf(self, x):
        """Return the probability of landing below `x`, the shape of `x`."""
        return special.ndtr((np.asarray(x, np.float64) - self.mean) / self.std)

    def sample(self, n, seed):
        """Return `n` draws, float64 of shape (n,), as mean + std·z: the generator G(z) of notebook 01."""
        return self.mean + self.std * np.random.default_rng(seed).standard_normal(n)

    @property
    def knots(self):
        """Half a standard deviation apart, out to ten."""
        return self.mean + self.std * np.linspace(-10, 10, 41)


@dataclass(frozen=True)
class Laplace(_Density):
    """Laplace density, log p(x) = −|x − mean| / scale − log(2·scale): a peak and heavy tails.

    Args:
        mean: its centre.
        scale: its mean absolute deviation, above 0.

    Raises:
        ValueError: when `scale` is not positive or `mean` is not finite.

    >>> float(Laplace(0.0, 1.0).pdf(0.0))
    0.5
    """

    mean: float = 0.0
    scale: float = 1.0

    def __post_init__(self):
        _require_positive("Laplace", "scale", self.scale)
        _require_finite("Laplace", "mean", self.mean)

    def log_pdf(self, x):
        """Return log p(x), the shape of `x`."""
        return -np.abs(np.asarray(x, np.float64) - self.mean) / self.scale - np.log(2 * self.scale)

    def cdf(self, x):
        """Return the probability of landing below `x`, the shape of `x`."""
        z = (np.asarray(x, np.float64) - self.mean) / self.scale
        return 0.5 - 0.5 * np.sign(z) * np.expm1(-np.abs(z))

    def sample(self, n, seed):
        """Return `n` draws, float64 of shape (n,)."""
        return np.random.default_rng(seed).laplace(self.mean, self.scale, n)

    @property
    def knots(self):
        """One scale apart, out to forty; one of them is the peak, where the slope jumps."""
        return self.mean + self.scale * np.linspace(-40, 40, 81)


@dataclass(frozen=True)
class Uniform(_Density):
    """Uniform density, 1 / (high − low) from `low` to `high` and 0 elsewhere.

    Raises:
        ValueError: when `low` is not below `high` or one of them is not finite.

    >>> Uniform(0.0, 4.0).pdf([-1.0, 1.0]).tolist()
    [0.0, 0.25]
    """

    low: float = 0.0
    high: float = 1.0

    def __post_init__(self):
        if not (np.isfinite(self.low) and np.isfinite(self.high) and self.low < self.high):
            raise ValueError(
                f"Uniform got low {self.low!r} and high {self.high!r}, expected two finite numbers in rising "
                "order: swap them or move them apart"
            )

    def log_pdf(self, x):
        """Return log p(x), the shape of `x`; −inf outside."""
        x = np.asarray(x, np.float64)
        inside = (x >= self.low) & (x <= self.high)
        return np.where(inside, -np.log(self.high - self.low), -np.inf)

    def cdf(self, x):
        """Return the probability of landing below `x`, the shape of `x`."""
        return np.clip((np.asarray(x, np.float64) - self.low) / (self.high - self.low), 0.0, 1.0)

    def sample(self, n, seed):
        """Return `n` draws, float64 of shape (n,)."""
        return np.random.default_rng(seed).uniform(self.low, self.high, n)

    @property
    def knots(self):
        """The two edges and seven points between."""
        return np.linspace(self.low, self.high, 9)


@dataclass(frozen=True)
class Mixture(_Density):
    """Mixture Σ wᵢ·pᵢ(x) of densities.

    Args:
        components: a tuple of densities.
        weights: one positive number a component, scaled here to sum to 1; equal by default.

    Raises:
        ValueError: when there are no components, or the weights do not fit them.

    >>> Mixture((Gaussian(-2, 0.5), Gaussian(2, 0.5)), weights=(1, 3)).weights
    (0.25, 0.75)
    """

    components: tuple
    weights: tuple | None = None

    def __post_init__(self):
        components = tuple(self.components)
        weights = np.ones(len(components)) if self.weights is None else np.asarray(self.weights, np.float64)
        if not components or weights.shape != (len(components),) or not np.all(weights > 0):
            raise ValueError(
                f"Mixture got {len(components)} components and weights {self.weights!r}, expected at "
                "least one component and one positive weight for each: make the two lists the same length"
            )
        object.__setattr__(self, "components", components)
        object.__setattr__(self, "weights", tuple((weights / weights.sum()).tolist()))

    def log_pdf(self, x):
        """Return log p(x), the shape of `x`, summed on the log scale so that tails do not underflow."""
        terms = [np.log(w) + c.log_pdf(x) for w, c in zip(self.weights, self.components, strict=True)]
        return special.logsumexp(terms, axis=0)

    def cdf(self, x):
        """Return the probability of landing below `x`, the shape of `x`."""
        return sum(w * c.cdf(x) for w, c in zip(self.weights, self.components, strict=True))

    def sample(self, n, seed):
        """Return `n` draws, float64 of shape (n,), in random order of components."""
        rng = np.random.default_rng(seed)
        which = rng.choice(len(self.components), size=n, p=self.weights)
        x = np.empty(n)
        for i, component in enumerate(self.components):
            x[which == i] = component.sample(int(np.sum(which == i)), rng)
        return x

    @property
    def knots(self):
        """Those of all components."""
        return np.unique(np.concatenate([component.knots for component in self.components]))
