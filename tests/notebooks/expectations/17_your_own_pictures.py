"""What notebook 17 promises its readers, for the pictures that it draws itself."""


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
    assert step <= last and best == min(recorded["trained_scores"])
    assert best < 0.2 * scale["noise"]
