"""What notebook 17 promises its readers, for the pictures that it draws itself."""

from itertools import pairwise


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile."""
    assert recorded["own_folder"] is None and recorded["shape"] == [48, 32, 3]
    each = 40 if profile == "smoke" else 300
    assert recorded["n_pictures"] == 3 * each and recorded["left_out"] == 1  # one file was cut short
    assert recorded["another_process"] < 1e-4
    assert recorded["gif_frames"] >= 2
    scale = recorded["scale"]
    assert scale["training pictures"] < scale["noise"] / 10
    assert set(recorded["scores"]) == {"plain", "told", "told, R1"}
    if profile == "smoke":
        return

    best, step, last = recorded["best"]
    # "with R1 the distance falls; without it, it falls at first and then climbs", "several times as far away"
    plain, told, r1 = (recorded["scores"][name] for name in ("plain", "told", "told, R1"))
    assert sum(later > before for before, later in pairwise(r1)) == 1  # "with one bump"
    assert r1[-1] < r1[0] / 2 and recorded["best_recipe"] == "told, R1"
    assert all(max(run[2:]) > min(run[:2]) for run in (plain, told))  # "it soon climbs"
    assert all(run[-1] > 2 * min(run) and run[-1] > 3 * r1[-1] for run in (plain, told))
    assert abs(plain[-1] - told[-1]) < 0.25 * plain[-1]  # "close to each other"
    extreme = recorded["extreme"]  # "more than half of the values", "fewer than one in a hundred of the folder's"
    assert extreme["real"] < 0.01 and min(extreme["plain"], extreme["told"]) > 0.5 > extreme["told, R1"]

    # "in the middle of the run, and after it the curve gets no lower", "½ lies inside the interval", `diagnose`
    scores = recorded["trained_scores"]
    assert step < last and scores[-1] < 1.25 * min(scores)
    assert recorded["share_nearer"][1] < 0.5 < recorded["share_nearer"][2]
    assert recorded["verdict"] == "healthy"
    shares = recorded["shares"]  # "recall falls furthest short", "coverage hardly", "precision falls short too"
    short = {name: 1 - value / real for name, (value, real) in shares.items()}
    assert short["recall"] > 0.5 > short["precision"] > 0.1 > abs(short["coverage"])
    assert step <= last and best == min(recorded["trained_scores"])
    assert best < 0.2 * scale["noise"]
