"""What notebook 16 promises its readers."""

import numpy as np


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile; the tables are the same at each."""
    _by_hand(recorded)
    _attacks(recorded["attacks"])
    _detectors(recorded["detectors"])
    _marks(recorded)
    _minority(recorded["minority"])
    if profile == "smoke":
        return
    _live(recorded)


def _by_hand(recorded):
    """Pairs and coins by hand, and the alarm of which one in six is true."""
    by_hand, found, true = recorded["auc_by_hand"]
    assert abs(by_hand - 10.5 / 12) < 1e-9 and found == 0.95
    assert abs(1 / true - 6) < 0.5  # "about one alarm in six"
    assert abs(recorded["chance"]["13"] - 697 / 65536) < 1e-9


def _attacks(rows):
    logit = {row: [area[0] for area in each["logit"]] for row, each in rows.items()}
    assert all(len(found) == 3 for found in logit.values())


def _detectors(rows):
    assert len(rows) == 4


def _marks(recorded):
    assert set(recorded["marks"]) == {"hardened mark", "plain mark"}


def _minority(rows):
    assert rows["no zeros"]["data"][0] == 0


def _live(recorded):
    assert recorded["live_right"]["dcgan"][0] > 0.5
    assert np.isfinite(list(recorded["curve"].values())).all()
