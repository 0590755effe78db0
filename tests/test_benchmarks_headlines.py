"""The rows that the README includes, from results made up so that each figure can be worked out by hand."""

import pytest

from benchmarks import headlines, measure, throughput


def one(*values):
    return measure.spread(values)


def run(seconds_to, seconds, fcd):
    return {"seed": 0, "curve": [{"seconds": seconds, "steps": int(seconds / 2), "fcd": fcd}], "seconds_to": seconds_to}


def test_quality_names_the_seeds_that_came_there_and_how_far_the_others_were_trained():
    never, came = {"5.0": None, "6.5": None}, {"5.0": 12.0, "6.5": 20.0}
    result = {
        "samples": 2000,
        "digits": 4000,
        "systems": {
            "course": {
                "label": "ours",
                "runs": [run(came, 75.0, 40.0), run(came | {"6.5": None}, 75.0, 50.0)],
            },
            "tutorial": {"label": "theirs", "runs": [run(never, 600.0, 300.0)]},
            "tutorial_networks": {"label": "crossed", "runs": [run(came | {"5.0": 60.0}, 90.0, 70.0)]},
        },
        "longer": {
            "tutorial": {"5.0": {"reached": False, "score": 5.0}},
            "tutorial_networks": {"5.0": one(5.0) | {"reached": True, "score": 5.0, "beside": "ours"}},
        },
    }
    rows = dict(headlines.of_quality(result))
    assert rows["our DCGAN on 4,000 digits, from nothing to inception score 5"] == "12 s (2 of 2 seeds within 75 s)"
    assert rows["our DCGAN on 4,000 digits, from nothing to inception score 6.5"] == "20 s (1 of 2 seeds within 75 s)"
    assert rows["theirs, on 4,000 digits: to inception score 5"] == "not within 600 s, 300 of its 11,750 updates"
    assert rows["crossed, on 4,000 digits: how many times as long as ours to inception score 5"] == "5.0 times"
    assert rows["ours, on 4,000 digits: FCD of 2,000 samples after 75 s of training"] == "40 to 50"
    assert rows["theirs, on 4,000 digits: FCD of 2,000 samples after 600 s of training"] == "300"


def test_throughput_gives_ratios_and_the_share_of_the_matrix_product_rate():
    """2 GFLOP in 20 ms are 100 of 400 GFLOP/s; batches other than 64 have no row."""
    pair = {
        "networks": "course",
        "batch": 64,
        "milliseconds": {throughput.OURS: one(20.0, 19.0, 21.0)},
        "faster_than": {
            throughput.OURS: {"PyTorch eager": one(1.5, 1.4, 1.6), throughput.SHARED: one(0.8)},
            throughput.SHARED: {"tutorial's loop": one(1.1, 1.0, 1.2), throughput.OURS: one(1.2)},
            throughput.AT_ONCE: {"tutorial's loop": one(1.3)},
        },
        "gflop_a_step": {throughput.OURS: 2.0},
        "matrix_product_gflop_a_second": one(400.0),
    }
    what = "`fit` on the course networks, batch 64"
    assert list(headlines.of_throughput({"pairs": [pair, pair | {"batch": 256}]})) == [
        (what, "20.0 ms (19.0 to 21.0) a step, 25% of the machine's rate of matrix products"),
        (f"{what}, beside PyTorch eager", "1.50 (1.40 to 1.60) times as fast"),
        (f"{what} with `share_fakes`, beside tutorial's loop", "1.10 (1.00 to 1.20) times as fast"),
        (f"{what} with `simultaneous`, beside tutorial's loop", "1.30 times as fast"),
    ]


def test_the_slowest_view_speaks_for_the_sliders():
    views = {
        "a": {"median_ms": one(1.0), "p95_ms": one(2.0)},
        "b": {"median_ms": one(9.0), "p95_ms": one(11.0)},
    }
    rows = dict(headlines.of_slider({"kernel": views, "browser": {"skipped": "no Chromium"}}))
    assert list(rows.values()) == ["median 9.0 ms, 95th percentile 11.0 ms"]
    rows = dict(headlines.of_slider({"kernel": views, "browser": views}))
    assert list(rows.values())[1] == "median 9 ms"


def test_a_course_is_the_sum_of_its_seconds_and_the_most_of_its_memory():
    course = {"00": {"seconds": 10.0, "peak_memory": 1e9}, "01": {"seconds": 5.4, "peak_memory": 2.5e9}}
    assert list(headlines.of_course_laptop(course)) == [("2 notebooks at laptop", "15 s in all, at most 2.5 GB")]


@pytest.mark.parametrize("skipped", [True, False])
def test_what_was_not_measured_has_no_row(skipped):
    pressed = {"skipped": "no Chromium"} if skipped else one(6.0)
    result = {
        "imports": {"gan_utils alone": one(0.001)},
        "first_picture": {"from kernel start": one(5.0), "from Run All Cells, in a browser": pressed},
        "smoke": {"00": {"seconds": 9.0, "peak_memory": 1e9}},
    }
    assert len(list(headlines.of_start(result))) == (3 if skipped else 4)


def test_the_table_names_the_command_of_each_row():
    found = {"tests": {"result": {"seconds": 90.0, "peak_memory": 3e9, "summary": "5 passed"}}}
    rows = headlines.table(found, lambda name, one: []).splitlines()
    assert rows[2:] == ["| `make test` | 1.5 min, 3.0 GB: 5 passed | `make bench PART=tests` |"]


def test_what_an_earlier_code_measured_says_what_has_changed_since():
    found = {"tests": {"result": {"seconds": 90.0, "peak_memory": 3e9, "summary": "5 passed"}}}
    command = "`make bench PART=tests`"
    rows = headlines.table(found, lambda name, one: [f"{name} take less memory"]).splitlines()
    assert rows[3:] == [f"| changed since {command} was measured | tests take less memory | {command} |"]
