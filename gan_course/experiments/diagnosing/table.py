"""What is kept of the labelled runs, the thresholds they give, and the confusion matrix."""

import numpy as np

from gan_course.experiments import common, table
from gan_course.experiments.diagnosing import runs
from gan_course.experiments.diagnosing.configurations import (
    CONFIGURATIONS,
    DATASETS,
    JUDGED_ON,
    N_KEPT,
    POINTS,
    SEEDS,
    SET_ON,
    confirmed,
    label_of,
    settings,
    shared,
)
from gan_course.experiments.diagnosing.fitting import confusion, fit
from gan_course.paths import ROOT
from gan_utils.diagnostics import THRESHOLDS, VERDICTS, decide, history_measures, sample_measures
from gan_utils.diagnostics.signals import KEYS

LEVELS = 16  # the digits have 17 grey levels, and the kept samples are rounded to them


def _measure(name, dataset, seed):
    history, samples, facts = runs.run(name, dataset, seed)
    arrays = {"history": thinned(history), "samples": _packed(samples)}
    return {"label": label_of(name), "facts": facts}, arrays


def judge(kept):
    """Set thresholds on the confirmed runs of one half of the seeds; return them with the verdicts on the other.

    Args:
        kept: list of (run, arrays), as the table holds them.
    """
    true, facts = _real(), {_key(run): run["facts"] for run, _ in kept}
    measured = {_key(run): measures(*_unkept(arrays), true[run["task"]]) for run, arrays in kept}
    sound = [key for key in measured if confirmed(label_of(key[0]), facts[key], key[1])]
    ours, others = ([key for key in sound if key[2] in half] for half in (SET_ON, JUDGED_ON))
    if not ours:
        return {}
    labels = lambda keys: [label_of(key[0]) for key in keys]
    thresholds = fit([measured[key] for key in ours], labels(ours))
    verdicts = {key: decide(measured[key], thresholds) for key in sound}
    found = [verdicts[key] for key in others]
    healthy = [key for key in others if label_of(key[0]) == "healthy"]
    every = [key for key in measured if key[2] in JUDGED_ON]
    return {
        "seeds": {"set_on": list(SET_ON), "judged_on": list(JUDGED_ON)},
        "thresholds": thresholds,
        "right_where_set": sum(verdicts[key] == label_of(key[0]) for key in ours),
        "set_on": len(ours),
        "right": sum(verdicts[key] == label_of(key[0]) for key in others),
        "judged": len(others),
        "healthy_called_broken": sum(verdicts[key] != "healthy" for key in healthy),
        "healthy": len(healthy),
        "right_of_all": sum(decide(measured[key], thresholds) == label_of(key[0]) for key in every),
        "all": len(every),
        "not_confirmed": [list(key) for key in measured if key not in sound],
        "verdicts": list(VERDICTS),
        "confusion": confusion(labels(others), found),
        "wrong": [[*key, label_of(key[0]), verdicts[key]] for key in sound if verdicts[key] != label_of(key[0])],
    }


EXPERIMENT = table.Experiment(
    command="gan-course diagnosing",
    file="diagnosis",
    rows=CONFIGURATIONS,
    tasks=DATASETS,
    seeds=SEEDS,
    shared=shared,
    settings=settings,
    measure=_measure,
    summary=judge,
    arrays_folder=ROOT / "tests" / "data",  # a test makes every diagnosis again; nothing else reads them
)


def arguments(parser):
    """Add the arguments of `gan-course diagnosing` to an `argparse` parser."""
    table.arguments(parser, EXPERIMENT)


def main(options):
    """Make the labelled runs that are missing, set the thresholds on one half and judge them on the other."""
    code, found = table.main(options, EXPERIMENT), load()
    if "thresholds" not in found:
        print(f"no thresholds yet: they are set on confirmed runs of the seeds {' and '.join(map(str, SET_ON))}")
        return code
    print("not confirmed:", ", ".join(" ".join(map(str, key)) for key in found["not_confirmed"]) or "none")
    print(f"right on the other half: {found['right']} of {found['judged']}; thresholds {found['thresholds']}")
    if found["thresholds"] != THRESHOLDS:
        print("These are not the thresholds in gan_utils/diagnostics/verdict.py: put them there, and run this again.")
    return code


def path():
    """Return where thresholds and confusion matrix lie."""
    return table.path(EXPERIMENT)


def load():
    """Return what was measured: a dictionary of command, machine, settings, thresholds, confusion matrix and runs."""
    return table.load(EXPERIMENT)


def load_runs():
    """Return {(configuration, dataset, seed): (history, samples)} and {dataset: real samples}."""
    return {_key(run): _unkept(arrays) for run, arrays in table.with_arrays(EXPERIMENT)}, _real()


def measures(history, samples, true):
    """Return every number that a verdict rests on."""
    return history_measures(history) | sample_measures(samples, true)


def thinned(history, points=POINTS):
    """Return a history averaged over that many stretches, float32 in 11 significant bits, a row for each of `KEYS`.

    >>> steps = {key: [1.0, 3.0, 5.0, 7.0] for key in KEYS}
    >>> thinned(steps, points=2)[0].tolist()
    [2.0, 6.0]
    """
    length = min(points, len(history[KEYS[0]]))
    with np.errstate(all="ignore"):
        means = np.array([common.stretches(history.get(key, [np.nan] * length), points) for key in KEYS])
        mantissa, exponent = np.frexp(means)
        return np.ldexp(np.round(mantissa * 2**11) / 2**11, exponent).astype(np.float32)


def _key(run):
    return run["row"], run["task"], run["seed"]


def _real():
    return {dataset: _unpacked(_packed(runs.real(dataset, N_KEPT))) for dataset in DATASETS}


def _unkept(arrays):
    """Return the history and the samples that a run's arrays hold."""
    history = dict(zip(KEYS, arrays["history"].tolist(), strict=True))
    if not np.isfinite(history["penalty"]).any():
        del history["penalty"]
    return history, _unpacked(arrays["samples"])


def _packed(samples):
    """Round points to 1/256 and images to 17 grey levels, so that little remains to be kept."""
    samples = np.nan_to_num(samples)
    if samples.ndim == 4:
        return np.rint((np.clip(samples, -1, 1) + 1) / 2 * LEVELS).astype(np.uint8)
    return (np.round(np.clip(samples, -1e6, 1e6) * 256) / 256).astype(np.float32)


def _unpacked(samples):
    return samples / (LEVELS / 2) - 1.0 if samples.dtype == np.uint8 else samples.astype(np.float64)
