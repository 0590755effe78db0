"""What is kept of the labelled runs, the thresholds they give, and the confusion matrix."""

import json

import numpy as np

from gan_course.experiments.diagnosing.configurations import (
    BATCH_SIZE,
    BETA_1,
    CONFIGURATIONS,
    DATASETS,
    JUDGED_ON,
    LEARNING_RATE,
    SEEDS,
    SET_ON,
    STEPS,
    confirmed,
    label_of,
    settings,
)
from gan_course.experiments.diagnosing.fitting import confusion, fit
from gan_course.experiments.diagnosing.runs import N_KEPT, POINTS, real, run
from gan_course.paths import ROOT
from gan_utils import _files
from gan_utils.diagnostics import THRESHOLDS, VERDICTS, decide, history_measures, sample_measures
from gan_utils.diagnostics.signals import KEYS

LEVELS = 16  # the digits have 17 grey levels, and the kept samples are rounded to them


def path():
    """Return where thresholds and confusion matrix lie."""
    return _files.data_dir() / "results" / "diagnosis.json"


def runs_path():
    """Return where the histories and samples lie, from which a test makes every diagnosis again."""
    return ROOT / "tests" / "data" / "diagnosis.npz"


def load():
    """Return what was measured: a dictionary of command, settings, thresholds, confusion matrix and runs."""
    return json.loads(path().read_text(encoding="utf-8"))


def load_runs():
    """Return {(configuration, dataset, seed): (history, samples)} and {dataset: real samples}."""
    arrays = _files.load_arrays(runs_path())
    runs = {}
    for dataset in DATASETS:
        for i, name in enumerate(arrays.get(f"{dataset}/names", ())):
            history = {key: arrays[f"{dataset}/{key}"][i] for key in KEYS}
            n = int(arrays[f"{dataset}/lengths"][i])
            history = {key: values[:n].tolist() for key, values in history.items()}
            if not np.isfinite(history["penalty"]).any():
                del history["penalty"]
            samples = arrays[f"{dataset}/samples"][i]
            key = (str(name), dataset, int(arrays[f"{dataset}/seeds"][i]))
            runs[key] = (history, _unpacked(samples))
    return runs, {dataset: _unpacked(_packed(real(dataset, N_KEPT))) for dataset in DATASETS}


def thinned(history, points=POINTS):
    """Return a history averaged over that many stretches, float32 in 11 significant bits, a row for each of `KEYS`.

    >>> thinned({"g_loss": [1.0, 3.0, 5.0, 7.0]}, points=2)["g_loss"].tolist()
    [2.0, 6.0]
    """
    short = {}
    for key, values in history.items():
        with np.errstate(all="ignore"):
            means = np.array([part.mean() for part in np.array_split(np.asarray(values), min(points, len(values)))])
            mantissa, exponent = np.frexp(means)
            short[key] = np.ldexp(np.round(mantissa * 2**11) / 2**11, exponent).astype(np.float32)
    return short


def _packed(samples):
    """Round points to 1/256 and images to 17 grey levels, so that little remains to be kept."""
    samples = np.nan_to_num(samples)
    if samples.ndim == 4:
        return np.rint((np.clip(samples, -1, 1) + 1) / 2 * LEVELS).astype(np.uint8)
    return (np.round(np.clip(samples, -1e6, 1e6) * 256) / 256).astype(np.float32)


def _unpacked(samples):
    return samples / (LEVELS / 2) - 1.0 if samples.dtype == np.uint8 else samples.astype(np.float64)


def _save_runs(kept):
    """Write {(configuration, dataset, seed): (history, packed samples)}."""
    arrays = {}
    for dataset in DATASETS:
        keys = [key for key in kept if key[1] == dataset]
        if not keys:
            continue
        rows = [kept[key] for key in keys]
        lengths = [len(history["g_loss"]) for history, _ in rows]
        for name in KEYS:
            table = np.full((len(rows), POINTS), np.nan, np.float32)
            for row, (history, _), n in zip(table, rows, lengths, strict=True):
                row[:n] = history.get(name, np.nan)
            arrays[f"{dataset}/{name}"] = table
        arrays[f"{dataset}/names"] = np.array([key[0] for key in keys])
        arrays[f"{dataset}/seeds"] = np.array([key[2] for key in keys], np.int16)
        arrays[f"{dataset}/lengths"] = np.array(lengths, np.int16)
        arrays[f"{dataset}/samples"] = np.stack([samples for _, samples in rows])
    _files.save_arrays(runs_path(), arrays)


def measures(history, samples, true):
    """Return every number that a verdict rests on."""
    return history_measures(history) | sample_measures(samples, true)


def main(names=None, datasets=DATASETS, seeds=SEEDS, again=False):
    """Make the labelled runs that are missing, set the thresholds on one half and judge them on the other.

    Args:
        names: configurations; all by default.
        datasets: of `DATASETS`.
        seeds: one run of each configuration and dataset for each.
        again: whether to make runs anew that are there.
    """
    names = list(names or CONFIGURATIONS)
    todo = [(name, dataset, seed) for dataset in datasets for seed in seeds for name in names]
    for name, dataset, _ in todo:
        settings(name, dataset)
    kept, facts = _on_disk()
    for key in todo:
        if key in kept and not again:
            continue
        history, samples, facts[key] = run(*key)
        kept[key] = (thinned(history), _packed(samples))
        print(
            *key,
            facts[key],
            "" if confirmed(label_of(key[0]), facts[key], key[1]) else "NOT CONFIRMED",
            flush=True,
        )
        _save_runs(kept)
        _write(facts, {})
    _save_runs(kept)
    _write(facts, judge(facts))
    table = load()
    print(f"right on the other half: {table['right']} of {table['judged']}; thresholds {table['thresholds']}")
    if table["thresholds"] != THRESHOLDS:
        print("These are not the thresholds in gan_utils/diagnostics/verdict.py: put them there, and run this again.")
    return 0


def _on_disk():
    """Return the runs and facts on disk that today's settings would make alike."""
    if not path().exists() or not runs_path().exists():
        return {}, {}
    then, now = load(), json.loads(json.dumps(_shared()))
    if {k: v for k, v in then["settings"].items() if k != "rows"} != {k: v for k, v in now.items() if k != "rows"}:
        return {}, {}
    runs, _ = load_runs()
    facts = {(one["configuration"], one["dataset"], one["seed"]): one["facts"] for one in then["runs"]}
    same = lambda name, dataset: (
        name in CONFIGURATIONS and then["settings"]["rows"][dataset].get(name) == now["rows"][dataset][name]
    )
    facts = {key: value for key, value in facts.items() if key in runs and same(*key[:2])}
    packed = {
        key: ({k: np.asarray(v, np.float32) for k, v in runs[key][0].items()}, _packed(runs[key][1])) for key in facts
    }
    return packed, facts


def judge(facts):
    """Set thresholds on the confirmed runs of one half of the seeds; return them with the verdicts on the other."""
    runs, true = load_runs()
    measured = {key: measures(*runs[key], true[key[1]]) for key in runs}
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


def _shared():
    return {
        "steps": STEPS,
        "batch_size": BATCH_SIZE,
        "learning_rate": LEARNING_RATE,
        "beta_1": BETA_1,
        "set_on": list(SET_ON),
        "judged_on": list(JUDGED_ON),
        "rows": {dataset: {name: settings(name, dataset) for name in CONFIGURATIONS} for dataset in DATASETS},
    }


def _write(facts, found):
    order = {name: number for number, name in enumerate(CONFIGURATIONS)}
    keys = sorted(facts, key=lambda key: (DATASETS.index(key[1]), order[key[0]], key[2]))
    head = {"command": "gan-course diagnose-runs", "settings": _shared(), **found}
    rows = ",\n".join(
        "  "
        + json.dumps(
            {
                "configuration": name,
                "dataset": dataset,
                "seed": seed,
                "label": label_of(name),
                "facts": facts[name, dataset, seed],
            }
        )
        for name, dataset, seed in keys
    )
    with _files.replacing(path()) as temporary:
        text = "".join(f' "{key}": {json.dumps(value, ensure_ascii=False)},\n' for key, value in head.items())
        temporary.write_text(f'{{\n{text} "runs": [\n{rows}\n ]\n}}\n', encoding="utf-8")
