"""What notebook 10 promises its readers."""

from itertools import pairwise

import numpy as np


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile; the tables are the same at each."""
    closed, sampled = recorded["kl"]
    assert closed == 2.5 and abs(sampled - closed) < 0.05
    assert abs(recorded["gap_at_the_posterior"]) < 1e-9 and recorded["apart"] < 1e-4
    assert recorded["reached"] == {"rebuilding": [True, True], "KL": [True, False]}
    _ring(recorded, profile)
    _ways(recorded)
    _collapse(recorded)
    if profile != "smoke":
        _live(recorded)


def _ring(recorded, profile):
    """The bounds stand in order, below the model, and the model below the data, in the table and live."""
    for found in recorded["ring"]:
        values = [mean for mean, _ in found.values()]
        assert len(values) == 5 and all(low < high for low, high in pairwise(values))
    bounds = list(recorded["live_bounds"].values())
    model, truth = recorded["live_density"]
    assert bounds == sorted(bounds) and model < truth
    assert bounds[-1] < model + 0.05 or profile == "smoke"


def _mean(recorded, row, key):
    return float(np.mean(recorded["ways"][row][key]))


def _ways(recorded):
    """Equal seconds; what the text says of distance, cover and edges."""
    spent = [np.mean(values) for values in recorded["processor_seconds"].values()]
    assert max(spent) < 1.3 * min(spent)
    assert _mean(recorded, "VAE", "edges") < _mean(recorded, "VAE-GAN", "edges")
    assert _mean(recorded, "VAE", "squared_error") < _mean(recorded, "VAE-GAN", "squared_error")


def _collapse(recorded):
    """A wider likelihood leaves fewer coordinates in use, as the principal directions foretell."""
    rows = ("σ = 0.5", "σ = 1", "σ = 2")
    active = [np.mean(recorded["collapse"][row]["active"]) for row in rows]
    above = [recorded["directions_above"][row] for row in rows]
    assert active == sorted(active, reverse=True) and above == sorted(above, reverse=True)
    assert active[-1] < active[0]


def _live(recorded):
    """Of the live VAE: soft means, grainy draws, and a drawing that is no digit is rebuilt worst."""
    soft, grainy = recorded["blur"]
    assert soft < 0.9 and grainy > 1.5
    away = recorded["away"]
    assert away["a cross"] > away["held-out digits"]
    assert recorded["parzen"]["100 averages"] > recorded["parzen"]["VAE samples"]
