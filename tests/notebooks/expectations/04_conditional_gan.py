"""What notebook 04 promises its readers."""


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile."""
    # The published slip, at every scale: the label 3 as a stripe through rows 8 to 11 of all ten channels.
    assert recorded["bug_rows"] == [8, 9, 10, 11] and recorded["bug_channels"] == list(range(10))
    # One real digit a class, copied: obedient, and far away.
    assert recorded["cheat_agreement"] == 1.0 and recorded["cheat_fcd"] > 20
    assert recorded["agreement_real"] > 0.97

    low, share, high = (recorded[f"agreement{end}"] for end in ("_low", "", "_high"))
    assert 0 <= low <= share <= high <= 1
    # Every class was asked for alike, so the recalls average to the agreement.
    assert len(recorded["recall_by_class"]) == len(recorded["fcd_by_class"]) == 10
    assert abs(sum(recorded["recall_by_class"]) / 10 - share) < 1e-9
    # A discriminator that never sees the label teaches no obedience, however long it trains.
    assert 0.05 < recorded["blind_agreement"] < 0.15
    assert all(abs(r) < 0.25 for r in recorded["style_unrelated"].values())
    if profile == "smoke":
        return

    assert low >= 0.95
    assert recorded["training_seconds"] <= 240 or profile == "gpu"
    assert min(recorded["recall_by_class"]) > 0.85
    assert recorded["fcd"] < 8 < recorded["cheat_fcd"]
    assert recorded["inception_score"] > recorded["blind_inception_score"] + 1
    # The projection leads, and the stripes of the slip still carry the label.
    race, projection = recorded["race"], recorded["projection_in_race"]
    assert projection > max(race["one-hot channels"], race["learnt map"])
    assert race["channels with the bug"] > 0.3
    assert all(r > 0.3 for r in recorded["style_shared"].values())
    assert recorded["undecided_blends"] < 0.4
