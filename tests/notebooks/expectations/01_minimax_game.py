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

    check_values(recorded)
    check_distances(recorded)
    check_ways(recorded)


def check_values(recorded):
    """Section 1: steady earns most and shrugging least; the digits that samples leave in doubt."""
    values = recorded["values"]
    assert values["shrug"] < values["cocksure"] < values["timid"] < values["steady"]
    spread = recorded["sampled_spread"]
    assert 0.05 < spread["100"] < 0.5 and spread["1000000"] < 0.005
    assert recorded["crossings"] == 4


def check_distances(recorded):
    """Section 6: W₁ counts on where JSD is full; three of five measures go flat."""
    transport = recorded["transport"]
    assert abs(transport["off by 8"][1] - 8) < 1e-3 and abs(transport["off by 20"][1] - 20) < 1e-3
    assert all(abs(sampled - exact) < 0.05 for sampled, exact in transport.values())
    assert max(recorded["critic_gaps"].values()) < 0.01
    gains = {name.split(",")[0]: gain for name, gain in recorded["last_stretch"].items()}
    assert all(gains[name] < 0.01 for name in ("JSD", "total variation", "MMD"))
    assert gains["KL(p‖q)"] > gains["W₁"] > 0.2


def check_ways(recorded):
    """Section 7: who arrives, who collapses, and which generator each measure likes best."""
    ways = recorded["ways"]
    mean, width = ways["one peak, minimax"]
    assert -3 < mean < -2 and width > 2.5  # under way, and wide
    assert abs(ways["one peak, non_saturating"][0]) < 0.01
    assert abs(ways["two peaks, minimax"][0]) < 0.5 and ways["two peaks, minimax"][1] > 1.8
    assert abs(ways["two peaks, non_saturating"][0] + 2) < 0.05 and ways["two peaks, non_saturating"][1] < 0.6
    closest = recorded["closest"]
    for covering in ("KL(p‖q)", "JSD", "W₁"):
        assert abs(closest[covering][0]) < 0.05 and closest[covering][1] > 1.9
    assert abs(abs(closest["KL(q‖p)"][0]) - 2) < 0.05 and closest["KL(q‖p)"][1] < 0.6
    # The margin by which JSD prefers the hump is small.
    narrow, wide = (recorded["collapse"][key][0] for key in ("narrow, on one peak", "wide, over both"))
    assert 0 < narrow - wide < 0.03
    # Home at a crawl: the radius falls with one over the root of the steps.
    _, later, last = recorded["long_radii"]["non_saturating, alternating"]
    assert abs(last / later - (3_000 / 20_000) ** 0.5) < 0.03
    baselines = recorded["open_baselines"]
    assert baselines["non-saturating loss"] < baselines["minimax loss"]
