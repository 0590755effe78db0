"""The table of remedies: what counts as undoing, and that the library's counts are those of the table."""

import pytest

from gan_course.experiments import remedies
from gan_course.experiments.diagnosing import configurations
from gan_utils.diagnostics import CURED, VERDICTS, diagnose, ranked
from gan_utils.diagnostics import remedies as library


def test_the_library_s_counts_are_those_of_the_table():
    assert remedies.counts(remedies.load()["runs"]) == CURED


def test_every_remedy_that_is_named_is_measured_or_said_not_to_be():
    assert {remedy for _, remedy in CURED} == set(remedies.REMEDIES) - {"nothing"}
    assert {remedy for _, remedy in CURED} <= set(library._WORDS)
    assert {verdict for verdict, _ in CURED} == set(VERDICTS) - {"healthy"}
    tried = {(remedies.BREAKS[name][0], remedy) for name, remedy in (row.split(" / ") for row in remedies.ROWS)}
    assert set(CURED) <= tried


def test_undoing_is_changing_what_was_broken():
    undoes = {remedy for remedy in remedies.REMEDIES if remedies.undoes("fast generator", remedy, "ring")}
    assert undoes == {"non-saturating loss", "equal rates", "slower generator", "lower rates", "higher rates"}
    assert remedies.undoes("flat discriminator", "lighter penalty", "digits")
    assert not remedies.undoes("few kinds", "penalty", "ring")  # its R1 is part of a good recipe
    assert not remedies.undoes("slow discriminator", "non-saturating loss", "ring")  # it changes nothing there


def test_a_break_is_what_diagnosing_breaks():
    for name, (label, _) in remedies.BREAKS.items():
        if name in configurations.CONFIGURATIONS:
            chosen = configurations.settings(name, "digits")
            assert label == chosen["label"]
            broken = remedies.broken(name, "digits")
            assert {key: broken[key] for key in ("loss", "g_rate", "d_rate", "beta_1", "kinds", "share", "noise")} == {
                key: chosen[key] for key in ("loss", "g_rate", "d_rate", "beta_1", "kinds", "share", "noise")
            }


def test_a_remedy_keeps_what_it_does_not_change():
    broken, treated = (remedies.broken("momentum", "ring"), remedies.settings("momentum / average", "ring"))
    assert {key for key in treated if treated[key] != broken[key]} == {"ema_decay"}


def test_counts_keep_cures_apart_from_undoings():
    runs = [
        {"row": "fast generator / equal rates", "undoes": True, "healthy": True},
        {"row": "fast generator / penalty", "undoes": False, "healthy": False},
        {"row": "fast discriminator / penalty", "undoes": False, "healthy": True},
        {"row": "fast generator / nothing", "undoes": False, "healthy": True},
    ]
    found = remedies.counts(runs)
    assert found["mode_collapse", "equal rates"] == (0, 0, 1, 1)
    assert found["mode_collapse", "penalty"] == (1, 2, 0, 0)
    assert sum(map(sum, found.values())) == 2 + 3


def test_the_remedies_come_in_the_order_of_what_they_cured():
    for verdict in set(VERDICTS) - {"healthy"}:
        shares = []
        for remedy in ranked(verdict):
            one, of, undone, of_undone = CURED[verdict, remedy]
            shares.append((one + undone) / max(1, of + of_undone))
        assert shares == sorted(shares, reverse=True), verdict


def test_the_diagnosis_says_how_often():
    flat = {"d_real_term": [0.01] * 80, "d_fake_term": [0.01] * 80, "g_loss": [5.0] * 80}
    found = " ".join(diagnose(flat | {"d_x": [0.99] * 80, "d_g_z": [0.01] * 80}).remedies)
    one, of, _, _ = CURED["discriminator_overpowers", "penalty"]
    assert f"It cured {one} of {of} runs broken elsewhere" in found


def test_a_run_is_measured_and_keeps_its_facts(monkeypatch):
    facts = {"finite": True, "modes": 8, "good": 0.9, "wander": 0.05, "auc": 0.5, "growth": 1.0}
    monkeypatch.setattr(remedies.diagnosing_runs, "trained", lambda chosen, task, seed: ({}, None, facts))
    assert remedies.measure("momentum / penalty", "ring", 0)[0] == {"healthy": True, "undoes": False, "facts": facts}
    monkeypatch.setattr(remedies.diagnosing_runs, "trained", lambda *_: ({}, None, facts | {"modes": 7}))
    assert not remedies.measure("momentum / penalty", "ring", 0)[0]["healthy"]


def test_new_counts_replace_the_old_ones_and_nothing_else(tmp_path):
    copy = tmp_path / "remedies.py"
    copy.write_text(remedies.LIBRARY.read_text())
    remedies.put(CURED, copy)
    assert copy.read_text() == remedies.LIBRARY.read_text()
    key = ("diverged", "penalty")
    remedies.put(CURED | {key: (7, 8, 9, 10)}, copy)
    changed = set(copy.read_text().splitlines()) - set(remedies.LIBRARY.read_text().splitlines())
    assert changed == {'    ("diverged", "penalty"): (7, 8, 9, 10),'}


@pytest.mark.parametrize("row", ["momentum / prayer", "momentum"])
def test_an_unknown_row_is_named(row):
    with pytest.raises(ValueError, match="unknown row"):
        remedies.settings(row, "ring")
