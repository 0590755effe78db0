"""What notebook 02 promises its readers."""

import math
from itertools import pairwise

LOG_2 = math.log(2)


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile."""
    # The networks written by hand are the builders', and the step is the package's.
    assert recorded["network_difference"] == 0
    assert recorded["max_loss_difference"] < 1e-5
    assert recorded["max_weight_difference"] < 1e-5
    assert recorded["xla_loss_difference"] < 1e-5 and recorded["xla_weight_difference"] < 1e-3
    assert recorded["gradients_inside_tape"] == 6 and recorded["gradients_outside_tape"] == 0

    # The step written by hand drives the ring: its heap of points bursts.
    assert recorded["own_spread"][-1] > 3 * recorded["own_spread"][0]

    # Probabilities lose digits, then gradients; two sigmoids lose gradients: σ(½)·σ'(0) / σ(0) = 0.6225·0.25 / 0.5.
    assert 15 <= recorded["first_zero"] <= 19  # 1 − σ(s) falls under half a 32-bit step at 16.6
    assert recorded["clipped_slope"] == 0.0
    assert abs(recorded["double_slope_ratio"] - 0.3112) < 1e-3

    # Stopped in the middle of the third epoch; nothing is lost, and only the checkpoint comes back to the same run.
    length = recorded["steps_an_epoch"]
    assert recorded["stopped_at"] == 2 * length + length // 2
    assert recorded["steps_in_whole_history"] == 3 * length
    ways = recorded["resume_difference"]
    assert ways["stopped, fit called again"] < 1e-5 and ways["kernel died, checkpoint"] < 1e-5
    assert ways["kernel died, weights only"] > 1e-3
    assert recorded["restart_difference"] < 1e-5

    inception, distance = recorded["real_score"]
    assert inception > 9.3 and distance < (3 if profile != "smoke" else 12)
    check_charts(recorded["charts"], trained=profile != "smoke")
    check_articles(recorded["article_fcd"])
    if profile != "smoke":
        check_training(recorded)
        best = min(min(values) for values in recorded["article_fcd"].values())
        assert recorded["scores_by_epoch"]["dense"][-1][1] < best  # "nearer to real digits than all of them"


def check_charts(charts, trained):
    """Each bug leaves its mark; which way the curves run shows even in a short run."""
    assert set(charts) == {"healthy", "frozen", "double sigmoid", "swapped"}
    frozen, double, swapped = charts["frozen"], charts["double sigmoid"], charts["swapped"]
    assert frozen["d_x"] > 0.5 > frozen["d_g_z"] and frozen["g_loss"] > LOG_2
    assert swapped["d_x"] < 0.5 < swapped["d_g_z"] and swapped["g_loss"] < LOG_2
    assert double["d_fake_term"] > LOG_2 - 1e-6 and min(double["d_x"], double["d_g_z"]) >= 0.5
    if trained:
        assert frozen["d_real_term"] + frozen["d_fake_term"] < 0.01 and frozen["g_loss"] > 5
        assert max(swapped[name] for name in ("d_real_term", "d_fake_term", "g_loss")) < 0.01
        assert 0.3 < charts["healthy"]["d_g_z"] < 0.5 < charts["healthy"]["d_x"] < 0.7


def check_training(recorded):
    """The ring is covered from every seed, the gauges end near equilibrium, and the dense pair draws digits."""
    assert recorded["modes_covered"] >= 7 and recorded["modes_covered_strictly"] >= 7
    assert len(recorded["modes_by_seed"]) >= 3 and min(recorded["modes_by_seed"]) >= 7
    assert recorded["good_points"] > 0.5
    assert abs(recorded["real_good"] - (1 - math.exp(-4.5))) < 0.003
    expected = {"σ(D(x))": 0.5, "σ(D(G(z)))": 0.5, "D's loss": 2 * LOG_2, "G's loss": LOG_2}
    for gauge, value in expected.items():
        assert abs(recorded["gauges"][gauge] - value) < 0.12, gauge
    # "Between one and two points in ten lie outside"; after the restless start all gauges creep towards their lines.
    assert all(0.08 < 1 - good < 0.23 for good in recorded["good_by_seed"])
    for gauge, value in expected.items():
        before = recorded["gauges_a_quarter_through"][gauge]
        assert abs(recorded["gauges"][gauge] - value) < abs(before - value), gauge
    assert recorded["gauges"]["D's loss"] < 2 * LOG_2
    check_digits(recorded)


def check_digits(recorded):
    """Longer is better and never twice as good for twice the time; the critic that sees neighbours teaches worse."""
    by_epoch, (_, real) = recorded["scores_by_epoch"], recorded["real_score"]
    inception, distance = zip(*by_epoch["dense"], strict=True)
    assert inception[-1] > 5.5 and distance[-1] < 110
    assert list(inception) == sorted(inception) and list(distance) == sorted(distance, reverse=True)
    assert all(late > early / 2 for early, late in pairwise(distance))  # "never to a half"
    first, second = (early - late for early, late in pairwise(distance))
    assert first > second  # "the second doubling takes away less than the first"
    assert distance[-1] > 20 * real  # "still many times that of real digits"
    pairs = zip(by_epoch["convolutional"], by_epoch["dense"], strict=True)
    assert all(neighbours > dense for (_, neighbours), (_, dense) in pairs)  # "after any number of epochs"
    assert max(recorded["largest_class"].values()) < 0.22  # "about a fifth at most"
    assert by_epoch["convolutional"][-1][1] < by_epoch["convolutional"][-2][1]  # "were still getting better"
    assert recorded["parameters_ratio"] < 1 / 20
    gaps = recorded["digit_gaps"]  # and that the gauges of both runs end near one half
    assert min(gaps.values()) > 0 and max(gaps.values()) < 0.3
    # of the laboratory: "fewer than half of the eight are left", "to a fraction of what it was"
    held, (begins, ends) = recorded["clusters_held"], recorded["alone_loss"]
    assert held["only D"] == held["both players"] == 8 and held["only G"] < 4 and ends < begins / 3
    before, after = (recorded["apart"][who] for who in ("only D", "only G"))
    assert after["JS"] < before["JS"] and after["KL"] > before["KL"]  # "JS falls all the same", "KL rises"


def check_articles(fcd):
    """Section 10, at every scale the same: a table is read."""
    widest, judged, rival, rebuilt = (
        fcd[name] for name in ("2 dense", "3 dense, convolutional D", "5 dense", "5 encoder and decoder")
    )
    assert len(widest) == len(judged) == len(rival) == len(rebuilt) == 3
    for seed in range(3):  # "nearest, in each seed"; "nearer as a decoder than as a generator, in each seed"
        assert widest[seed] < rebuilt[seed] < rival[seed]
    assert sum(a > b for a, b in zip(judged, rival, strict=True)) == 2  # "farthest in two of three"
    assert min(judged) > max(*widest, *rebuilt)
    assert sum(rival) / 3 - sum(widest) / 3 > 30  # "close together was wrong"
    spread = lambda values: max(values) - min(values)
    assert spread(rebuilt) < min(spread(widest), spread(rival)) / 2  # "hardly moves"
