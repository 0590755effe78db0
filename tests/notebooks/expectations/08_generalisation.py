"""What notebook 08 promises its readers."""

from itertools import pairwise

import numpy as np


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile."""
    # Suspects of known guilt, by features and by pixels.
    suspects = recorded["suspects"]
    assert all(0.4 < share < 0.6 for share in suspects["honest"])
    assert all(share > 0.9 for share in suspects["copier"])
    assert all(0.6 < share < 0.9 for share in suspects["half copier"])
    by_features, by_pixels = suspects["shifter"]
    assert by_features > 0.6 and abs(by_pixels - 0.5) < 0.1

    # Fewer digits: 500 do as well as 4,000, and 50 do not; D learns them by heart, and the samples follow.
    sizes = ["4,000 digits", "500 digits", "50 digits", "10 digits"]
    fcd, gap, pixels = (recorded[key] for key in ("fcd_by_size", "gap_by_size", "share_in_pixels"))
    assert 0.85 < fcd["500 digits"] / fcd["4,000 digits"] < 1.15 and fcd["50 digits"] > 1.2 * fcd["500 digits"]
    assert all(gap[more] < gap[fewer] for more, fewer in pairwise(sizes))
    assert abs(gap["4,000 digits"]) < 0.5 and gap["50 digits"] > 4
    assert all(pixels[more][0] < pixels[fewer][0] for more, fewer in pairwise(sizes))
    assert abs(pixels["4,000 digits"][0] - pixels["4,000 digits"][1]) < 0.1 and pixels["10 digits"][0] > 0.95

    # Moves and all three changes cost more than they bring here; intensity brings something in every seed.
    gained = recorded["gained"]
    assert gained["500 + translation"] < 0 and gained["500 + all three"] < 0 < gained["500 + intensity"]
    assert gained["500 + translation of real only"] < gained["500 + translation"]
    plain, helped = map(np.array, recorded["intensity_longer"])
    assert len(plain) == len(helped) == 3 and (helped < plain).all()
    assert abs(recorded["intensity_gain"] - (1 - helped.mean() / plain.mean())) < 1e-3
    # What only the real images are changed by ends up in the samples.
    off_centre = recorded["off_centre"]
    assert off_centre["500 + translation of real only"] > 1.5 * off_centre["500 digits"]

    scratch, tuned = (np.array(recorded["transfer"][name]) for name in ("from scratch", "fine-tuned"))
    assert recorded["fine_tuning_wins"] == len(scratch) == 3 and (tuned < scratch).all()
    changes = [change for _, change in recorded["ranking"]]
    assert changes == sorted(changes, reverse=True)
    row, steps, _, rerun_gap, _ = recorded["rerun"]
    if profile != "smoke":
        assert row == "50 digits" and steps >= 1000 and rerun_gap > 1
