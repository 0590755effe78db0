"""What notebook 07 promises its readers."""

import math


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile."""
    # The tables are the same at every scale.
    assert recorded["rows"] >= 25
    assert all(0 <= modes <= 25 for values in recorded["modes"].values() for modes in values)
    # Three seeds cannot tell most rows from the row they are compared with.
    words = [word for each in recorded["verdicts"].values() for word in each.values() if word != "too few seeds"]
    assert sum(word == "cannot tell" for word in words) >= len(words) / 2
    assert recorded["judged_right"] == 63 and recorded["judged"] == 65
    # "no treatment of the players": of the data's and the noise's lack, only one remedy was tried
    assert recorded["remedy_counts"]["mode_collapse / every kind"][1] == 0
    # So is the pull of each loss at f = −6: σ(f) for minimax, 1 − σ(f) twice, (1 − f), 1 and 1.
    pulls = recorded["pull_at_minus_six"]
    sigma = 1 / (1 + math.exp(6))
    assert abs(pulls["minimax"] - sigma) < 1e-4 and abs(pulls["non_saturating"] - (1 - sigma)) < 1e-4
    assert abs(pulls["relativistic"] - (1 - sigma)) < 1e-4
    assert abs(pulls["least_squares"] - 7) < 1e-3 and pulls["wasserstein"] == pulls["hinge"] == 1
    if profile == "smoke":
        return

    assert recorded["slope_r1"] < recorded["slope_bare"]
    plain, normed = recorded["singular_values"]["non-saturating"], recorded["singular_values"]["spectral norm"]
    assert max(normed) < 1.1 < max(plain)
    assert 0 < recorded["share_of_weights_at_limit"] < 0.5  # "the others are spread between"
    assert recorded["good_share_average"] > recorded["good_share_plays"]
    assert recorded["dead_pull_ratio_log10"] > 3
    assert recorded["diagnosed_as_made"] >= 5 and recorded["cured"] >= 5
    # A cure that leaves the break alone for all but the generator that hardly moves, and both failures that are named.
    alone = {name for name, _ in recorded["cured_without_undoing"]}
    assert len(alone) >= 4 and "discriminator_overpowers" not in alone
    failed = {tuple(key) for key in recorded["remedies_that_failed"]}
    assert ("discriminator_overpowers", "non-saturating loss") in failed
    assert ("oscillating", "average of the generator") in failed
