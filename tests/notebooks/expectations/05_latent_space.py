"""What notebook 05 promises its readers."""

from itertools import pairwise


def check(recorded, profile):
    # The shell, and the two paths: √64 less about 1/(4·8), and 8/√2 half way by lerp.
    assert abs(recorded["mean_norm"] - recorded["expected_norm"]) < 0.05
    assert recorded["shortest_norm"] > 4
    assert abs(recorded["lerp_middle"] - 5.65) < 0.15
    assert abs(recorded["slerp_middle"] - recorded["expected_norm"]) < 0.15
    # Equal steps: the largest change shrinks.
    by_t, by_picture = recorded["equal_step_changes"]
    assert by_picture < by_t
    if profile != "smoke":
        assert recorded["equal_t_ratio"] > 5  # "many times as much"
    assert recorded["ends_of_the_strip"] == [3, 7]  # "the 3 becomes a 7"
    if profile != "smoke":
        # "nine of the eleven frames show the first half of the way"; "adds a tenth of ink and keeps the spread"
        assert sum(t < 0.5 for t in recorded["equal_change_positions"]) == 9
        ink, spread = recorded["ink_half_way"], recorded["variety_half_way"]
        assert 1.05 < ink["lerp, half way"] / ink["random latents"] < 1.15
        assert 0.95 < spread["lerp, half way"] / spread["random latents"] < 1.05

    # Directions: principal ones move the picture further; the pictures follow the slider.
    assert recorded["first_direction_cosine"] > {"smoke": 0.6, "laptop": 0.85, "gpu": 0.9}[profile]
    assert min(recorded["change_principal"]) > max(recorded["change_random"])

    # Their names: what moves by a standard deviation or more from −2 to 2.
    names, moves = recorded["names_of_directions"], recorded["moves_of_directions"]
    assert len(names) == len(moves) == 8
    if profile != "smoke":
        assert names[0] == "more width" and moves[0]["ink"] > 1
        assert names[1] == "less width" and moves[1]["height"] > 0.7 and moves[2]["height"] < -0.7
        assert names[2] == names[4] == "more slant" and moves[5]["slant"] < -0.9  # "three of the eight lean it"
        assert names[7] == "unnamed" and max(map(abs, moves[7].values())) < 1
        assert sorted(abs(moves[i]["slant"]) > 0.95 for i in range(8)) == [False] * 5 + [True] * 3
        assert abs(max(map(abs, moves[3].values())) - 1) < 0.15 and abs(abs(moves[5]["slant"]) - 1) < 0.2  # "close"

    # "thin and upright at its left, leaning but not thick at its right"
    rows = recorded["ends_of_rows"]
    if profile != "smoke":
        (thin, thick), (upright, leaning) = rows["both"]["thickness"], rows["both"]["slant"]
        assert thin < rows["thickness"]["thickness"][1] - 0.3 and thick < rows["thickness"]["thickness"][1] - 0.2
        assert leaning - upright > 8 and abs(upright) < 10

    # Attributes: each direction moves its own, and taking one out of another helps.
    assert recorded["slant_r2"] > 0.5 and recorded["width_r2"] > 0.5 and recorded["thickness_r2"] > 0.2
    effects = recorded["effects"]
    assert effects["thickness"]["thickness"] > 0.3  # pixels, for two steps
    assert effects["slant"]["slant"] > 8  # degrees
    assert effects["width"]["width"] > 0.8
    assert effects["thickness"]["width"] > 0.3 > 0.0 > effects["width"]["thickness"]  # not the reverse
    assert abs(effects["thickness"]["slant"]) < 1.0 < effects["width"]["slant"]
    assert abs(effects["width without slant"]["slant"]) < abs(effects["width"]["slant"])

    # Truncation: nothing left at the centre.
    assert recorded["truncation_spread"][-1] < 0.01 < recorded["truncation_spread"][0]
    sure = recorded["truncation_sure"]
    assert -0.05 < sure[2] - sure[0] < 0.01 and sure[-1] > max(sure[:4])  # "no surer", and surest of nothing
    # With a label beside z it works: more requests met, further from the variety of real digits.
    agreement, fcd = recorded["truncation_agreement"], recorded["truncation_fcd"]
    if profile != "smoke":
        assert agreement[-1] > agreement[0] > 0.95 and all(fewer > more for more, fewer in pairwise(fcd))

    # Projection: held-out digits come back, better than their nearest neighbour; some pictures do not.
    assert recorded["projection_error"] < {"smoke": 35, "laptop": 16, "gpu": 14}[profile]
    assert recorded["projection_error"] < 0.75 * recorded["nearest_error"]
    assert recorded["projection_agreement"] >= {"smoke": 0.7, "laptop": 0.9, "gpu": 0.9}[profile]
    others = recorded["error_of_others"]
    if profile != "smoke":
        assert min(others["black on white"], others["noise"]) > 3 * recorded["projection_error"]
        assert others["moved 3"] > 2 * recorded["projection_error"]  # whole, in the corner: badly, but not hopelessly
        assert recorded["projection_error"] < recorded["pca_error"]
        assert others["letter A"] < 20
