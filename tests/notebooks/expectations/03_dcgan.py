"""What notebook 03 must have found."""


def check(recorded, profile):
    # the arithmetic and the modes hold at every scale
    ratios = recorded["checkerboard"]
    assert ratios["transposed, kernel 3"] > 1.5
    assert ratios["transposed, kernel 4"] < 1.3 and ratios["resize, kernel 3"] < 1.3
    assert recorded["checkerboard_mean"]["transposed, kernel 3"] > 1.5  # counting does not average out, chance does
    assert recorded["checkerboard_mean"]["transposed, kernel 4"] < ratios["transposed, kernel 4"]
    assert recorded["by_hand_difference"] < 1e-4 < 1e-2 < recorded["slip_difference"]
    assert recorded["batch_dependence_training"] > 1e-3 > 1e-5 > recorded["batch_dependence_inference"]
    assert recorded["inception_score_real"] > 9.3
    assert recorded["ablation_variants"] >= 6 and recorded["ablation_seeds"] >= 3
    assert -1.0 <= recorded["sprite_range"][0] < recorded["sprite_range"][1] <= 1.0
    if profile != "smoke":
        assert recorded["checkerboard_mean"]["transposed, kernel 4"] < 1.1
        assert recorded["settled_late"] > 0.5
        assert recorded["inception_score"] >= 6.5
        assert recorded["share_min"] >= 0.04 and recorded["share_max"] <= 0.18
