"""How the thresholds are set: on one half of the seeds, one threshold at a time, in the widest gap that serves best."""

import numpy as np

from gan_utils.diagnostics import VERDICTS, decide

# threshold → the measure that it is compared with
MEASURE = {
    "largest_loss": "largest_loss",
    "separation_high": "separation",
    "separation_low": "separation",
    "swing": "swing",
    "spread": "spread",
    "plausible": "plausible",
    "coverage": "coverage",
}
LOGARITHMIC = ("largest_loss",)  # its values differ by factors

# Where the search starts: round numbers.
START = {
    "largest_loss": 50.0,
    "separation_high": 0.9,
    "separation_low": 0.05,
    "swing": 0.1,
    "spread": 0.1,
    "plausible": 0.5,
    "coverage": 0.5,
}


def share_right(measured, labels, thresholds):
    """Return the share of runs whose verdict is their label, each label counting the same.

    >>> share_right([{"not_finite": 1}, {"not_finite": 0}], ["diverged", "undertrained"], {"plausible": 0.5,
    ...     "largest_loss": 9.0, "separation_low": 0.0, "swing": 1.0, "spread": 0.0, "separation_high": 1.0})
    0.5
    """
    right = np.array([decide(one, thresholds) == label for one, label in zip(measured, labels, strict=True)])
    labels = np.asarray(labels)
    return float(np.mean([right[labels == label].mean() for label in sorted(set(labels))]))


def fit(measured, labels, start=START, rounds=4):
    """Return thresholds that get most of these runs right, starting from `start`.

    In turn each threshold is tried at the middle of every gap between two neighbouring values of its measure. Of the
    middles that get most runs right, the one in the widest gap is taken; where neighbouring gaps do equally well,
    they count as one gap. It ends when a round changes nothing.

    Args:
        measured: list of dictionaries of measures.
        labels: the verdict that each deserves.
        start: dictionary of thresholds.
        rounds: at most.
    """
    thresholds = dict(start)
    for _ in range(rounds):
        before = dict(thresholds)
        for name, measure in MEASURE.items():
            values = np.array(sorted({one[measure] for one in measured if np.isfinite(one.get(measure, np.nan))}))
            thresholds[name] = _best(name, values, measured, labels, thresholds)
        if thresholds == before:
            break
    return thresholds


def _best(name, values, measured, labels, thresholds):
    if len(values) < 2:
        return thresholds[name]
    scale, back = (np.log, np.exp) if name in LOGARITHMIC else (np.asarray, np.asarray)
    points = scale(np.maximum(values, 1e-9) if name in LOGARITHMIC else values)
    middles = (points[:-1] + points[1:]) / 2
    scores = [share_right(measured, labels, thresholds | {name: float(back(middle))}) for middle in middles]
    good = np.flatnonzero(np.array(scores) >= max(scores) - 1e-12)
    plateaus = np.split(good, np.flatnonzero(np.diff(good) > 1) + 1)
    low, high = max(((points[one[0]], points[one[-1] + 1]) for one in plateaus), key=lambda ends: ends[1] - ends[0])
    return float(f"{float(back((low + high) / 2)):.3g}")


def confusion(labels, verdicts):
    """Return counts, label by verdict, as a list of rows in the order of `VERDICTS`.

    >>> confusion(["healthy"], ["mode_collapse"])[0][:2]
    [0, 1]
    """
    names = list(VERDICTS)
    table = np.zeros((len(names), len(names)), int)
    for label, verdict in zip(labels, verdicts, strict=True):
        table[names.index(label), names.index(verdict)] += 1
    return table.tolist()
