"""What notebook 14 promises its readers."""

import numpy as np


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile; the tables are the same at each."""
    _by_hand(recorded)
    _race(recorded["digits"])
    _calls(recorded["frontier"], recorded["digits"])
    _post(recorded["post"], recorded["frontier"], recorded["digits"])
    _ring(recorded["ring"], recorded["ring_numbers"])
    _turns(recorded["wheels"], recorded["borders"])
    if profile == "smoke":
        return
    _live(recorded["live"])


def _by_hand(recorded):
    """Both methods fall as the prose says, and the step is the trainer's."""
    falls = recorded["orders"]
    assert abs(falls["euler"] - 2) < 0.1 and abs(falls["midpoint"] - 8) < 0.2  # "a half", "an eighth"
    assert recorded["step_gap"] < 1e-4


def _race(digits):
    """The GAN is ahead at the end, not at every checkpoint; with another Adam it is nearly a tie; all still fall."""
    gan, usual, flow = (np.array(found["fcd"]) for found in digits.values())
    assert (gan[:, -1] < flow[:, -1]).all() and (gan > flow).sum() == 2 and gan.size == 12  # "two of the twelve"
    assert (gan > flow).any(axis=1).sum() == 1 and (gan > flow)[:, :2].sum() == 2  # "in one seed", "the first half"
    assert (gan[:, 0] < flow[:, 0]).sum() == 2  # "after about 5 seconds"
    assert gan[:, -1].round().tolist() == [97, 90, 92] and flow[:, -1].round().tolist() == [133, 112, 115]
    raw, _, flow_raw = (np.round(found["raw_fcd"]).astype(int) for found in digits.values())
    assert (raw.min(), raw.max(), flow_raw.min(), flow_raw.max()) == (90, 106, 120, 124)
    assert (flow[:, -1] < usual[:, -1]).sum() == 2 and abs(usual[:, -1].mean() - flow[:, -1].mean()) < 1
    assert usual[:, -1].mean() - gan[:, -1].mean() > 20  # "worth as much"
    for each in (gan, usual, flow):
        assert (np.diff(each, axis=1) < 0).all()  # "still fall"
    spent = [np.mean([run[-1] for run in found["processor_seconds"]]) for found in digits.values()]
    assert max(spent) / min(spent) < 1.1  # "the same"


def _calls(frontier, digits):
    """More calls help, less and less; one call draws the mean; the midpoint method is ahead at 4 and at 8."""
    means = {key: np.mean(values) for key, values in frontier.items()}
    one, eight = np.array(frontier["euler 1"]), np.array(frontier["midpoint 8"])
    assert (one >= 3 * eight).all() and 500 < one.mean() < 650
    for fewer, more in (("euler 1", "midpoint 2"), ("midpoint 2", "midpoint 4"), ("midpoint 4", "midpoint 8")):
        assert (np.array(frontier[more]) < np.array(frontier[fewer])).all()  # in every seed
    for calls in (4, 8):  # "in every seed"
        assert (np.array(frontier[f"midpoint {calls}"]) < np.array(frontier[f"euler {calls}"])).all()
    assert 7 < means["midpoint 8"] - means["midpoint 50"] < 13  # "about ten points"
    gan = np.mean([run[-1] for run in digits["digits, GAN"]["fcd"]])
    assert gan < means["midpoint 50"]  # "better than the flow in 50"
    usual = np.mean([run[-1] for run in digits["digits, GAN, β₁ .5"]["fcd"]])
    assert abs(usual - means["midpoint 8"]) < 5  # "level with the flow's 8 calls"


def _post(post, frontier, digits):
    """Adversarial steps more than halve the one step's FCD; many calls stay ahead; fresh weights stay behind."""
    before, after, scratch = (np.array(post[which]) for which in ("before", "after", "scratch"))
    assert (after <= before / 2).all() and 3.5 < before.mean() / after.mean() < 4.5  # "a quarter"
    assert after.mean() > np.mean(frontier["midpoint 8"]) + 10  # the second prediction failed
    assert (scratch > before).all()  # "worse than the blot"
    spent = {row: np.mean([run[-1] for run in found["processor_seconds"]]) for row, found in digits.items()}
    more, gan, flow = np.mean(post["seconds"]), spent["digits, GAN"], spent["digits, flow"]
    assert 0.4 < more / flow < 0.5 and 1.4 < (flow + more) / gan < 1.55  # "nearly half", "half as long again", and
    assert np.mean([run[-1] for run in digits["digits, GAN"]["fcd"]]) < after.mean()  # "better"
    assert post["same_noise"] == 32  # "each of 32"


def _ring(ring, numbers):
    """Without a price on moving noise two seeds agree by chance; with it, and along a flow, nearly always."""
    free, priced, flow = (np.array(ring[row]) for row in ("ring, λ = 0", "ring, λ .2 → .005", "ring, flow"))
    assert free[:, 0].max() < 0.5 and priced[:, 0].min() >= 0.85 and flow[:, 0].min() >= 0.9  # all three held
    assert abs(np.concatenate([free, priced, flow])[:, 3] - 1 / 8).max() < 0.02
    assert free[:, 0].max() < 1 / 8 and priced[:, 0].min() == 0.86 and f"{priced[:, 0].max():.1%}" == "93.5%"
    moved = {row: np.array(each["moved"]) for row, each in numbers.items()}
    times = moved["ring, λ = 0"] / moved["ring, λ .2 → .005"]
    assert times.min() > 5.5 and times.max() < 10.5  # "a sixth to a tenth"
    inside = {row: np.array(each["inside"]) for row, each in numbers.items()}
    assert (inside["ring, λ .2 → .005"] >= inside["ring, λ = 0"]).all()  # "in every seed"
    assert (inside["ring, λ = 0"] > inside["ring, flow"]).all()
    assert all(np.min(each["covered"]) == 8 for each in numbers.values())


def _turns(wheels, borders):
    """Without the price one turn a seed says where noise goes, one of them mirrored; two flows differ at borders."""
    assert all(share > 0.9 for share, _, _ in wheels) and len({turn for _, _, turn in wheels}) == 3
    assert sorted(way for _, way, _ in wheels) == [-1, 1, 1]  # "one wheel is mirrored"
    assert len(borders) == 3 and max(borders) < 2  # "within two degrees"


def _live(live):
    """The loss comes near what the exact velocity leaves, and points reach the ring with the steps."""
    assert live["least"] - 0.1 < live["loss"] < live["least"] + 0.2  # "within 0.2"
    on = live["on"]
    assert on["Euler, 1 step"] < 0.05 and on["Euler, 16 steps"] > on["Euler, 4 steps"] >= on["Euler, 2 steps"]
    assert on["exact velocity"] > 0.9 and on["exact velocity, Euler, 16 steps"] > 0.95  # "nearly every point"
