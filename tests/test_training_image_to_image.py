"""`ImageToImage` and `CycleGAN`: their losses, their stages, exact resume, and what they refuse in a sentence."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import data, losses, models, training

SHAPE = (8, 8, 1)
DIGITS = data.load("digits").images[:96]
PAIRS = data.ImagePairs(data.noisy(DIGITS, seed=0), DIGITS)


def restorer(judged=True, latent_dim=None, sees=True, matched=False, **settings):
    judge = models.patch_discriminator(SHAPE, SHAPE if sees else None, width=2, seed=2) if judged else None
    layers = models.rectifiers(judge) if matched else ()
    generator = models.unet(SHAPE, width=2, latent_dim=latent_dim, seed=1)
    model = training.ImageToImage(generator, judge, seed=3, feature_layers=layers)
    adam = lambda: keras.optimizers.Adam(1e-2, beta_1=0.5)
    model.compile(g_optimizer=adam(), d_optimizer=adam(), jit_compile=False, **settings)
    return model


def matching(layers, judge="patch"):
    judge = models.patch_discriminator(SHAPE, width=2) if judge else None
    return training.ImageToImage(models.unet(SHAPE, width=2), judge, feature_layers=layers)


def same(one, other):
    return all(np.array_equal(*pair) for pair in zip(one.get_weights(), other.get_weights(), strict=True))


def test_without_a_judge_the_loss_is_the_mean_absolute_difference_and_it_falls():
    model = restorer(judged=False, l1_weight=1.0)
    (batch,) = PAIRS.batches(96, seed=0).take(1)
    generator = keras.models.clone_model(model.generator)
    generator.set_weights(model.generator.get_weights())
    by_hand = float(np.mean(np.abs(batch[1] - generator(batch[0], training=True))))
    history = model.fit(tf.data.Dataset.from_tensors(batch), epochs=40).history
    assert history["g_loss"][0] == pytest.approx(by_hand, rel=1e-5) and history["l1"] == history["g_loss"]
    assert history["l1"][-1] < 0.6 * history["l1"][0]


def test_the_generators_loss_is_the_weighted_sum_of_its_two_terms():
    (batch,) = PAIRS.batches(32, seed=0).take(1)
    model = restorer(l1_weight=10.0, adversarial_weight=3.0)
    before = model.generator.get_weights()
    stage = model.generator_stage(*batch, draw=1)
    model.generator.set_weights(before)
    made = model.generator(batch[0], training=True)
    through = losses.non_saturating_generator(model.discriminator([batch[0], made], training=True))
    l1 = float(np.mean(np.abs(batch[1] - made)))
    assert float(stage["g_loss"]) == pytest.approx(3.0 * float(through) + 10.0 * l1, rel=1e-4)


@pytest.mark.parametrize("sees", [True, False])
def test_features_add_a_third_term_with_its_weight(sees):
    (batch,) = PAIRS.batches(32, seed=0).take(1)
    model = restorer(matched=True, sees=sees, l1_weight=10.0, feature_weight=5.0)
    layers = [model.discriminator.get_layer(name).output for name in models.rectifiers(model.discriminator)]
    assert len(layers) >= 2
    ask = keras.Model(model.discriminator.inputs, [model.discriminator.outputs[0], *layers])
    answers = lambda pictures: ask([batch[0], pictures] if sees else pictures, training=True)
    before = model.generator.get_weights()
    stage = {key: float(value) for key, value in model.generator_stage(*batch, draw=1).items()}
    after = model.generator.get_weights()
    model.generator.set_weights(before)
    made = model.generator(batch[0], training=True)
    (_, *wanted), (logits, *found) = answers(batch[1]), answers(made)
    by_hand = sum(float(np.mean(np.abs(y - x))) for y, x in zip(wanted, found, strict=True))
    assert stage["features"] == pytest.approx(by_hand, rel=1e-4) and by_hand > 0
    through = float(losses.non_saturating_generator(logits))
    assert stage["g_loss"] == pytest.approx(through + 10.0 * stage["l1"] + 5.0 * by_hand, rel=1e-4)
    plain = restorer(sees=sees, l1_weight=10.0)
    plain.generator_stage(*batch, draw=1)
    assert not all(np.array_equal(*pair) for pair in zip(after, plain.generator.get_weights(), strict=True))


def test_features_that_weigh_nothing_change_nothing_and_are_still_told():
    batches = lambda: PAIRS.batches(32, seed=0).take(3)
    plain, weightless = restorer(), restorer(matched=True, feature_weight=0.0)
    one, other = plain.fit(batches()).history, weightless.fit(batches()).history
    assert set(other) - set(one) == {"features"} and min(other["features"]) > 0
    np.testing.assert_allclose(one["g_loss"], other["g_loss"], rtol=1e-4)


@pytest.mark.parametrize("matched", [False, True])
def test_each_stage_moves_its_own_player_alone(matched):
    (batch,) = PAIRS.batches(32, seed=0).take(1)
    model = restorer(matched=matched)
    g, d = ([w.numpy() for w in network.trainable_variables] for network in (model.generator, model.discriminator))
    moved = lambda network, old: [
        not np.array_equal(w.numpy(), o) for w, o in zip(network.trainable_variables, old, strict=True)
    ]
    model.discriminator_stage(*batch, draw=0)
    assert not any(moved(model.generator, g)) and all(moved(model.discriminator, d))
    d = [w.numpy() for w in model.discriminator.trainable_variables]
    model.generator_stage(*batch, draw=1)
    assert any(moved(model.generator, g)) and not any(moved(model.discriminator, d))


def test_a_run_cut_short_ends_as_one_that_was_not(tmp_path, capsys):
    settings = {"latent_dim": 3, "ema_decay": 0.9, "ema_warmup": True, "matched": True}
    whole, first, second = (restorer(**settings) for _ in range(3))
    batches = lambda: PAIRS.batches(32, seed=5)
    history = whole.fit(batches(), epochs=4).history
    first.fit(batches(), epochs=2, callbacks=training.Checkpoint(tmp_path))
    again = second.fit(batches(), epochs=4, callbacks=training.Checkpoint(tmp_path, resume=True)).history
    assert again == history and same(whole, second)
    assert "Going on from step-00000006.npz" in capsys.readouterr().out


def test_what_is_matched_nowhere_weighs_nothing_so_that_older_checkpoints_go_on():
    assert restorer().feature_weight == 0.0 and restorer(matched=True).feature_weight == 2.0


def test_a_checkpoint_of_another_weight_or_other_pairs_is_named(tmp_path):
    restorer().fit(PAIRS.batches(32, seed=0), callbacks=training.Checkpoint(tmp_path))
    with pytest.raises(ValueError, match=r"l1_weight is 1\.0 here, 100\.0 in the checkpoint"):
        restorer(l1_weight=1.0).fit(
            PAIRS.batches(32, seed=0), epochs=2, callbacks=training.Checkpoint(tmp_path, resume=True)
        )
    others = data.ImagePairs(PAIRS.inputs, 255 - PAIRS.targets)
    with pytest.raises(ValueError, match="hash of the targets"):
        restorer().fit(others.batches(32, seed=0), epochs=2, callbacks=training.Checkpoint(tmp_path, resume=True))


def test_the_saved_generator_makes_the_same_pictures(tmp_path):
    model = restorer(ema_decay=0.9)
    model.fit(PAIRS.batches(32, seed=0))
    model.save_generator(tmp_path / "mine.npz", {"data": "8×8 digits"})
    loaded, card = models.load_generator(tmp_path / "mine.npz"), models.generator_card(tmp_path / "mine.npz")
    assert np.allclose(loaded(data.to_model(DIGITS), training=False), model.generate(DIGITS), atol=1e-6)
    assert card["input_shape"] == list(SHAPE) and card["recipe"]["l1_weight"] == 100.0 and card["steps"] == 3


def test_answers_follow_the_seed_where_the_generator_takes_noise():
    model = restorer(latent_dim=3)
    one, again, other = (model.generate(DIGITS[:4], seed=seed) for seed in (0, 0, 1))
    assert np.array_equal(one, again) and not np.array_equal(one, other)


def test_a_loss_that_is_not_finite_puts_the_good_weights_back():
    model = restorer(judged=False)
    good = model.get_weights()
    broken = tf.data.Dataset.from_tensors((tf.zeros((4, *SHAPE)), tf.zeros((4, *SHAPE)))).concatenate(
        tf.data.Dataset.from_tensors((tf.zeros((4, *SHAPE)), tf.fill((4, *SHAPE), np.nan)))
    )
    with pytest.warns(RuntimeWarning, match="not finite"):
        model.fit(broken)
    assert all(np.array_equal(*pair) for pair in zip(model.get_weights(), good, strict=True))


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda: training.ImageToImage(models.mlp_generator((8, 8, 1), 2)), "height, width, channels"),
        (
            lambda: training.ImageToImage(
                models.unet(SHAPE, width=2), models.patch_discriminator((16, 16, 1), width=2)
            ),
            r"takes \(16, 16, 1\), but is given \(8, 8, 1\)",
        ),
        (lambda: restorer(judged=False, l1_weight=0.0), "nothing teaches this generator"),
        (lambda: restorer(l1_weight=-1), "l1_weight must be a number of at least 0"),
        (lambda: restorer(feature_weight=-1), "feature_weight must be a number of at least 0"),
        (lambda: matching(["last"]), "has no layer 'last': choose one of"),
        (lambda: matching("features"), r"feature_layers are several names, such as \['features'\]"),
        (lambda: matching(["features"], judge=None), "layers of the discriminator, and there is none"),
        (lambda: restorer().fit(data.load("digits").batches(32, seed=0)), "do not hold \\(inputs, targets\\)"),
        (lambda: restorer().fit(PAIRS), "fit takes batches"),
        (lambda: restorer().generate(DIGITS[0]), "one picture by itself"),
        (lambda: restorer().generate(DIGITS.astype("float32")), r"expected \[-1, 1\]"),
        (lambda: restorer().generate(DIGITS, z=np.zeros((96, 2))), "takes no z"),
        (lambda: restorer(latent_dim=2).generate(DIGITS), "needs a seed"),
        (lambda: restorer().save("x.keras"), "save_generator"),
        (
            lambda: training.ImageToImage(models.unet(SHAPE, width=2)).fit(PAIRS.batches(32, seed=0)),
            "not compiled",
        ),
    ],
)
def test_what_cannot_work_is_said_in_a_sentence(do, words):
    with pytest.raises((ValueError, NotImplementedError), match=words):
        do()


# -- without pairs -------------------------------------------------------------------------------------------------


def cycle_gan(to_b=None, to_a=None, pool=8, **settings):
    to_b, to_a = (each or models.unet(SHAPE, width=2, seed=i) for i, each in enumerate((to_b, to_a)))
    judges = [models.patch_discriminator(SHAPE, width=2, seed=i) for i in (2, 3)]
    model = training.CycleGAN(to_b, to_a, *judges, pool=pool)
    model.compile(jit_compile=False, **settings)
    return model


def negative():
    x = keras.Input(SHAPE)
    return keras.Model(x, keras.layers.Rescaling(-1.0)(x))


def unpaired():
    halves = (data.ImageDataset(part) for part in (DIGITS[:48], 255 - DIGITS[48:]))
    return tf.data.Dataset.zip(tuple(half.batches(16, seed=i) for i, half in enumerate(halves)))


def test_there_and_back_by_an_exact_inverse_costs_nothing_and_the_identity_does():
    (batch,) = unpaired().take(1)
    stage = cycle_gan(negative(), negative()).generator_stage(*batch)
    assert float(stage["cycle"]) == 0.0 and float(stage["identity"]) > 0.5


def test_a_cycle_run_cut_short_ends_as_one_that_was_not_old_fakes_and_all(tmp_path):
    whole, first, second = (cycle_gan() for _ in range(3))
    history = whole.fit(unpaired(), epochs=4).history
    first.fit(unpaired(), epochs=2, callbacks=training.Checkpoint(tmp_path))
    resuming = training.Checkpoint(tmp_path, resume=True)
    resuming.say = lambda line: None
    again = second.fit(unpaired(), epochs=4, callbacks=resuming).history
    assert again == history and same(whole, second)
    assert np.abs(whole.pools[0].numpy()).max() > 0


def test_old_fakes_come_out_of_the_pool_and_new_ones_go_in():
    model, fakes = cycle_gan(), tf.ones((4, *SHAPE))
    assert np.array_equal(model._old_and_new(fakes, 0), fakes)  # the first step fills the pool
    model.step.assign(1)
    shown = np.concatenate([model._old_and_new(-fakes, 0) for _ in range(1)])
    kinds, held = shown[:, 0, 0, 0], model.pools[0].numpy()[:, 0, 0, 0]
    assert set(np.unique(kinds)) <= {-1.0, 1.0} and (held == -1).sum() == (kinds == 1).sum()


def test_four_networks_of_two_shapes_and_relativistic_pairs_are_refused():
    with pytest.raises(ValueError, match="one picture of one shape"):
        training.CycleGAN(
            models.unet(SHAPE, width=2),
            models.unet((16, 16, 1), width=2),
            models.patch_discriminator(SHAPE, width=2),
            models.patch_discriminator((16, 16, 1), width=2),
        )
    with pytest.raises(ValueError, match="compares pairs"):
        cycle_gan(loss="relativistic")
