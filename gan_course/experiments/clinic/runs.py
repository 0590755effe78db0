"""One run: a patient, sick or mended, trained, scored, and shown to `diagnose`."""

import functools
import time

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.clinic import patients, playing

POINTS = 40  # of a history that are kept


def overlap(points):
    """Return which part of the ring some points make: the sum over its 8 modes of min(share of the points there, ⅛).

    A point is at a mode within three standard deviations of its centre. It is 1 where all points are good and spread
    evenly over the modes, and ⅛ where all lie on one.

    >>> overlap(np.zeros((10, 2)))
    0.0
    """
    from gan_utils import toy

    shares = toy.mode_counts(points, toy.ring(playing.MODES), playing.STD) / len(points)
    return float(np.minimum(shares, 1 / playing.MODES).sum())


@functools.cache
def _real(data):
    from gan_utils import data as sets

    if data == "ring":
        return playing.points(500, 1000)
    return sets.to_model(sets.load("mnist5k", "test").images[:500])


def run(row, seed, steps=None):
    """Train one row, score it, and ask `diagnose` about it.

    Args:
        row: a key of `ROWS`.
        seed: from which every random draw follows.
        steps: of each player; those of its data by default.

    Returns:
        (record, arrays): steps, seconds, `score` (the overlap on the ring, higher is better; the FCD of 1,000 digits,
        lower is better), the verdict, its measures and a thinned history; and some of what was made.

    Raises:
        ValueError: for an unknown row, listing the valid ones, and for fewer steps than one.
    """
    import keras

    from gan_utils import data, diagnostics, metrics

    name, state = patients.ROWS[common.known("row", row, patients.ROWS)]
    patient = patients.PATIENTS[name]
    steps = patients.STEPS[patient.data] if steps is None else common.whole(steps, 1, "steps")
    keras.utils.set_random_seed(seed)
    began, cpu = time.perf_counter(), time.process_time()
    history, made, *raw = patient.train(state, seed, steps)
    spent = {"seconds": time.perf_counter() - began, "processor_seconds": time.process_time() - cpu}
    ring = patient.data == "ring"
    features = None if ring else metrics.digit_classifier()
    found = diagnostics.diagnose(history, made[:500], features, _real(patient.data))
    thin = {key: [float(f"{v:.4g}") for v in common.stretches(values, POINTS)] for key, values in history.items()}
    record = {
        "steps": steps,
        **{key: round(value, 1) for key, value in spent.items()},
        "score": round(overlap(made), 4) if ring else round(float(common.fcd(made)), 2),
        "verdict": found.verdict,
        "evidence": {key: float(f"{one.value:.4g}") for key, one in found.evidence.items()},
        "history": thin,
    }
    if raw:  # what the generator itself draws, where an average is judged
        record["score_raw"] = round(float(common.fcd(raw[0])), 2)
    if name == "label map":
        outputs = metrics.digit_classifier().outputs(made)["probabilities"]
        record["agreement"] = round(float((outputs.argmax(axis=1) == np.arange(len(made)) % 10).mean()), 4)
    return record, {"made": np.round(made[:500], 2).astype(np.float16) if ring else data.to_display(made[:30])}
