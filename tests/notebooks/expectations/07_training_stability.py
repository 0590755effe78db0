"""What notebook 07 promises its readers."""

import math


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile."""
    # The table is the same at every scale.
    assert recorded["configurations"] >= 12 and recorded["seeds"] >= 3
    assert all(len(recorded[key]) == recorded["configurations"] for key in ("modes", "fcd"))
    assert all(0 <= modes <= 25 for values in recorded["modes"].values() for modes in values)
    assert recorded["best_fcd"] <= recorded["bare_fcd"]
    # So is the pull of each loss at f = −6: σ(f) for minimax, 1 − σ(f), (1 − f), 1 and 1.
    pulls = recorded["pull_at_minus_six"]
    sigma = 1 / (1 + math.exp(6))
    assert abs(pulls["minimax"] - sigma) < 1e-4 and abs(pulls["non_saturating"] - (1 - sigma)) < 1e-4
    assert abs(pulls["least_squares"] - 7) < 1e-3 and pulls["wasserstein"] == pulls["hinge"] == 1
    if profile == "smoke":
        return

    assert max(recorded["modes_of_r1_at_worst"], recorded["modes_of_r1_ema_at_worst"]) >= 24
    assert recorded["slope_r1"] < 0.7 * recorded["slope_minimax"]
    plain, normed = recorded["singular_values"]["minimax"], recorded["singular_values"]["spectral norm"]
    assert max(normed) < 1.1 < max(plain)
    assert 0 < recorded["share_of_weights_at_limit"] < 1
    assert recorded["good_share_average"] > recorded["good_share_plays"]
    assert recorded["dead_pull_ratio_log10"] > 3
    assert recorded["diagnosed_as_made"] >= 5 and recorded["cured"] >= 5
    assert recorded["remedies_that_failed"]
