"""What notebook 06 promises its readers."""

from itertools import pairwise

SEES, MISSES, PRAISES = "sees it", "misses it", "praises it"


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile."""
    # Looking once is wrong in about one of twenty cases; looking twenty times in far more.
    assert 0.03 < recorded["peeking"]["once, after 200"] < 0.08 < recorded["peeking"]["every 10 answers"]
    # One line of code finds the haze that the eye does not see.
    assert recorded["judges"]["counter"][0] > 0.95
    assert all(low <= share <= high for share, low, high in recorded["judges"].values())
    assert recorded["copying"]["copies"] == 1.0 and 0.35 < recorded["copying"]["fresh digits"] < 0.65

    seen = {cheat: dict(zip(recorded["metrics"], row, strict=True)) for cheat, row in recorded["verdicts"].items()}
    assert len(seen) == 16 and all(len(row) == 11 for row in seen.values())
    # Copies are found by the question about copying, and by no comparison with held-out digits.
    assert seen["copies"]["nearer to training"] == SEES
    others = ("inception score", "FCD", "precision", "recall", "coverage")
    assert all(seen["copies"][name] != SEES for name in others)
    assert recorded["values"]["copies"][recorded["metrics"].index("FCD to the training set")] < 1e-3
    # Ten pictures: recognisable and balanced, so counting classes is content; looking for variety is not.
    assert seen["ten pictures"]["inception score"] != SEES and seen["ten pictures"]["modes"] == MISSES
    assert seen["ten pictures"]["recall"] == seen["ten pictures"]["coverage"] == SEES
    missing = seen["three classes missing"]
    assert missing["reverse KL"] == missing["inception score"] == SEES and missing["precision"] != SEES
    assert seen["half are 1s"]["reverse KL"] == SEES and seen["half are 1s"]["modes"] == MISSES
    assert seen["noise"]["precision"] == seen["noise"]["FCD"] == seen["DCGAN"]["FCD"] == SEES
    assert recorded["sees_all"] == []
    # The same generator: the fewer pictures, the larger the distance.
    to_itself = recorded["fcd_to_itself"]
    assert all(more > fewer > 0 for more, fewer in pairwise(to_itself))
    assert recorded["fcd_at_100"] > recorded["fcd_at_most"]
    assert len({tuple(order) for order in recorded["ranking"].values()}) > 1
    if profile == "smoke":
        return

    assert set(seen["fresh real digits"].values()) == {MISSES} and recorded["false_alarms"] < 0.02
    assert seen["copies"]["FCD to the training set"] == PRAISES and missing["modes"] == MISSES
    assert seen["ten pictures"]["inception score"] == PRAISES
    assert seen["blurred"]["precision"] == seen["blurred"]["density"] == PRAISES
    assert seen["one in ten is noise"]["recall"] == seen["one in ten is noise"]["coverage"] == MISSES
    own = seen["conditional GAN"]
    assert own["FCD"] == own["kernel distance"] == own["precision"] == MISSES
    assert own["recall"] == own["coverage"] == SEES
    # The DCGAN's recall flatters it, its coverage does not; judged by the neighbour, the conditional GAN is told apart.
    assert seen["DCGAN"]["recall"] == MISSES and seen["DCGAN"]["coverage"] == SEES
    assert recorded["judges"]["neighbour"][1] > 0.5
    # An honest generator's interval holds one half.
    for honest in ("fresh digits", "conditional GAN"):
        low, high = recorded["copying_interval"][honest]
        assert low < 0.5 < high
    assert recorded["fcd"]["conditional GAN"] < 8 < recorded["fcd"]["DCGAN"]
    assert {order[0] for order in recorded["ranking"].values()} == {"fresh real digits"}
    further = recorded["how_much_further"]
    assert further.pop("digit classifier") > 5 and all(0.5 < ratio < 2 for ratio in further.values())
    # Upward at every size, by many standard errors; the kernel distance by none to speak of.
    assert to_itself[0] > 20 and min(recorded["fcd_off_in_standard_errors"]) > 3
    assert max(abs(off) for off in recorded["kernel_off_in_standard_errors"]) < 4
