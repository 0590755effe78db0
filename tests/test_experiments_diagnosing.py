"""The labelled runs: what is kept of them gives the published matrix and the package's thresholds again."""

import argparse
import json

import numpy as np
import pytest
from made_up_runs import BALANCED, GOOD, STEPS, a_history

from gan_course.experiments import diagnosing, table
from gan_course.experiments.diagnosing import fitting
from gan_course.experiments.diagnosing import runs as runs_module
from gan_course.experiments.diagnosing import table as table_module
from gan_utils.diagnostics import THRESHOLDS, VERDICTS, diagnose, history_measures


@pytest.fixture(scope="module")
def published():
    return diagnosing.load()


@pytest.fixture(scope="module")
def labelled():
    """{(configuration, dataset, seed): (label, verdict from the kept history and samples, measures)}."""
    runs, true = diagnosing.load_runs()
    facts = {(one["row"], one["task"], one["seed"]): one["facts"] for one in diagnosing.load()["runs"]}
    found = {}
    for key, (history, samples) in runs.items():
        if diagnosing.confirmed(diagnosing.label_of(key[0]), facts[key], key[1]):
            verdict = diagnose(history, samples, real=true[key[1]]).verdict
            found[key] = (
                diagnosing.label_of(key[0]),
                verdict,
                diagnosing.measures(history, samples, true[key[1]]),
            )
    return found


def accept(labels, verdicts):
    """What issue and brief ask of the half that is judged: nine in ten right, one healthy run in ten called broken."""
    right = np.mean([label == verdict for label, verdict in zip(labels, verdicts, strict=True)])
    healthy = [verdict for label, verdict in zip(labels, verdicts, strict=True) if label == "healthy"]
    return right >= 0.9 and np.mean([verdict != "healthy" for verdict in healthy]) <= 0.1


def judged(labelled):
    chosen = [value for key, value in labelled.items() if key[2] in (2, 3)]
    return [label for label, _, _ in chosen], [verdict for _, verdict, _ in chosen]


def test_there_are_enough_labelled_runs(published, labelled):
    assert len(published["runs"]) >= 60 and len({key[0] for key in labelled}) >= 10
    assert {key[1] for key in labelled} == {"ring", "digits"}
    assert {label for label, _, _ in labelled.values()} == set(VERDICTS)
    assert len(published["not_confirmed"]) <= 0.1 * len(published["runs"])


def test_nine_in_ten_are_right_on_seeds_that_set_no_threshold(labelled):
    labels, verdicts = judged(labelled)
    assert len(labels) >= 30
    assert accept(labels, verdicts)
    # and the same question turns down what is no diagnosis
    assert not any(accept(labels, [verdict] * len(labels)) for verdict in VERDICTS)
    swapped = dict(zip(VERDICTS, [*list(VERDICTS)[1:], "healthy"], strict=True))
    assert not accept([swapped[label] for label in labels], verdicts)


def test_the_published_matrix_is_what_the_kept_runs_give(published, labelled):
    labels, verdicts = judged(labelled)
    assert published["confusion"] == fitting.confusion(labels, verdicts)
    assert published["verdicts"] == list(VERDICTS)
    assert published["judged"] == len(labels) and published["right"] == np.trace(np.array(published["confusion"]))


def test_the_thresholds_come_from_the_other_half(published, labelled):
    ours = [value for key, value in labelled.items() if key[2] in (0, 1)]
    thresholds = fitting.fit([measured for _, _, measured in ours], [label for label, _, _ in ours])
    assert thresholds == pytest.approx(THRESHOLDS, rel=0.02)
    assert published["thresholds"] == THRESHOLDS


def test_a_threshold_is_put_in_the_middle_of_the_widest_gap():
    base = {
        "not_finite": 0,
        "largest_loss": 1.0,
        "separation": 0.3,
        "swing": 0.0,
        "spread": 1.0,
        "plausible": 1.0,
    }
    coverages = {0.1: "mode_collapse", 0.2: "mode_collapse", 0.6: "healthy", 0.7: "healthy"}
    runs = [base | {"coverage": value} for value in coverages]
    thresholds = dict(fitting.START)
    got = fitting._best("coverage", np.array(list(coverages)), runs, list(coverages.values()), thresholds)
    assert got == 0.4  # (0.2 + 0.6) / 2
    assert fitting.share_right(runs, list(coverages.values()), thresholds | {"coverage": 0.15}) == pytest.approx(0.75)


def test_the_command_keeps_its_runs_and_makes_only_what_is_missing(tmp_path, monkeypatch, capsys):
    elsewhere = diagnosing.EXPERIMENT._replace(folder=tmp_path, arrays_folder=tmp_path)
    monkeypatch.setattr(table_module, "EXPERIMENT", elsewhere)
    ask = lambda *rows: diagnosing.main(argparse.Namespace(rows=rows, tasks=["ring"], seeds=[0], again=False))
    made = []

    def quick(name, dataset, seed):
        made.append(name)
        facts = {
            "finite": True,
            "modes": 8,
            "good": 0.9,
            "wander": 0.0,
            "auc": 0.5,
            "growth": 1.0,
            "steps": STEPS,
        }
        return (BALANCED if name == "R1" else a_history(1.0, 0.0, "wasserstein")), GOOD[:200], facts

    monkeypatch.setattr(runs_module, "run", quick)
    ask("R1")
    ask("R1", "gradient penalty")
    assert "right on the other half: 0 of 0" in capsys.readouterr().out
    assert made == ["R1", "gradient penalty"]
    runs, _ = diagnosing.load_runs()
    assert set(runs) == {("R1", "ring", 0), ("gradient penalty", "ring", 0)}
    kept = history_measures(runs["R1", "ring", 0][0])
    assert kept == pytest.approx(history_measures(BALANCED), rel=2e-3, abs=1e-5)  # 11 bits
    assert json.loads((tmp_path / "diagnosis.json").read_text())["command"] == "gan-course diagnosing"
    with pytest.raises(ValueError, match="slow generator"):
        ask("slow")


def test_judging_the_kept_runs_again_gives_what_is_published(published):
    again = json.loads(json.dumps(diagnosing.judge(table.with_arrays(diagnosing.EXPERIMENT))))
    assert again == {key: published[key] for key in again} and "wrong" in again
