"""From numbers to a verdict: an ordered list of questions, one threshold each."""

import numpy as np

from gan_utils.diagnostics.diagnosis import Diagnosis, Evidence
from gan_utils.diagnostics.remedies import remedies
from gan_utils.diagnostics.signals import BLOCKS, TARGETS, as_arrays, family, history_measures, sample_measures

# Set by `gan-course diagnosing` on seeds 0 and 1 of the labelled runs; data/results/diagnosis.json says how.
THRESHOLDS = {
    "largest_loss": 132.0,
    "separation_high": 0.657,
    "separation_low": 0.046,
    "swing": 0.0939,
    "spread": 0.0619,
    "plausible": 0.473,
    "coverage": 0.568,
}
FEW = 40  # steps; with fewer, and no samples to look at, a run is young rather than ill
FOOLED = -0.1  # a discriminator that trusts fakes this much more than real samples needs no sample as a witness


def decide(measured, thresholds=None):
    """Return the verdict that a dictionary of measures leads to; questions whose number is missing are passed over.

    Args:
        measured: what `history_measures` and `sample_measures` return, together.
        thresholds: one for each key of `THRESHOLDS`, which is the default.

    >>> decide({"not_finite": 0, "separation": 0.1, "swing": 0.01, "plausible": 0.9, "coverage": 0.2})
    'mode_collapse'
    """
    t = thresholds or THRESHOLDS
    nan = float("nan")  # no comparison with it is true
    get = lambda key: measured.get(key, nan)
    looks_wrong = get("plausible") < t["plausible"]
    looks_right = get("plausible") >= t["plausible"]
    if get("not_finite") > 0 or get("not_finite_samples") > 0 or get("largest_loss") > t["largest_loss"]:
        return "diverged"
    blind_to_faults = get("separation") < t["separation_low"] and looks_wrong
    if blind_to_faults or (get("separation") < FOOLED and not looks_right):
        return "generator_overpowers"
    if get("swing") > t["swing"]:
        return "oscillating"
    if get("spread") < t["spread"]:
        return "mode_collapse"
    if get("separation") > t["separation_high"] and not looks_right:
        return "discriminator_overpowers"
    if looks_right and get("coverage") < t["coverage"]:
        return "mode_collapse"
    if looks_wrong or get("few_steps") < FEW:
        return "undertrained"
    return "healthy"


def diagnose(history, samples=None, features=None, real=None):
    """Say what is wrong with a run, on what evidence, and what to change first.

    The questions are asked in this order, and the first yes is the verdict: has it diverged; does D overlook what is
    plainly wrong; do the players swing; are all samples alike; is D so sure that G learns nothing; do the samples,
    plausible each, miss a part of the data; are they not plausible yet. A healthy run has passed them all.

    What can be concluded depends on the loss, which is told from the history. Minimax and non-saturating: everything.
    Hinge and least squares: the same, with D's certainty counted from the outputs that it aims at. Wasserstein: which
    player is ahead cannot be read from a critic's outputs, so neither can overpower the other here; all else holds.
    The history alone, without samples, shows divergence, swings and a D that is far too sure or fooled; nothing more.

    Args:
        history: what `GAN.fit` returned, or a dictionary of per-step lists.
        samples: of the generator, shape (n, …), best 500. With `real` too, the samples are judged; without, collapse
            cannot be seen, since no loss shows it.
        features: function from samples to (n, d), or an extractor with a method `features`, such as
            `metrics.digit_classifier()`; flattens by default. Of 28×28 digits, pixels see missing classes less sharply
            than a classifier's features do.
        real: real samples, shape (m, …), best 500.

    Returns:
        A `Diagnosis`.

    Raises:
        ValueError: when the history or the samples have the wrong shape.

    >>> flat = {"d_real_term": [0.01] * 80, "d_fake_term": [0.01] * 80, "g_loss": [5.0] * 80}
    >>> diagnose(flat | {"d_x": [0.99] * 80, "d_g_z": [0.01] * 80}).verdict
    'discriminator_overpowers'
    """
    steps = len(as_arrays(history)["g_loss"])
    measured, kind = history_measures(history), family(history)
    if samples is not None and real is not None:
        measured |= sample_measures(samples, real, features)
    else:
        measured["few_steps"] = steps
    if measured.get("plausible", 1.0) < THRESHOLDS["plausible"] or measured.get("separation", 0.0) < FOOLED:
        measured["blindness"] = measured.get("separation", np.nan)  # a blind D is no fault where there is none to see
    verdict = decide(measured)
    return Diagnosis(
        verdict,
        _evidence(measured),
        remedies(verdict, history, kind),
        tuple(_notes(measured, kind, steps, samples is None or real is None)),
    )


def _notes(measured, kind, steps, unseen):
    if unseen:
        yield (
            "Without samples and real ones beside them, neither mode collapse nor poor samples can be excluded: "
            "no loss shows them."
        )
    if measured.get("separation", 0.0) > THRESHOLDS["separation_high"] and measured.get("plausible", 0.0) > 0.5:
        yield "D is sure although the samples look real: it may know the real ones by heart, or see what is missing."
    if kind == "wasserstein":
        yield (
            "A Wasserstein critic's outputs are no probabilities and may be shifted by any constant, so which player "
            "is ahead cannot be read from them."
        )
    if kind in TARGETS:
        yield (
            f"This looks like the loss {kind}, whose outputs are no probabilities: separation is counted as a share "
            "of the distance between the outputs that D aims at."
        )
    if "swing" not in measured or steps < 40:
        yield f"{steps} step{'s are' if steps > 1 else ' is'} too few to see the players swing."


def _not_finite(value):
    if not value:
        return "every loss is a finite number"
    return f"{value:.0f} of up to {BLOCKS} stretches of the run hold{'s' if value == 1 else ''} NaN or infinity"


# For each measure that is shown as evidence: on which side of its threshold trouble lies, and its value in words.
EVIDENCE = {
    "not_finite": ("above", _not_finite),
    "not_finite_samples": ("above", lambda v: f"{v:.0f} samples hold NaN or infinity"),
    "largest_loss": ("above", lambda v: f"late in the run the largest loss is {v:.3g}"),
    "separation": ("above", lambda v: f"D tells real from generated by {v:.2f}, where 0 is blind and 1 certain"),
    "blindness": ("below", lambda v: f"D sees {v:.2f} of faults that are plain"),
    "swing": ("above", lambda v: f"in the last half the balance of the players swings by ±{v:.2f}"),
    "few_steps": ("below", lambda v: f"the run has {v:.0f} steps"),
    "plausible": ("below", lambda v: f"{v:.0%} of the samples lie among real ones"),
    "coverage": ("below", lambda v: f"{v:.0%} of the data has a sample beside it, as fresh data would have"),
    "spread": ("below", lambda v: f"two samples are {v:.2f} times as far apart as two real ones"),
}


def _evidence(measured):
    """Return name → `Evidence` of the measures there are, in the order of `EVIDENCE`."""
    limits = THRESHOLDS | {"not_finite": 0, "not_finite_samples": 0, "few_steps": FEW}
    limits |= {"separation": THRESHOLDS["separation_high"], "blindness": THRESHOLDS["separation_low"]}
    return {
        name: Evidence(float(measured[name]), float(limits[name]), side, words(measured[name]))
        for name, (side, words) in EVIDENCE.items()
        if name in measured and np.isfinite(measured[name])
    }
