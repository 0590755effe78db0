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
    # The colour pair of an article, a table: "all but a few in a hundred, in each seed".
    assert len(recorded["article_agreement"]) == 3
    assert all(0.95 < low <= share <= high for share, low, high in recorded["article_agreement"])
    untold, told = recorded["article_recognisable"]  # "more in the mean", and "in one of the three fewer"
    assert sum(told) > sum(untold) and sum(a < b for a, b in zip(told, untold, strict=True)) == 1
    if profile == "smoke":
        return

    assert low >= 0.95
    assert min(recorded["recall_by_class"]) > 0.85
    assert recorded["fcd"] < 8 < recorded["cheat_fcd"]
    assert recorded["inception_score"] > recorded["blind_inception_score"] + 1
    # "The 2 is hardest, then the 8", the 2 and the 8 of real digits too; the 4 is easiest.
    by_class, real = recorded["fcd_by_class"], recorded["fcd_yardstick"]
    hardest = sorted(range(10), key=by_class.__getitem__)
    assert hardest[::-1][:2] == [2, 8] and hardest[0] == recorded["easiest_class"] == 4
    assert set(sorted(range(10), key=real.__getitem__)[-2:]) == {2, 8} and by_class[4] < 1.2 * real[4]
    assert low < recorded["agreement_real"] < high  # "about as easy to read as held-out ones"
    # Clusters are nearer to labels than to nothing, "by far"; sevens have several of them.
    assert recorded["blind_fcd"] - recorded["islands_fcd"] > 5 * (recorded["islands_fcd"] - recorded["fcd"])
    assert 2 <= recorded["clusters_of_seven"] <= 8 and recorded["clusters_purity"] > 0.8
    # The projection leads, and the stripes of the slip still carry the label.
    race, projection = recorded["race"], recorded["projection_in_race"]
    assert projection > max(race["one-hot channels"], race["learnt map"])
    assert 0.3 < race["channels with the bug"] < min(race["one-hot channels"], race["learnt map"])
    later = recorded["race_from_epoch_6"]
    bug, one_hot, learnt = (later[name] for name in ("channels with the bug", "one-hot channels", "learnt map"))
    assert len(bug) == 4 and all(a < min(b, c) for a, b, c in zip(bug, one_hot, learnt, strict=True))  # "behind both"
    assert recorded["label_spread"]["projection"] > 10 * recorded["label_spread"]["labels lead nowhere"] > 0
    assert all(r > 0.3 for r in recorded["style_shared"].values())
    assert recorded["undecided_blends"] < 0.4
