"""Diagnosis: every number by hand, every verdict on a case made for it, and the matrix of the labelled runs again."""

import re
import subprocess
import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest
from made_up_runs import BALANCED, GOOD, LOSSES, NOISE, REAL, STEPS, THREE, WAVE, a_history, sigma

from gan_utils import diagnostics, plotting
from gan_utils._numbers import brief
from gan_utils.diagnostics import (
    VERDICTS,
    decide,
    diagnose,
    history_measures,
    sample_measures,
    signals,
)
from gan_utils.diagnostics.remedies import remedies

FAMILIES = {
    "minimax": "cross_entropy",
    "non_saturating": "cross_entropy",
    "least_squares": "least_squares",
    "hinge": "hinge",
    "wasserstein": "wasserstein",
}
# -- numbers of the history ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("logits", [(0.7, 0.1), (1.0, -0.9), (0.1, 0.05), (1.5, 0.2)])
def test_the_loss_is_told_from_the_history(loss, logits):
    assert diagnostics.family(a_history(*logits, loss)) == FAMILIES[loss]


def test_separation_by_hand():
    # σ(ln 3) = 3/4 and σ(−ln 3) = 1/4 differ by 1/2.
    history = a_history(np.log(3), -np.log(3), noise=0.0)
    assert history_measures(history)["separation"] == pytest.approx(0.5)
    # Least squares aims at 1 and 0, hinge at 1 and −1; there the separation is 1 for both.
    for loss, aims in {"least_squares": (1.0, 0.0), "hinge": (1.0, -1.0)}.items():
        assert history_measures(a_history(*aims, loss, noise=0.0))["separation"] == pytest.approx(1.0)
    # Halfway, σ(1/2) − σ(0) = 0.1225 of least squares' σ(1) − σ(0) = 0.2311.
    measured = history_measures(a_history(0.5, 0.0, "least_squares", noise=0.0))
    assert measured["separation"] == pytest.approx((sigma(0.5) - 0.5) / (sigma(1.0) - 0.5))
    assert "separation" not in history_measures(a_history(1.0, 0.0, "wasserstein"))


def test_only_the_last_quarter_counts_for_the_separation():
    early = np.where(np.arange(STEPS) < 0.75 * STEPS, 8.0, 0.0)
    assert history_measures(a_history(early, -early, noise=0.0))["separation"] == pytest.approx(0.0, abs=1e-12)


def test_swing_by_hand():
    # A gap that jumps by ±0.1 from one tenth of the last half to the next has a standard deviation of 0.1. The
    # straight line through it, which is taken out, is not quite level: least squares over x = 1, …, 10 finds it.
    d_x = np.full(STEPS, 0.5)
    signs = np.tile(np.repeat([1.0, -1.0], 20), 5)
    d_x[STEPS // 2 :] += 0.1 * signs
    history = BALANCED | {"d_x": d_x.tolist(), "d_g_z": [0.4] * STEPS}
    jumps, x = 0.1 * np.tile([1.0, 1.0, -1.0, -1.0], 5), np.arange(20) - 9.5
    slope = (x * jumps).sum() / (x**2).sum()
    expected = np.sqrt(np.mean((jumps - slope * x) ** 2))
    assert history_measures(history)["swing"] == pytest.approx(expected)
    trend = BALANCED | {"d_x": np.linspace(0.5, 0.9, STEPS).tolist(), "d_g_z": [0.4] * STEPS}
    assert history_measures(trend)["swing"] == pytest.approx(0.0, abs=1e-12)  # a slope is no swing


def test_a_critic_may_add_any_constant():
    near, far = (a_history(1.0 + c, c, "wasserstein") for c in (0.0, 500.0))
    assert history_measures(far)["largest_loss"] == pytest.approx(history_measures(near)["largest_loss"])
    assert diagnose(far, GOOD, real=REAL).verdict == "healthy"
    assert diagnose(a_history(5000.0, -5000.0, "wasserstein"), GOOD, real=REAL).verdict == "diverged"


def test_a_thinned_history_measures_the_same():
    history = a_history(0.5 + WAVE, -0.5 - WAVE)
    short = {key: np.reshape(values, (200, 2)).mean(axis=1) for key, values in history.items()}
    for name, value in history_measures(history).items():
        assert history_measures(short)[name] == pytest.approx(value, rel=1e-9), name


def test_a_fit_history_is_read_as_its_dictionary():
    class History:
        history = BALANCED

    assert str(diagnose(History())) == str(diagnose(BALANCED))


@pytest.mark.parametrize(
    "history, message",
    [
        ({"d_real_term": [1.0], "g_loss": [1.0]}, "lacks d_fake_term"),
        ({key: [] for key in signals.LOSSES}, "empty"),
        ({"d_real_term": [1.0], "d_fake_term": [1.0], "g_loss": [1.0, 2.0]}, "one number a step"),
    ],
)
def test_a_wrong_history_is_refused_in_a_sentence(history, message):
    with pytest.raises(ValueError, match=message):
        diagnose(history)


# -- numbers of the samples ------------------------------------------------------------------------------------------


def test_spread_by_hand_and_its_invariances():
    measured = sample_measures(0.5 * GOOD, GOOD)
    assert measured["spread"] == pytest.approx(0.5)
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    assert sample_measures(3 * THREE @ turn, 3 * REAL @ turn) == pytest.approx(sample_measures(THREE, REAL))
    assert sample_measures(THREE[::-1], REAL) == pytest.approx(sample_measures(THREE, REAL))
    assert sample_measures(REAL, THREE) != pytest.approx(sample_measures(THREE, REAL), rel=0.1)


def test_coverage_is_the_share_of_the_modes():
    fresh, part = sample_measures(GOOD, REAL), sample_measures(THREE, REAL)
    assert fresh["coverage"] > 0.9 and fresh["plausible"] > 0.9
    assert part["coverage"] == pytest.approx(3 / 8, abs=0.06) and part["plausible"] > 0.9
    assert sample_measures(NOISE, REAL)["plausible"] < 0.4


def test_images_are_flattened_and_features_used():
    images = np.random.default_rng(0).integers(0, 256, (60, 4, 4, 1)).astype(np.uint8)
    scaled = images / 127.5 - 1.0
    assert sample_measures(images[:30], images[30:]) == pytest.approx(sample_measures(scaled[:30], scaled[30:]))

    class First:
        def features(self, points):
            return points[:, :1]

    by_object, by_function = (diagnose(BALANCED, THREE, f, REAL).evidence for f in (First(), First().features))
    assert by_object["coverage"].value == by_function["coverage"].value
    assert by_object["coverage"].value != sample_measures(THREE, REAL)["coverage"]


def test_too_few_or_broken_samples():
    with pytest.raises(ValueError, match="at least 10 of each"):
        sample_measures(GOOD[:9], REAL)
    with pytest.raises(ValueError, match="shape"):
        sample_measures(GOOD.ravel(), REAL)
    broken = np.where(np.arange(400)[:, None] < 7, np.nan, GOOD)
    found = diagnose(BALANCED, broken, real=REAL)
    assert found.verdict == "diverged" and found.evidence["not_finite_samples"].value == 7


# -- verdicts --------------------------------------------------------------------------------------------------------

CASES = {
    "healthy": (BALANCED, GOOD),
    "mode_collapse": (BALANCED, THREE),
    "discriminator_overpowers": (a_history(6.0, -6.0), NOISE),
    "generator_overpowers": (a_history(0.0, 0.0), NOISE),
    "oscillating": (a_history(0.5 + 2 * WAVE, -0.5 - 2 * WAVE), NOISE),
    "diverged": (BALANCED | {"g_loss": [*BALANCED["g_loss"][:-1], float("nan")]}, GOOD),
    "undertrained": (a_history(0.6, -0.6), NOISE),
}


@pytest.mark.parametrize("verdict", VERDICTS)
def test_each_verdict_on_a_case_made_for_it(verdict):
    history, samples = CASES[verdict]
    found = diagnose(history, samples, real=REAL)
    assert found.verdict == verdict
    assert bool(found.remedies) == (verdict != "healthy") == any(one.alarming for one in found.evidence.values())
    assert found.is_healthy == (verdict == "healthy")
    assert all(np.isfinite(one.value) and one.meaning for one in found.evidence.values())


@pytest.mark.parametrize("loss", LOSSES)
def test_collapse_is_seen_whatever_the_loss(loss):
    history = a_history(0.6, 0.2, loss)
    assert diagnose(history, THREE, real=REAL).verdict == "mode_collapse"
    assert diagnose(history, GOOD, real=REAL).verdict == "healthy"


def test_one_and_the_same_sample_is_a_collapse_however_poor():
    assert diagnose(BALANCED, np.full((400, 2), 9.0), real=REAL).verdict == "mode_collapse"


def test_without_samples_collapse_is_not_excluded():
    found = diagnose(BALANCED)
    assert found.verdict == "healthy" and "mode collapse" in found.notes[0]
    assert not diagnose(BALANCED, GOOD, real=REAL).notes
    assert any("shifted by any constant" in note for note in diagnose(a_history(1.0, 0.0, "wasserstein")).notes)
    for verdict in ("discriminator_overpowers", "oscillating", "diverged"):
        assert diagnose(CASES[verdict][0]).verdict == verdict  # these the history alone tells
    assert diagnose(a_history(-1.0, 1.0)).verdict == "generator_overpowers"  # D trusts fakes more than real ones


@pytest.mark.parametrize("n", [1, 2, 5, 39])
def test_a_short_history_is_young(n):
    found = diagnose({key: values[:n] for key, values in BALANCED.items()})
    assert found.verdict == "undertrained" and "too few" in found.notes[-1]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("n", [1, 3, 400])
def test_any_number_that_is_not_finite_means_diverged(value, n):
    history = {key: values[:n] for key, values in BALANCED.items()}
    history["d_fake_term"] = [*history["d_fake_term"][:-1], value]
    found = diagnose(history)
    assert found.verdict == "diverged" and found.evidence["not_finite"].value == 1
    assert found.evidence["not_finite"].alarming


def test_a_run_without_one_finite_number():
    assert diagnose({key: [float("nan")] * 50 for key in BALANCED}).verdict == "diverged"


def test_old_histories_without_probabilities_are_read_as_far_as_they_go():
    bare = {key: BALANCED[key] for key in signals.LOSSES}
    assert diagnose(bare, THREE, real=REAL).verdict == "mode_collapse"
    assert "separation" not in diagnose(bare).evidence


# -- remedies and what is shown --------------------------------------------------------------------------------------


def test_remedies_fit_the_run():
    minimax, other = (a_history(6.0, -6.0, loss) for loss in ("minimax", "non_saturating"))
    named = lambda history: " | ".join(diagnose(history).remedies)
    assert 'loss="non_saturating"' in named(minimax) and "non_saturating" not in named(other)
    assert 'penalty="r1"' in named(other)
    heavier = named(other | {"penalty": [0.1] * STEPS})
    assert "Raise `penalty_weight`" in heavier and 'penalty="r1"' not in heavier
    assert "gradient_penalty" in named(a_history(1e5, -1e5, "wasserstein"))
    assert "gradient_penalty" not in named(a_history(1e5, -1e5, "non_saturating"))


def test_what_cured_most_comes_first():
    for verdict in {verdict for verdict, _ in diagnostics.CURED}:
        cured = [diagnostics.CURED[verdict, remedy] for remedy in diagnostics.ranked(verdict)]
        shares = [(alone + undone) / (tried + of) for alone, tried, undone, of in cured if tried + of]
        assert shares == sorted(shares, reverse=True), verdict


def test_every_argument_that_a_remedy_names_exists():
    import inspect

    import keras

    from gan_utils import losses, models, training

    functions = (
        training.GAN.compile,
        training.GAN.fit,
        models.mlp_generator,
        models.mlp_discriminator,
        models.dcgan_discriminator,
        keras.optimizers.Adam,
    )
    known = {name for function in functions for name in inspect.signature(function).parameters}
    for verdict in VERDICTS:
        texts = {
            text
            for loss in ("minimax", "wasserstein")
            for extra in ({}, {"penalty": [0.0] * STEPS})
            for text in remedies(verdict, a_history(1.0, 0.0, loss) | extra, FAMILIES[loss])
        }
        for text in texts:
            assert text.endswith(".") and "`" in text, text
            assert set(re.findall(r"(\w+)=", text)) <= known, text
            names = re.findall(r'penalty="(\w+)"', text)
            assert set(names) <= set(losses.PENALTIES), text
            bare = re.findall(r"`([a-z_]+)`", text)
            assert set(bare) <= known | {"training"}, text


def test_text_and_html_hold_the_whole_diagnosis():
    found = diagnose(*CASES["mode_collapse"], real=REAL)
    text, html = str(found), found._repr_html_()
    for name, one in found.evidence.items():
        assert f"{name} {brief(one.value)}" in text and f">{brief(one.value)}<" in html
    assert all(remedy in text for remedy in found.remedies)
    assert html.count("<li>") == len(found.remedies) and html.count("<tr>") == len(found.evidence) + 1
    assert "&quot;r1&quot;" in html and 'penalty="r1"' not in html


def test_an_unknown_verdict_is_refused():
    with pytest.raises(ValueError, match="mode_collapse"):
        diagnostics.Diagnosis("ill", {})


def test_the_picture_puts_trouble_to_the_right():
    found = diagnose(*CASES["mode_collapse"], real=REAL)
    fig, ax = plotting.figure(size=(6, 2.6))
    assert found.plot(ax) is ax
    names = [label.get_text().replace(" ", "_") for label in ax.get_yticklabels()]
    marks = [line for line in ax.get_lines() if line.get_marker() in ("o", "s")]
    for name, mark in zip(names, marks, strict=True):
        alarming = found.evidence[name].alarming
        assert (mark.get_xdata()[0] > 0.5) == alarming == (mark.get_marker() == "s"), name
    assert ax.get_title(loc="left") == "mode collapse"
    plt.close(fig)


def test_importing_needs_no_tensorflow():
    program = "import sys, gan_utils.diagnostics as d; d.diagnose; sys.exit('tensorflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
    with pytest.raises(AttributeError, match="Doctor"):
        diagnostics.Docter  # noqa: B018


# -- the doctor ------------------------------------------------------------------------------------------------------


def a_run(steps, callbacks, rate=1e-3, **arguments):
    import keras
    import tensorflow as tf

    from gan_utils import models, training

    gan = training.GAN(
        models.mlp_generator((2,), 2, (8,), activation=None, seed=1),
        models.mlp_discriminator((2,), (8,), seed=2),
    )
    adam = lambda: keras.optimizers.Adam(rate, beta_1=0.5)
    gan.compile(g_optimizer=adam(), d_optimizer=adam(), jit_compile=False, **arguments)
    batches = tf.data.Dataset.from_tensor_slices(REAL).repeat().batch(32).take(steps)
    return gan.fit(batches, callbacks=callbacks)


def test_the_doctor_speaks_once_a_change(capsys):
    doctor = diagnostics.Doctor(REAL, every=10, patience=20, n=64)
    a_run(60, [doctor])
    assert [found.verdict for _, found in doctor.diagnoses] == ["undertrained"]
    assert doctor.diagnoses[0][0] == 20
    printed = capsys.readouterr().out.strip().splitlines()
    assert len(printed) == 1 and printed[0].startswith("step 20: undertrained.")


def test_the_doctor_waits_until_two_diagnoses_agree(monkeypatch, capsys):
    from gan_utils.diagnostics import doctor as module

    verdicts = iter(["undertrained", "oscillating", "undertrained", "healthy", "healthy", "healthy", "oscillating"])
    found = lambda *_: diagnostics.Diagnosis(next(verdicts), {}, ("Wait.",))
    monkeypatch.setattr(module, "diagnose", found)
    doctor = diagnostics.Doctor(every=10, patience=0)
    a_run(63, [doctor])  # six looks, and one at the end
    assert [(step, one.verdict) for step, one in doctor.diagnoses] == [(50, "healthy"), (63, "oscillating")]
    assert capsys.readouterr().out.count("step") == 2


def test_the_doctor_stops_a_run(capsys):
    doctor = diagnostics.Doctor(every=5, stop_on=("diverged",), patience=1000)
    history = a_run(60, [doctor], rate=30.0, loss="wasserstein")
    assert len(history.history["g_loss"]) == doctor.diagnoses[0][0] < 60
    assert [found.verdict for _, found in doctor.diagnoses] == ["diverged"]
    assert "Stopping here" in capsys.readouterr().out


def test_the_doctor_keeps_quiet_and_forgets_nothing(capsys):
    doctor = diagnostics.Doctor(every=50, patience=0, quiet=True)
    a_run(12, [doctor])  # shorter than `every`: diagnosed at the end
    assert doctor.diagnoses[0][0] == 12 and not capsys.readouterr().out
    with pytest.raises(ValueError, match="diverged"):
        diagnostics.Doctor(stop_on="diverged")
    with pytest.raises(ValueError, match="at least 1"):
        diagnostics.Doctor(every=0)


def test_decide_asks_in_order():
    worst = {
        "not_finite": 1,
        "separation": -1.0,
        "swing": 1.0,
        "spread": 0.0,
        "plausible": 0.0,
        "coverage": 0.0,
    }
    assert decide(worst) == "diverged"
    assert decide(worst | {"not_finite": 0}) == "generator_overpowers"
    assert decide(worst | {"not_finite": 0, "separation": 0.5}) == "oscillating"
    assert decide(worst | {"not_finite": 0, "separation": 0.5, "swing": 0.0}) == "mode_collapse"
    assert decide(worst | {"not_finite": 0, "separation": 0.5, "swing": 0.0, "spread": 1.0}) == "undertrained"
