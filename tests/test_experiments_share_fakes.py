"""`gan-course share_fakes`: a short run, what is made of a table, and the table that is committed."""

import numpy as np
import pytest

from gan_course.experiments import share_fakes, table

ROW = "the course's DCGAN"


def test_a_run_trains_all_ways_from_one_start():
    run = share_fakes.run(ROW, seed=0, steps=4, turns=2, n_samples=100)
    first, *others = share_fakes.WAYS
    assert list(run["times_as_fast"]) == others
    assert all(len(ratios) == 1 and ratios[0] > 0 for ratios in run["times_as_fast"].values())
    for key in ("fcd", "fcd_raw"):
        assert list(run[key]) == list(share_fakes.WAYS) and len(set(run[key].values())) == 3
    gans = {way: share_fakes._gan(ROW, way, seed=3) for way in share_fakes.WAYS}
    assert [(gan.share_fakes, gan.simultaneous) for gan in gans.values()] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    for way in others:
        assert all(np.array_equal(*pair) for pair in zip(*(gans[w].get_weights() for w in (first, way)), strict=True))
    with pytest.raises(ValueError, match="unknown row 'another'"):
        share_fakes.run("another", seed=0)


def made_up(*fcds, times=(1.1, 1.2)):
    ways = [dict(zip(share_fakes.WAYS, (*pair, 0), strict=True)) for pair in fcds]
    ratios = {way: list(times) for way in list(share_fakes.WAYS)[1:]}
    return [{"fcd": each, "fcd_raw": each, "times_as_fast": ratios} for each in ways]


def test_a_difference_counts_where_its_interval_leaves_out_zero():
    """−3, −2 and −1: mean −2, deviation 1, and Student's factor for two degrees of freedom, 4.303, over √3."""
    unsure = share_fakes.verdicts(made_up((60, 57), (70, 68), (80, 79)))
    assert unsure["shared fakes: fcd"] == unsure["shared fakes: fcd_raw"] == ("-2.0 ± 2.5", True)
    assert unsure["simultaneous: fcd"] == ("-70.0 ± 24.8", False)  # 0 against 60, 70 and 80
    clear = share_fakes.verdicts(made_up((60, 55), (70, 66), (80, 77)))
    assert clear["shared fakes: fcd"] == ("-4.0 ± 2.5", False)


def test_the_ratio_is_the_median_of_all_turns():
    found = share_fakes.verdicts(made_up((1, 2), (2, 1)))
    assert found["shared fakes: times_as_fast"] == ("1.15 times (1.10 to 1.20)", True)
    assert found["simultaneous: times_as_fast"] == ("1.15 times (1.10 to 1.20)", False)
    fast = share_fakes.verdicts(made_up((1, 2), (2, 1), times=(1.3, 1.3)))
    assert [fast[f"{way}: times_as_fast"][1] for way in list(share_fakes.WAYS)[1:]] == [False, True]
    assert set(found) == set(share_fakes.PREDICTIONS)


def test_the_shipped_table_is_whole_and_of_todays_settings():
    fresh = table.fresh(share_fakes.EXPERIMENT)
    assert set(fresh) == {(row, seed) for row in share_fakes.ROWS for seed in share_fakes.SEEDS}
