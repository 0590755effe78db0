"""The committed results of the benchmark: the page and the README say what the files say."""

import json
import subprocess
import sys

import pytest

from benchmarks import headlines, measure, report

README = (measure.ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def found():
    results = report.load()
    if not results:
        pytest.skip("nothing is measured yet: `make bench`")
    return results


def test_every_part_of_a_default_run_was_measured_in_full(found):
    assert set(report.DEFAULT) <= set(found)
    assert not any(one["quick"] for one in found.values())
    assert all(one["machine"]["processor"] and one["machine"]["cores"] >= 1 for one in found.values())


def test_a_default_run_takes_less_than_50_minutes(found):
    assert sum(found[name]["seconds"] for name in report.DEFAULT) < 50 * 60


def test_the_page_is_made_from_the_files(found):
    assert (report.FOLDER / report.PAGE).read_text(encoding="utf-8") == report.page(found)


def test_the_readme_s_figures_are_the_files(found):
    table = headlines.table(found, report.outdated)
    assert (report.FOLDER / report.HEADLINES).read_text(encoding="utf-8") == table
    assert f"<!-- benchmark -->\n{table}<!-- /benchmark -->" in README
    changed = json.loads(json.dumps(found))
    pair = next(pair for pair in changed["throughput"]["result"]["pairs"] if pair["batch"] == 64)
    pair["milliseconds"]["our fit"]["median"] *= 2
    assert headlines.table(changed, report.outdated) != table


def test_a_part_whose_code_has_changed_says_so(found, monkeypatch):
    from benchmarks import throughput

    page = report.page(found)
    for name, one in found.items():
        changes = report.outdated(name, one)
        assert all(change in page for change in changes) and bool(changes) == (
            one.get("state", 1) < report.state_of(__import__(report.PARTS[name], fromlist=["CHANGES"]))
        )
    now = {"throughput": found["throughput"] | {"state": report.state_of(throughput), "commit": "abcdef1"}}
    assert "an earlier state" not in report.page(now) and ", at commit abcdef1." in report.page(now)
    monkeypatch.setattr(throughput, "CHANGES", throughput.CHANGES | {99: "a step is twice as long"})
    assert "Since then: a step is twice as long." in report.page(now)
    assert "| changed since `make bench PART=throughput` was measured | a step is twice as long |" in headlines.table(
        now, report.outdated
    )


def test_the_commit_is_noted_and_whether_files_differ_from_it(tmp_path):
    git = lambda *words: subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True, text=True)
    git("init", "-q")
    (tmp_path / "a").write_text("1")
    git("add", "a")
    git("-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "first")
    known = git("rev-parse", "--short=7", "HEAD").stdout.strip()
    assert measure.commit(tmp_path) == known
    (tmp_path / "a").write_text("2")
    assert measure.commit(tmp_path) == f"{known} and changes"


def test_every_table_has_rows_as_long_as_its_header(found):
    import importlib

    for name, one in found.items():
        tables = importlib.import_module(report.PARTS[name]).tables(one["result"])
        assert tables
        for title, header, rows in tables:
            assert title and rows and all(len(row) == len(header) for row in rows), (name, title)


def test_both_networks_have_the_same_parameters_in_pytorch_as_here(found):
    """Asserted when they are measured; here, that the tutorial's are the published ones."""
    pairs = {pair["networks"]: pair["parameters"] for pair in found["throughput"]["result"]["pairs"]}
    assert pairs["tutorial"] == [2_330_944, 212_865]


def test_an_unknown_part_is_refused_with_the_list():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "thruput"], cwd=measure.ROOT, capture_output=True, text=True
    )
    assert done.returncode == 2 and "unknown part thruput" in done.stderr and "throughput" in done.stderr


def test_ratios_are_taken_pair_by_pair_and_turns_go_round():
    """2/1, 9/3: the median of the ratios is 2.5, though the ratio of the medians is 5.5/2."""
    assert measure.ratios([2.0, 9.0], [1.0, 3.0])["median"] == 2.5
    order = []
    measure.in_turns({"a": lambda: order.append("a") or 1, "b": lambda: order.append("b") or 1}, 2)
    assert order == ["a", "b", "a", "b"]


def test_a_worker_that_ends_says_why():
    with pytest.raises(RuntimeError, match="no such thing"):
        measure.Worker([sys.executable, "-c", "raise ValueError('no such thing')"])


def test_run_alone_reports_seconds_memory_and_failures():
    done = measure.run_alone(
        [sys.executable, "-c", "x = bytearray(50_000_000); import time; time.sleep(0.5); print('done')"]
    )
    assert done["said"].strip() == "done" and done["seconds"] > 0 and done["peak_memory"] > 50_000_000
    with pytest.raises(RuntimeError, match="went wrong"):
        measure.run_alone([sys.executable, "-c", "raise SystemExit('went wrong')"])
