"""What notebook 01 promises its readers."""


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile."""
    # V(D*, G) = −log 4 + 2·JSD, on at least three pairs of different densities.
    assert len(recorded["identity_gaps"]) >= 4
    assert all(gap < 1e-6 for gap in recorded["identity_gaps"].values())
    assert recorded["search_error"] < 1e-4  # the grid of y is 1e-4 fine

    assert recorded["trained_distance"] < {"smoke": 0.06, "laptop": 0.02, "gpu": 0.02}[profile]
    # No discriminator beats D*; a trained one comes close.
    gap = recorded["optimal_value"] - recorded["trained_value"]
    assert 0 <= gap < {"smoke": 0.06, "laptop": 0.02, "gpu": 0.02}[profile]

    # Eight away from the data: gone under the minimax loss, 8 under the other.
    assert recorded["far_gradient_minimax"] < 1e-3
    assert 7.9 < recorded["far_gradient_non_saturating"] < 8.1
    assert recorded["race_minimax"] > 7.9 and abs(recorded["race_non_saturating"]) < 0.01

    # The Dirac-GAN from radius 1: leaves, stays, returns.
    assert recorded["radius_simultaneous"] > 2
    low, high = recorded["radius_alternating_range"]
    assert 0.95 < low <= recorded["radius_alternating"] <= high < 1.05
    assert recorded["radius_r1"] < 0.01 and recorded["radius_r1_alternating"] < 0.01

    # For good: only alternating steps under the non-saturating loss come home, and the simultaneous ones settle.
    long = recorded["long_radii"]
    assert long["minimax, simultaneous"][-1] > 2 and abs(long["minimax, alternating"][-1] - 1) < 0.1
    assert 0.5 < long["non_saturating, simultaneous"][-1] < 0.8
    first, later, last = long["non_saturating, alternating"]
    assert first > 2 * later > 4 * last > 0

    # One peak of two is a valley: hardly any pull. JSD and KL(p‖q) prefer the wide hump, KL(q‖p) the single peak.
    (jsd, covering, seeking, *pulls), wide = (
        recorded["collapse"][key] for key in ("narrow, on one peak", "wide, over both")
    )
    assert max(pulls) < 0.01 and wide[0] < jsd and wide[1] < covering and seeking < wide[2]
