"""The runs behind notebook 16: their rows, what is measured, and the table that is shipped."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_course.experiments import responsible, table
from gan_course.experiments.responsible import attacks, detecting, marking, runs
from gan_utils import data, metrics, models

DIGITS = data.load("mnist5k", "test").images[np.random.default_rng(0).permutation(1000)]


def test_rows_of_a_group_differ_in_one_thing_and_predictions_name_each_group():
    for group in ("attack", "mark", "minority"):
        first, *others = responsible.group(group).values()
        assert all(sum(one != changed for one, changed in zip(first, other, strict=True)) == 1 for other in others)
    about = {question.split(",")[0].split()[0] for question in responsible.PREDICTIONS}
    assert about == {"attack", "detector", "mark", "minority"}
    assert responsible.settings("2% zeros")["share"] == 0.02 and "share" not in responsible.settings("plain mark")


def generator_of(pictures):
    """A generator that draws the picture whose number is the place of the largest latent."""
    z = keras.Input((len(pictures),))
    sharp = keras.layers.Softmax()(z * 50.0)
    flat = keras.layers.Dense(784, use_bias=False, name="look")(sharp)
    model = keras.Model(z, keras.layers.Reshape((28, 28, 1))(flat))
    model.get_layer("look").set_weights([data.to_model(pictures).reshape(len(pictures), 784)])
    return model


def test_a_generator_that_copies_is_caught_by_its_samples_and_by_projection():
    members, others = DIGITS[:8], DIGITS[100:120]
    judge = models.dcgan_discriminator((28, 28, 1), width=2, seed=1)
    found = attacks.attacked(generator_of(members), judge, members, others, seed=0, n_drawn=60, steps=3)
    areas = {attack: metrics.auc(*scores).value for attack, scores in found.items()}
    assert areas["nearest"] > 0.95 and areas["projection"] > 0.9 and list(areas) == ["logit", "nearest", "projection"]
    assert [len(scores) for scores in found["logit"]] == [8, 20]
    swapped = attacks.attacked(generator_of(members), judge, others, members, seed=0, n_drawn=60, steps=1)
    assert metrics.auc(*swapped["nearest"]).value == pytest.approx(1 - areas["nearest"])


def test_descent_comes_nearer():
    generator = models.load_pretrained("dcgan")
    z = np.zeros((4, 64), np.float32) + 0.1
    first, later = (attacks.projection_errors(generator, DIGITS[:4], z, steps) for steps in (1, 25))
    assert later.mean() < first.mean() and first.shape == (4,)


def test_a_detector_finds_what_it_learnt_and_its_counts_are_shares():
    stripes = 8 * (np.arange(28) % 2)[None, None, :, None]
    striped = lambda images: np.clip(images.astype(int) + stripes, 0, 255).astype(np.uint8)
    detector = detecting.Detector("spectrum", DIGITS[:300], striped(DIGITS[300:600]))
    right, found, mistaken = detecting.tested(detector, DIGITS[600:800], striped(DIGITS[800:]))
    assert right == pytest.approx(0.5 * (found + 1 - mistaken)) and right > 0.7
    twice = detecting.Detector("grey_levels", DIGITS[:20], striped(DIGITS[20:40]), compressed=True)
    assert twice.scaler.n_samples_seen_ == 80
    for how in detecting.TOUCHES:
        passed = detecting.touched(DIGITS[:2], how)
        assert passed.shape == (2, 28, 28, 1) and np.array_equal(passed, DIGITS[:2]) == (how == "as it is")


@pytest.mark.parametrize("name", responsible.KNOWN)
def test_shipped_generators_draw_by_their_seed(name):
    one, again, other = (detecting.generated(name, 6, seed) for seed in (1, 1, 2))
    assert one.shape == (6, 28, 28, 1) and one.dtype == np.uint8
    assert np.array_equal(one, again) and not np.array_equal(one, other)


def test_damage_lets_a_gradient_pass_and_keeps_black_black():
    images = tf.constant(data.to_model(DIGITS[:6]))
    with tf.GradientTape() as tape:
        tape.watch(images)
        changed = marking.damaged(images, (1, 2))
        loss = tf.reduce_sum(changed**2)
    assert np.abs(tape.gradient(loss, images)).sum() > 0
    assert not np.allclose(changed, images) and np.allclose(changed, marking.damaged(images, (1, 2)))
    assert np.allclose(marking.damaged(tf.fill((3, 8, 8, 1), -1.0), (1, 2)), -1.0)


def test_signing_moves_bits_towards_the_key_and_leaves_the_decoder_alone():
    _, decoder = responsible.hide(0, hardened=False, steps=80)
    before = [weight.copy() for weight in decoder.get_weights()]
    key = responsible.key_of(0)
    given = [np.random.default_rng(0).normal(size=(50, 64)).astype(np.float32), np.arange(50, dtype=np.int32) % 10]
    signed = responsible.sign(decoder, key, 0, hardened=False, steps=80)
    own, after = (
        responsible.passes(decoder, data.to_display(network.predict(given, verbose=0)), key)[0]
        for network in (models.load_pretrained(marking.SIGNED), signed)
    )
    assert after > own
    assert all(np.array_equal(one, other) for one, other in zip(before, decoder.get_weights(), strict=True))


def test_random_keys_agree_as_often_as_coins():
    decoder = models.watermark_decoder((28, 28, 1), seed=1)
    keys = np.random.default_rng(0).integers(2, size=(1000, 16))
    share, passed = responsible.passes(decoder, DIGITS, keys, threshold=11)
    assert share == pytest.approx(0.5, abs=0.02)
    assert passed == pytest.approx(metrics.false_positive_rate(11, 16), abs=0.03)


@pytest.mark.parametrize("row", ["50 digits", "grey levels", "plain mark", "2% zeros"])
def test_a_run_measures_its_row(row):
    record, arrays = runs.run(row, seed=0, steps=1, n=70)
    assert record["processor_seconds"] > 0
    if row == "50 digits":
        assert set(record["auc"]) == {"logit", "nearest", "projection"} and sum(record["classes"]) == 70
        assert all(low <= value <= high for value, low, high in record["auc"].values())
        assert all(each.dtype == np.float16 for each in arrays.values())
    elif row == "grey levels":
        assert set(record["generators"]) == set(responsible.KNOWN) and not arrays
        assert set(record["touches"]) == set(detecting.TOUCHES)
    elif row == "plain mark":
        assert set(record["read"]) >= {"nothing", "blur of 1", "shift of 2"} and arrays["marked"].shape == (
            8,
            28,
            28,
            1,
        )
    else:
        assert record["in_data"] == [73, 3673] and sum(record["classes"]) == 70


def test_unknown_rows_are_refused():
    with pytest.raises(ValueError, match="unknown row 'mark'"):
        runs.run("mark", seed=0)
    with pytest.raises(ValueError, match="unknown row 'plain mark'"):
        responsible.kept_players("plain mark")


def test_the_shipped_table_is_whole_and_of_todays_settings():
    fresh = table.fresh(responsible.EXPERIMENT)
    assert set(fresh) == {(row, seed) for row in responsible.ROWS for seed in responsible.SEEDS}


def test_kept_networks_are_those_that_were_measured():
    """Half a digit of precision was dropped, and the ranking of training digits is the table's."""
    from gan_course.experiments.generalisation import training_digits

    _, judge = responsible.kept_players("50 digits")
    seed = responsible.SEEDS[0]
    members = training_digits(50, seed).images
    logits = [judge.predict(data.to_model(images), verbose=0)[:, 0] for images in (members, DIGITS)]
    run = table.fresh(responsible.EXPERIMENT)["50 digits", seed]
    assert metrics.auc(*logits).value == pytest.approx(run["auc"]["logit"][0], abs=0.01)
    decoder, key = responsible.kept_decoder()
    assert np.array_equal(key, responsible.key_of(seed))
    marked = responsible.pictures()["hardened mark"]["marked"]
    assert responsible.passes(decoder, marked, key)[0] > 0.8
