"""The benchmark of the plane laboratory: what it makes of the page's clock."""

import pytest

from benchmarks import plane


def test_the_rate_leaves_the_first_second_out_and_names_the_longest_gap():
    times = [0.0, 900.0, *range(1000, 2001, 50), 2150.0]
    assert plane.rate(times) == (pytest.approx(1000 * 21 / 1150), 150.0)


def test_a_table_has_a_row_for_each_pace(monkeypatch):
    spread = {"median": 20.0, "low": 19.0, "high": 21.0, "values": [19.0, 20.0, 21.0]}
    monkeypatch.setattr(plane.in_browser, "missing", lambda: None)
    monkeypatch.setattr(plane, "shown", lambda *_: {"2": {"pictures_per_second": spread, "longest_gap_ms": spread}})
    ((_, _, rows),) = plane.tables(plane.run())
    assert rows == [["2", "20.0 (19.0 to 21.0)", "20 (19 to 21)"]]
    monkeypatch.setattr(plane.in_browser, "missing", lambda: "no Chromium here")
    assert plane.tables(plane.run())[0][2] == [["no Chromium here"]]
