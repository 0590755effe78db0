"""Tones, an eighth of a second each, drawn from labelled factors: pitch, timbre, decay and phase."""

import numpy as np

from gan_utils._checked import whole

TONE_RATE, TONE_LENGTH = 8000, 1024  # samples a second, samples a tone
TIMBRES = ("flute", "clarinet", "string")
# Strengths of the first partials: few; the odd ones alone; all of them, falling like 1/k.
_PARTIALS = {
    "flute": (1.0, 0.25, 0.0, 0.0, 0.0),
    "clarinet": (1.0, 0.0, 0.6, 0.0, 0.35),
    "string": (1.0, 0.5, 1 / 3, 0.25, 0.2),
}
TONE_FACTORS = {"pitch": (200.0, 700.0), "timbre": TIMBRES, "decay": (0.0, 12.0), "phase": (0.0, 1.0)}
TONE_DTYPE = np.dtype([("pitch", "f4"), ("timbre", "i4"), ("decay", "f4"), ("phase", "f4")])


def tone_factors(n, seed):
    """Draw what n tones are made from.

    Args:
        n: how many.
        seed: fixes the draw.

    Returns:
        Structured array, shape (n,): `pitch` in hertz, 200 to 700, each octave as likely; `timbre`, an index into
        `TIMBRES`; `decay`, how fast the tone fades, 0 to 12 nepers a second; `phase`, where in a period it starts, 0
        to 1.

    Raises:
        ValueError: when n is no whole number of at least 1.

    >>> factors = tone_factors(3, seed=0)
    >>> factors.dtype.names, bool((factors["pitch"] >= 200).all())
    (('pitch', 'timbre', 'decay', 'phase'), True)
    """
    n, draws = whole(n, "n", 1), np.random.default_rng(seed)
    factors = np.empty(n, TONE_DTYPE)
    low, high = TONE_FACTORS["pitch"]
    factors["pitch"] = low * (high / low) ** draws.random(n)
    factors["timbre"] = draws.integers(len(TIMBRES), size=n)
    factors["decay"] = draws.uniform(*TONE_FACTORS["decay"], n)
    factors["phase"] = draws.random(n)
    return factors


def draw_tones(factors):
    """Return the wave of each row of factors: partials at whole multiples of the pitch, fading together.

    x(t) = 0.9 e^(−decay·t) · Σ_k a_k sin(2πk (pitch·t + phase)) / Σ_k a_k, a_k the timbre's partials, t in seconds.

    Args:
        factors: structured array, shape (n,), as `tone_factors` returns it; change a field, hear its effect.

    Returns:
        float32, shape (n, 1024, 1), in [-0.9, 0.9]; 8,000 samples a second.

    Raises:
        ValueError: when a field is missing, or a value is outside its range in `TONE_FACTORS`.

    >>> draw_tones(tone_factors(2, seed=0)).shape
    (2, 1024, 1)
    """
    factors = np.atleast_1d(factors)
    _check(factors)
    seconds = np.arange(TONE_LENGTH) / TONE_RATE
    turns = np.outer(factors["pitch"].astype(float), seconds) + factors["phase"].astype(float)[:, None]
    strengths = np.array([_PARTIALS[name] for name in TIMBRES])[factors["timbre"]]
    wave = np.zeros_like(turns)
    for k in range(strengths.shape[1]):
        wave += strengths[:, k : k + 1] * np.sin(2 * np.pi * (k + 1) * turns)
    fading = np.exp(-np.outer(factors["decay"].astype(float), seconds))
    return (0.9 * fading * wave / strengths.sum(axis=1, keepdims=True)).astype(np.float32)[..., None]


def _check(factors):
    missing = [name for name in TONE_DTYPE.names if name not in (factors.dtype.names or ())]
    if missing:
        raise ValueError(
            f"factors need the fields {', '.join(TONE_DTYPE.names)}, but {', '.join(missing)} is missing: start from "
            "data.tone_factors(n, seed) and change its values"
        )
    for name, values in TONE_FACTORS.items():
        low, high = (0, len(values) - 1) if isinstance(values[0], str) else values
        found = factors[name]
        if len(found) and not (found.min() >= low and found.max() <= high * 1.0001):
            raise ValueError(f"the factor {name} must be from {low} to {high}, got {found.min():g} to {found.max():g}")
