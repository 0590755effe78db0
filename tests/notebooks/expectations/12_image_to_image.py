"""What notebook 12 promises its readers."""

import numpy as np


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile; the tables are the same at each."""
    _damages(recorded)
    _by_hand(recorded)
    _digits(recorded)
    _sprites(recorded)
    _unpaired(recorded["unpaired"])
    _training_data(recorded["accuracy"])
    if profile == "smoke":
        return
    _live(recorded)
    _evidence(recorded["sure"])


def _damages(recorded):
    """In decibels alike, to the classifier not; a blur gains the one and loses the other."""
    reads, psnr = recorded["reads"], recorded["psnr_damaged"]
    assert reads["low resolution"] < 0.45 < 0.55 < reads["hole"] < reads["noise"] < 0.7  # "six of ten", "four"
    assert max(psnr.values()) - min(psnr.values()) < 1
    blurred, read = recorded["blur"]
    assert 0.5 < blurred - psnr["noise"] < 1 and read < reads["noise"] / 2  # "most of the digits"


def _by_hand(recorded):
    """The U-Net, the loss and the patch of the notebook are those of the package; the median is grey."""
    assert recorded["unet_gap"] < 1e-5 and recorded["loss_gap"] < 1e-3
    assert recorded["patch"] == [22, 22 * 22, 15 * 15]
    assert recorded["best_answers"] == [[104, 170], [114, 158], [115, 178]]
    assert all(low <= 130 <= high for low, high in recorded["best_answers"])  # "a plain grey, 130 in each channel"
    assert {name for name, loss in recorded["cycles"].items() if loss == 0} == {"negative", "identity", "shift"}
    assert recorded["cycles"]["lazy"] > 1


def _digits(recorded):
    """Three predictions met, and the fourth at low resolution alone."""
    assert min(recorded["gain_psnr"].values()) > 3  # "by more than 3 dB where 1 was asked for"
    gains = recorded["gain_read"]
    assert all(gain > 0.2 for each in gains.values() for gain in each.values())
    assert all(gain > 0.5 for gain in gains["low resolution"].values())
    change = {
        kind: {key: np.array(values) for key, values in each.items()} for kind, each in recorded["d_vs_l1"].items()
    }
    assert all((each["psnr"] < 0).all() for each in change.values())  # "in each seed of each damage"
    assert (change["low resolution"]["fcd"] < 0).all() and abs(change["low resolution"]["psnr"].mean() + 1) < 0.3
    for kind in ("noise", "hole"):  # "the seeds do not agree"
        assert change[kind]["fcd"].min() < 0 < change[kind]["fcd"].max()
    assert 0.2 < recorded["fcd_saved"] < 0.45  # "takes away a third of the FCD"


def _sprites(recorded):
    """The distance answers with the median, a grey; the other predictions failed."""
    found = recorded["sprites"]
    assert max(found["sprites, L1"]["true_colour"]) == 0
    for level, (low, high) in zip(recorded["mean_fill"], recorded["best_answers"], strict=True):
        assert low <= level <= high
    assert max(found["sprites, λ = 1"]["true_colour"]) < 0.5  # "far fewer than 80%"
    best = max(found, key=lambda row: np.mean(found[row]["true_colour"]))
    assert best not in ("sprites, λ = 0", "sprites, λ = 1")  # "nor does the smallest λ"
    assert all(np.mean(each["spread_over_z"]) < 25 for each in found.values())  # "nearly the same colour"

    asked = recorded["asked_colour"]
    assert 0.75 < np.mean(asked) < 0.85 and max(asked) < 0.9  # "about eight of ten", "no seed gets there"


def _unpaired(found):
    """The way back keeps every digit; without it skip connections do, mostly, and without those luck."""
    kept = {row: np.array(each["to_coloured_kept"]) for row, each in found.items()}
    for row, shares in kept.items():
        if row.startswith("cycle"):
            assert shares.min() >= 0.97  # "at least 97%, in every seed of all three rows"
    assert 0.88 < kept["no way back"].mean() < 0.95  # "nine of ten"
    bare = kept["no way back, no skips"]
    assert 0.55 < bare.mean() < 0.65 and bare.min() < 0.2 and 0.88 < bare.max() < 0.95  # "six of ten", "chance"
    assert found["no way back, no skips"]["to_coloured_kept"][0] == bare.min()  # "the picture on the right" is seed 1
    with_cycle = kept["cycle 10 alone, no skips"]
    assert round(with_cycle.mean(), 2) == 0.98
    gain = kept["cycle 10 alone"].mean() - kept["no way back"].mean()
    assert with_cycle.mean() - bare.mean() > gain > 0  # "held in the mean"
    assert all(min(each["to_grey_kept"]) > 0.94 for each in found.values())  # "no row was ever at risk"
    assert all(max(each["true_colour"]) < 0.7 for each in found.values())
    told, plain = (found[row]["true_colour"] for row in ("cycle 10, identity 0.5", "cycle 10 alone"))
    assert min(told) < min(plain) and max(told) > max(plain)  # "three seeds cannot tell"


def _training_data(accuracy):
    """A GAN's pictures help where there are very few digits, and moving those helps more."""
    found = {row: {kind: 100 * np.array(values) for kind, values in each.items()} for row, each in accuracy.items()}
    gain = {row: each["real + GAN"] - each["real"] for row, each in found.items()}
    moved = {row: each["real, moved"] - each["real"] for row, each in found.items()}
    beside = {row: each["real + GAN, moved"] - each["real, moved"] for row, each in found.items()}
    assert gain["50"].min() > 1 and gain["50"].max() < 2  # "between one and two points in each seed"
    assert gain["200"].min() < 0 < gain["200"].max() and gain["1,000"].max() < 0
    assert (moved["50"] > 3 * gain["50"]).all() and (moved["200"] > gain["200"]).all()
    assert np.abs(moved["1,000"]).max() < 1  # "little left to gain by either"
    each = np.concatenate(list(beside.values()))
    assert (each < 0).mean() > 0.7 and not any((gains > 0).all() for gains in beside.values())  # "mostly cost"


def _live(recorded):
    """The run of this notebook is one more seed of the table."""
    live = recorded["live"]
    assert live["L1"]["low resolution"]["psnr"] > live["L1 + patch D"]["low resolution"]["psnr"] > 16.5
    for kinds in live.values():
        for kind, found in kinds.items():
            assert found["read"] > recorded["reads"][kind] + 0.15


def _evidence(sure):
    """Restoring helps, and what stays wrong is often read surely."""
    damaged, *restored = (np.array(sure[name]) for name in ("damaged", "L1", "L1 + patch D"))
    for each in restored:
        assert (each[:4, 0] >= damaged[:4, 0]).all() and (each[1:, 1] < damaged[1:, 1]).all()
        assert 0.35 < each[2, 1] / (1 - each[2, 0]) < 0.65  # "about every second of them", at 12×12
        assert 0.18 < each[3, 1] < 0.32  # "a quarter of all digits", at 16×16
        assert each[4, 1] > 0.6 and each[4, 0] < 0.2  # "surely for some digit", at 20×20
    assert damaged[4, 1] > 0.85
    assert 0.28 < damaged[2, 1] / (1 - damaged[2, 0]) < 0.42  # "about every third"
