"""Names for directions, by what a step along them is measured to change."""

from typing import NamedTuple

import numpy as np

from gan_utils.latent.attributes import MEASURES

UNNAMED = "unnamed"


class NamedDirection(NamedTuple):
    """What a direction changes.

    Attributes:
        name: "more slant" or "less slant", for the measure that moves most; "unnamed" where none moves enough.
        measure: "slant", the measure alone; None where none moves enough.
        moves: measure → how far it goes from one end of the sweep to the other, in units of its spread over random
            pictures; negative where it falls.
    """

    name: str
    measure: str | None
    moves: dict[str, float]


def name_directions(generate, latents, directions, measures=None, *, reach=2.0, least=1.0):
    """Name directions by the measure of the picture that moves most along each, relative to its spread.

    Each latent is put at the coordinates −reach, −reach/2, 0, reach/2 and reach along a direction, all else in it left
    alone. The slope of a measure's mean over these five places, times 2·reach, is its move; its spread is the standard
    deviation over the pictures of the latents as they came. For a linear measure and unit directions the move is
    2·reach times the correlation of measure and coordinate.

    Args:
        generate: a function of latents, shape (n, d), that returns their pictures, uint8 or floats in [-1, 1].
        latents: shape (n, d), drawn from N(0, I), n ≥ 2; some hundreds, or luck chooses the names.
        directions: shape (k, d); their lengths do not matter.
        measures: dictionary of name → function of pictures, shape (n,); by default slant, thickness, width, height and
            ink of grey pictures.
        reach: how far to either side; above 0.
        least: a move of fewer spreads than this gives no name.

    Returns:
        A list of k `NamedDirection`.

    Raises:
        ValueError: when the shapes do not fit, a measure gives no finite number, or as the measures raise.

    >>> from gan_utils.latent import ink
    >>> plate = lambda z: np.tanh(z[:, :1, None, None]) * np.ones((1, 28, 28, 1))  # as bright as its first number says
    >>> z = np.random.default_rng(0).standard_normal((50, 2))
    >>> [found.name for found in name_directions(plate, z, [[-1.0, 0.0], [0.0, 1.0]], {"ink": ink})]
    ['less ink', 'unnamed']
    """
    latents, directions = np.asarray(latents, np.float64), np.asarray(directions, np.float64)
    measures = MEASURES if measures is None else measures
    if latents.ndim != 2 or len(latents) < 2 or directions.ndim != 2 or directions.shape[1:] != latents.shape[1:]:
        raise ValueError(
            f"expected latents of shape (n, d), n ≥ 2, and directions of shape (k, d), got {latents.shape} and "
            f"{directions.shape}"
        )
    if not (measures and reach > 0 and least >= 0):
        raise ValueError(f"expected measures, a reach above 0 and a least of at least 0, got {reach!r} and {least!r}")
    spreads = _spreads(measures, generate(latents.astype(np.float32)))
    places, found = np.linspace(-reach, reach, 5), []
    for unit in directions / np.linalg.norm(directions, axis=1, keepdims=True):
        rest = latents - np.outer(latents @ unit, unit)
        swept = [generate((rest + place * unit).astype(np.float32)) for place in places]
        means = {name: [float(np.mean(measure(images))) for images in swept] for name, measure in measures.items()}
        slopes = {name: places @ curve / (places @ places) for name, curve in means.items()}
        moves = {name: float(2 * reach * slope / spreads[name]) for name, slope in slopes.items()}
        found.append(_named(moves, least))
    return found


def _spreads(measures, images):
    """Return the standard deviation of each measure; ∞ for one that is the same for all, which then moves by 0."""
    found = {}
    for name, measure in measures.items():
        values = np.asarray(measure(images), np.float64)
        if values.shape != (len(images),) or not np.isfinite(values).all():
            raise ValueError(
                f"the measure {name!r} gave shape {values.shape} for {len(images)} pictures, expected a finite number "
                "for each: return an array of shape (n,)"
            )
        found[name] = float(values.std()) if np.ptp(values) > 1e-9 * np.abs(values).max() else np.inf
    return found


def _named(moves, least):
    most = max(moves, key=lambda name: abs(moves[name]))
    if abs(moves[most]) < least:
        return NamedDirection(UNNAMED, None, moves)
    return NamedDirection(f"{'more' if moves[most] > 0 else 'less'} {most}", most, moves)
