"""From numbers to a verdict: an ordered list of questions, one threshold each."""

import numpy as np

from gan_utils.diagnostics.diagnosis import Diagnosis, Evidence
from gan_utils.diagnostics.remedies import remedies
from gan_utils.diagnostics.signals import as_arrays, family, history_measures, sample_measures

# Set by `gan-course diagnose-runs` on seeds 0 and 1 of the labelled runs; data/results/diagnosis.json says how.
THRESHOLDS = {
    "largest_loss": 50.0,
    "separation_high": 0.9,
    "swing": 0.12,
    "separation_low": 0.05,
    "plausible": 0.4,
    "coverage": 0.6,
    "spread": 0.3,
}


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
    if get("separation") > t["separation_high"] and not looks_right:
        return "discriminator_overpowers"
    if get("swing") > t["swing"]:
        return "oscillating"
    if get("separation") < t["separation_low"] and looks_wrong:
        return "generator_overpowers"
    if looks_right and get("coverage") < t["coverage"]:
        return "mode_collapse"
    if looks_wrong:
        return "undertrained"
    return "healthy"


def diagnose(history, samples=None, features=None, real=None):
    """Say what is wrong with a run, on what evidence, and what to change first.

    Args:
        history: what `GAN.fit` returned, or a dictionary of per-step lists.
        samples: of the generator, shape (n, …), best 500. With `real` too, the samples are judged; without, collapse
            cannot be seen, since no loss shows it.
        features: function from samples to (n, d), or an extractor with a method `features`, such as
            `metrics.digit_classifier()`; flattens by default.
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
    if kind == "wasserstein":
        yield (
            "A Wasserstein critic's outputs are no probabilities and may be shifted by any constant, so which player "
            "is ahead cannot be read from them."
        )
    if kind == "bounded":
        yield "This looks like hinge or least squares: separation is counted from the outputs that D aims at."
    if "swing" not in measured or steps < 40:
        yield f"{steps} step{'s are' if steps > 1 else ' is'} too few to see the players swing."


def _evidence(measured):
    t = THRESHOLDS
    rows = (
        ("not_finite", "not_finite", 0, "above", "stretches of the run with a number that is not finite"),
        ("not_finite_samples", "not_finite_samples", 0, "above", "samples with a number that is not finite"),
        ("largest_loss", "largest_loss", t["largest_loss"], "above", "the largest loss in the last quarter"),
        (
            "separation",
            "separation",
            t["separation_high"],
            "above",
            "how surely D tells real from generated, 0 blind, 1 certain",
        ),
        ("blindness", "separation", t["separation_low"], "below", "the same number, from the other side"),
        ("swing", "swing", t["swing"], "above", "how far the balance of the players swings in the last half"),
        ("plausible", "plausible", t["plausible"], "below", "share of samples that lie among real ones"),
        ("coverage", "coverage", t["coverage"], "below", "share of the data that has a sample beside it"),
        (
            "spread",
            "spread",
            t["spread"],
            "below",
            "distance between two samples over that between two real ones",
        ),
    )
    return {
        name: Evidence(float(measured[key]), float(threshold), side, meaning)
        for name, key, threshold, side, meaning in rows
        if key in measured and np.isfinite(measured[key])
    }
