"""What notebook 10 promises its readers."""

from itertools import pairwise

import numpy as np

DENSITIES = ("bound of 1", "bound of 50", "bound of 500", "log p of the model", "log p of the data")
MET = {
    "bounds on the ring": True,
    "FCD of samples": True,
    "coverage": False,
    "reconstruction, squared error": True,
    "edge energy": True,
    "posterior collapse": False,
    "tokens": False,
    "collapse, asked again": False,
}


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile; the tables are the same at each."""
    closed, sampled = recorded["kl"]
    assert closed == 2.5 and abs(sampled - closed) < 0.05
    assert abs(recorded["gap_at_the_posterior"]) < 1e-9 and recorded["apart"] < 1e-4
    assert all(abs(missing - kl) < 1e-9 for missing, kl in recorded["gaps"].values())
    assert recorded["reached"] == {"rebuilding": [True, True], "KL": [True, False]}
    assert recorded["outcomes"] == MET
    _ring(recorded, profile)
    _ways(recorded)
    _collapse(recorded)
    _tokens(recorded)
    if profile != "smoke":
        _live(recorded)


def _ring(recorded, profile):
    """The bounds stand in order, below the model, and the model below the data, in the table and live."""
    ring = np.array([[found[name][0] for name in DENSITIES] for found in recorded["ring"]])
    assert (np.diff(ring, axis=1) > 0).all()
    elbo, _, most, model, truth = ring.mean(axis=0)
    assert 0.6 < model - elbo < 1.0  # "most of a nat"
    assert 0.85 < (most - elbo) / (model - elbo) < 0.95  # "nine tenths"
    assert model - elbo > truth - model and round(truth - model, 2) == 0.77
    assert round(-np.log(np.mean(recorded["near"])), 2) == 0.58
    assert not (ring[:, 3] - ring[:, 0] > ring[:, 4] - ring[:, 3]).all()  # "though not in every seed"
    bounds = [recorded["live_bounds"][k] for k in sorted(recorded["live_bounds"], key=int)]
    model, truth = recorded["live_density"]
    assert bounds == sorted(bounds) and model < truth
    assert bounds[-1] < model + 0.05 or profile == "smoke"


def _mean(recorded, row, key):
    return float(np.mean(recorded["ways"][row][key]))


def _ways(recorded):
    """Equal seconds; what the text says of distance, cover, edges and squared error."""
    spent = {name: np.mean(values) for name, values in recorded["processor_seconds"].items()}
    assert max(spent.values()) < 1.3 * min(spent.values())
    step = {name: spent[name] / recorded["steps"][name] for name in spent}
    assert 1.7 < step["GAN"] / step["VAE"] < 2.4 and 4 < step["VAE-GAN"] / step["VAE"] < 5
    for better, worse in pairwise(("GAN", "VAE-GAN", "VAE")):
        assert all(np.subtract(recorded["ways"][better]["fcd"], recorded["ways"][worse]["fcd"]) < 0)
    assert _mean(recorded, "GAN", "coverage") > max(_mean(recorded, row, "coverage") for row in ("VAE", "VAE-GAN"))
    assert _mean(recorded, "VAE", "edges") < 0.5 and 0.9 < _mean(recorded, "GAN", "edges") < 1.1
    assert _mean(recorded, "VAE", "edges") < _mean(recorded, "VAE-GAN", "edges") < _mean(recorded, "GAN", "edges")
    assert 2 < _mean(recorded, "VAE-GAN", "squared_error") / _mean(recorded, "VAE", "squared_error") < 3
    assert _mean(recorded, "VAE", "rebuilt_fcd") < _mean(recorded, "VAE-GAN", "rebuilt_fcd")
    assert _mean(recorded, "VAE", "read") > _mean(recorded, "VAE-GAN", "read")
    assert _mean(recorded, "VAE-GAN", "rebuilt_edges") > 0.9 > _mean(recorded, "VAE", "rebuilt_edges") + 0.1
    assert _mean(recorded, "VAE", "rebuilt_fcd") < 10 < 100 < _mean(recorded, "VAE", "fcd")
    assert _mean(recorded, "VAE", "read") > 0.95


def _collapse(recorded):
    """A wider likelihood spends fewer nats, up to silence; a warm-up helps where there is something to say."""
    rows = ("σ = 0.5", "σ = 1", "σ = 2", "σ = 4")
    spent = [np.mean(recorded["collapse"][row]["kl"]) for row in rows]
    assert [round(nats) for nats in spent] == [32, 17, 4, 0] and 0.1 < spent[3] < 0.3  # "a fifth of one"
    assert [recorded["directions_above"][row] for row in rows] == [89, 39, 12, 1]
    bounds = [np.mean(recorded["collapse"][row]["bound of 1"]) for row in rows]
    assert all(high - low > 300 for high, low in pairwise(bounds))
    assert [np.mean(recorded["collapse"][row]["active"]) for row in rows] == [16, 16, 16, 8]
    assert max(recorded["collapse"]["σ = 4"]["read"]) < 0.13  # chance is 0.1
    assert all(min(recorded["gained"][f"σ = 2, {key}"]) > 0.1 for key in ("kl", "read", "bound of 1"))
    assert all(max(map(abs, recorded["gained"][f"σ = 4, {key}"])) < 0.1 for key in ("kl", "read", "bound of 1"))


def _tokens(recorded):
    """L1 alone wins both, with as many edges as real digits; what a token map can tell."""
    alone, judged = (recorded["tokens"][row] for row in ("L1", "L1 + patch D"))
    for key in ("l1", "rebuilt_fcd"):
        assert all(np.subtract(alone[key], judged[key]) < 0)
    assert max(judged["rebuilt_fcd"]) > 10 * min(judged["rebuilt_fcd"])  # "in one seed much and in another little"
    assert abs(np.mean(alone["rebuilt_edges"]) - 1) < 0.05
    assert round(recorded["bits"]) == 341 and recorded["extreme"] > 0.9


def _live(recorded):
    """Of the live VAE: holes in the prior, soft means, grainy draws, and a drawing that is no digit."""
    holes = recorded["holes"]
    assert 10 * holes["codes of held-out digits"] < holes["the same, shuffled"] < holes["noise from the prior"]
    soft, grainy = recorded["blur"]
    assert 0.2 < soft < 0.33 and 3 < grainy < 4
    assert recorded["live_kl"][1] > 1  # no coordinate is silent
    away = recorded["away"]
    assert away["a three"] < 1.1 * away["held-out digits"] and 1.5 * away["held-out digits"] < away["a cross"]
    read = recorded["read_as"]
    assert all(read[f"a three, direction {i}"][4] == 3 for i in (1, 2))
    assert {digit for i in (1, 2) for digit in read[f"a three, direction {i}"]} - {3}
    parzen = recorded["parzen"]
    assert sorted(parzen, key=parzen.get)[-2:] == ["real digits", "100 averages"]
    nearest = {name: round(value, 1) for name, value in recorded["nearest"].items()}
    assert nearest["100 averages"] == 5.2 == min(nearest.values()) and nearest["real digits"] == 5.5
    assert nearest["VAE samples"] == 6.0 == max(nearest.values())  # "farthest, and come last"
