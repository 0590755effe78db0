"""What notebook 08 promises its readers."""

from itertools import pairwise

import numpy as np


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile; the tables are the same at each."""
    _suspects(recorded)
    _sizes(recorded)
    _help(recorded)
    _networks(recorded)
    _transfer(recorded)
    changes = [change for _, change, _ in recorded["ranking"]]
    assert changes == sorted(changes)
    row, steps, _, rerun_gap, _ = recorded["rerun"]
    if profile != "smoke":
        assert row == "50 digits" and steps >= 1000 and rerun_gap > 0.5


def _suspects(recorded):
    """Those of known guilt, by features and by pixels."""
    suspects, z = recorded["suspects"], recorded["suspects_z"]
    assert all(0.4 < share < 0.6 for share in suspects["honest"]) and all(abs(each) < 3 for each in z["honest"])
    assert all(share > 0.9 for share in suspects["copier"]) and all(each < -10 for each in z["copier"])
    assert all(0.6 < share < 0.9 for share in suspects["half copier"])
    by_features, by_pixels = suspects["shifter"]
    assert by_features > 0.6 and abs(by_pixels - 0.5) < 0.1


def _sizes(recorded):
    """500 digits do as well as 4,000 and 50 do not; D learns them by heart first, and then the samples turn to them."""
    sizes = ["4,000 digits", "500 digits", "50 digits", "10 digits"]
    fcd = {name: np.mean(values) for name, values in recorded["fcd_by_size"].items()}
    pixels, gap = recorded["share_in_pixels"], recorded["gap_by_size"]
    assert 0.8 < fcd["500 digits"] / fcd["4,000 digits"] < 1.2 and fcd["50 digits"] > 1.2 * fcd["500 digits"]
    assert fcd["10 digits"] < fcd["50 digits"]  # "can come out nearer"
    assert all(gap[more] < gap[fewer] for more, fewer in pairwise(sizes))
    assert all(pixels[more][0] < pixels[fewer][0] for more, fewer in pairwise(sizes))
    assert abs(pixels["4,000 digits"][0] - pixels["4,000 digits"][1]) < 0.1 and pixels["10 digits"][0] > 0.95
    copies = {name: np.mean(values) for name, values in recorded["copies_in_pixels"].items()}
    assert copies["10 digits"] > 0.05 and max(copies[name] for name in sizes[:3]) < 0.01  # "at 10 digits only"

    normalised = {
        name: {int(step): value for step, value in found.items()} for name, found in recorded["normalised_gap"].items()
    }
    share = {
        name: {int(step): np.mean(values) for step, values in found.items()}
        for name, found in recorded["early_share"].items()
    }
    first, last = min(normalised["50 digits"]), max(normalised["50 digits"])
    assert normalised["50 digits"][first] > 0.7 and normalised["50 digits"][last] > 1  # "near 1", "above 1"
    assert 0.6 < share["50 digits"][first] < share["50 digits"][last] - 0.05  # "nearer, too", "goes on rising"
    assert normalised["10 digits"][first] > 1 and share["10 digits"][first] > 0.8  # "both are there"
    assert abs(normalised["4,000 digits"][first]) < 0.2 and normalised["4,000 digits"][last] < 0.3
    assert normalised["500 digits"][first] < 0.3 and normalised["500 digits"][last] > 0.5  # "most of what"
    assert abs(share["500 digits"][last] - 0.5) < 0.15  # "next to nothing"


def _help(recorded):
    """Moves take away what D knows by heart, at a price; R1 shrinks the logits and not what D knows."""
    helped, copied, gaps = recorded["helped"], recorded["copied"], recorded["gaps_helped"]
    for size in ("500", "50"):
        for moves in ("translation", "all three"):
            assert gaps[f"{size} + {moves}"][1] < 0.5 * gaps[f"{size} digits"][1]  # "closes most of"
        for kept in ("intensity", "cutout"):
            assert gaps[f"{size} + {kept}"][1] > 0.7 * gaps[f"{size} digits"][1]  # "goes on learning by heart"
    assert copied["50 + translation"][2] == copied["50 + all three"][2] == "lower"
    assert copied["50 + intensity"][2] == "higher"
    assert helped["500 + translation"][2] == "higher"
    assert helped["50 + translation"][0] < 0 and helped["50 + translation"][2] == "cannot tell"
    logits, normalised = zip(gaps["50 without batch norm + R1"], gaps["50 without batch norm"], strict=True)
    assert logits[0] < 0.5 * logits[1] and normalised[0] > 0.75 * normalised[1]
    # What only the real images are changed by ends up in the samples.
    off_centre = recorded["off_centre"]
    assert off_centre["500 + translation of real only"] > 1.5 * off_centre["500 digits"]


def _networks(recorded):
    """The deep pairs lead on 4,000 early and late; on 50 the residual one leads early and copies late."""
    early, late = ({name: found[i] for name, found in recorded["networks"].items()} for i in (0, 1))
    for deep in ("residual", "densely connected"):
        assert early[deep] < 0.75 * early["small"] and late[deep] < 0.6 * late["small"]
        assert recorded["networks_at_the_end"][deep][2] == "lower"
    sizes = recorded["network_parameters"]
    assert max(sizes["residual"], sizes["densely connected"]) < 1.4 * sizes["small"]
    fcd, share, _ = recorded["networks_on_50"]["residual"]
    assert fcd > 2 * recorded["networks_on_50"]["small"][0] and share > 0.9
    early_on_50 = recorded["networks_on_50_early"]
    assert early_on_50["residual"] < early_on_50["small"]


def _transfer(recorded):
    """Fine-tuning is sooner there in every seed, and at the end three seeds cannot tell."""
    tuned = recorded["tuned"]["fine-tuned"]
    last = max(tuned, key=int)
    others = dict(recorded["transfer"])  # "training from scratch is ahead in two seeds"
    scratch = others.pop("from scratch")
    assert sum(one < min(rest) for one, *rest in zip(scratch, *others.values(), strict=True)) == 2
    assert recorded["sooner_in"] == 3 and tuned[last][2] == "cannot tell"
    assert recorded["tuned"]["fine-tuned, D half frozen"][last][2] == "cannot tell"
