"""What notebook 11 promises its readers."""

import numpy as np


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile; the tables are the same at each."""
    _by_hand(recorded)
    _codes(recorded["codes"])
    _sprites(recorded["sprites"])
    _ways(recorded["ways"])
    if profile == "smoke":
        return
    _live(recorded["live"])
    _dot(recorded["dot"])
    _looking(recorded["on_ink"])


def _by_hand(recorded):
    """The bound meets the information where the head is right, the step is the trainer's, and chance is chance."""
    truth, bounds = recorded["channel"]
    assert abs(bounds["true probabilities"] - truth) < 1e-6 and abs(bounds["each as likely"]) < 1e-6
    assert bounds["too sure"] < 0  # "the lowest"
    assert recorded["step_gap"] < 1e-4
    own, other = recorded["chance"]
    assert own > 0.18 and abs(other - 0.1) < 0.01
