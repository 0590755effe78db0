"""`InfoGAN` and `ACGAN`: what their heads cost by hand, who learns what, exact resume, and what is refused."""

import math

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import data, losses, models, training

SHAPE = (8, 8, 1)
DIGITS = data.load("digits")
X = tf.constant(data.to_model(DIGITS.images[:16]))
adam = lambda: keras.optimizers.Adam(1e-2, beta_1=0.5)


def infogan(n_classes=10, n_uniform=2, noise=5, seed=3, **settings):
    judge = models.dcgan_discriminator(SHAPE, width=2, seed=2)
    heads = models.with_heads(judge, n_classes, n_uniform, hidden_units=4, seed=1)
    generator = models.dcgan_generator(SHAPE, noise + n_classes + n_uniform, width=2, seed=4)
    model = training.InfoGAN(generator, heads, seed=seed)
    model.compile(g_optimizer=adam(), d_optimizer=adam(), jit_compile=False, **settings)
    return model


def acgan(n_classes=10, seed=3, **settings):
    heads = models.with_heads(models.dcgan_discriminator(SHAPE, width=2, seed=2), n_classes, seed=1)
    model = training.ACGAN(models.dcgan_generator(SHAPE, 5, width=2, n_classes=10, seed=4), heads, seed=seed)
    model.compile(g_optimizer=adam(), d_optimizer=adam(), jit_compile=False, **settings)
    return model


KINDS = {"InfoGAN": infogan, "AC-GAN": acgan}
LABELS = tf.constant(DIGITS.labels[:16])


def batches(kind, size=256, seed=5):
    return DIGITS.batches(size, seed=seed, labels=kind == "AC-GAN")


def heads_of(model, images):
    return {which: np.asarray(value) for which, value in model.discriminator(images, training=True).items()}


def cross_entropy(logits, classes):
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return -np.log(odds[np.arange(len(odds)), classes] / odds.sum(axis=1)).mean()


def test_the_generators_loss_is_the_adversarial_one_and_what_the_heads_miss_by_hand():
    model = infogan(head_weight=0.5)
    told = model.told(16, None, draw=3)
    heads = heads_of(model, model.fakes(told, draw=3))
    classes = cross_entropy(heads["classes"], told["classes"].numpy())
    away = ((heads["uniform"] - told["uniform"].numpy()) ** 2).sum(axis=1)
    uniform = (0.5 * away + math.log(2 * math.pi)).mean()  # two codes of ½ log 2π each
    adversarial = np.log1p(np.exp(-heads["logit"])).mean()
    stage = infogan(head_weight=0.5).generator_stage(16, None, draw=3)
    assert float(stage["fake_classes"]) == pytest.approx(classes, rel=1e-4)
    assert float(stage["fake_uniform"]) == pytest.approx(uniform, rel=1e-4)
    assert float(stage["g_loss"]) == pytest.approx(adversarial + 0.5 * (classes + uniform), rel=1e-4)


def test_an_acgan_reads_real_labels_and_what_fakes_were_told():
    model = acgan()
    real = heads_of(model, X)
    fake = heads_of(model, model.fakes({"classes": LABELS}, draw=0))
    stage = acgan().discriminator_stage(X, LABELS, draw=0)
    assert float(stage["real_classes"]) == pytest.approx(cross_entropy(real["classes"], LABELS.numpy()), rel=1e-4)
    assert float(stage["d_fake_term"]) == pytest.approx(np.log1p(np.exp(fake["logit"])).mean(), rel=1e-4)
    assert float(acgan().generator_stage(16, LABELS, draw=0)["fake_classes"]) == pytest.approx(
        cross_entropy(heads_of(model, model.fakes({"classes": LABELS}, draw=0))["classes"], LABELS.numpy()), rel=1e-4
    )


@pytest.mark.parametrize("kind", KINDS)
def test_each_stage_moves_its_own_player_and_the_heads_learn_with_the_discriminator(kind):
    model, labels = KINDS[kind](), LABELS if kind == "AC-GAN" else None
    head = model.discriminator.get_layer("head_classes")

    def moved(stage):
        parts = model.generator.trainable_variables, model.discriminator.trainable_variables, head.trainable_variables
        before = [[w.numpy() for w in part] for part in parts]
        stage()
        after = [[w.numpy() for w in part] for part in parts]
        same = lambda one, other: all(np.array_equal(*pair) for pair in zip(one, other, strict=True))
        return [not same(*pair) for pair in zip(before, after, strict=True)]

    assert moved(lambda: model.discriminator_stage(X, labels, draw=0)) == [False, True, True]
    assert moved(lambda: model.generator_stage(16, labels, draw=1)) == [True, False, False]


def test_without_their_weight_the_heads_stay_as_they_are_and_teach_nobody():
    model = infogan(head_weight=0.0)
    before = [w.numpy() for w in model.discriminator.get_layer("head_classes").weights]
    model.fit(batches("InfoGAN"), epochs=2)
    after = [w.numpy() for w in model.discriminator.get_layer("head_classes").weights]
    assert all(np.array_equal(*pair) for pair in zip(before, after, strict=True))


def test_codes_of_a_step_are_even_repeatable_and_in_range():
    model = infogan()
    told, again, other = model.told(4000, None, 0), infogan().told(4000, None, 0), model.told(4000, None, 3)
    classes, uniform = told["classes"].numpy(), told["uniform"].numpy()
    assert np.array_equal(classes, again["classes"]) and not np.array_equal(classes, other["classes"])
    assert np.abs(np.bincount(classes, minlength=10) - 400).max() < 80
    assert uniform.min() >= -1 and uniform.max() < 1 and uniform.std() == pytest.approx(1 / math.sqrt(3), rel=0.03)
    assert abs(np.corrcoef(uniform.T)[0, 1]) < 0.05


def test_a_generator_that_can_only_speak_in_code_is_read_before_long():
    model = infogan(n_uniform=0, noise=1)
    history = model.fit(DIGITS.batches(128, seed=0), epochs=12).history
    assert np.mean(history["fake_classes"][:5]) > 1.9 > 1.2 > np.mean(history["fake_classes"][-10:])
    codes = np.arange(200) % 10
    read, none = model.read(model.generate(labels=codes, seed=0))
    assert none.shape == (200, 0) and np.allclose(read.sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_cut_short_ends_as_one_that_was_not(tmp_path, capsys, kind):
    whole, first, second = (KINDS[kind](ema_decay=0.9, ema_warmup=True) for _ in range(3))
    history = whole.fit(batches(kind), epochs=4).history
    first.fit(batches(kind), epochs=2, callbacks=training.Checkpoint(tmp_path))
    again = second.fit(batches(kind), epochs=4, callbacks=training.Checkpoint(tmp_path, resume=True)).history
    assert again == history and "Going on from" in capsys.readouterr().out
    assert set(history) == set(whole.history_keys) and len({len(values) for values in history.values()}) == 1
    assert all(np.array_equal(*pair) for pair in zip(whole.get_weights(), second.get_weights(), strict=True))


def test_a_checkpoint_of_another_weight_or_head_is_named(tmp_path):
    infogan().fit(batches("InfoGAN"), callbacks=training.Checkpoint(tmp_path))
    resumed = training.Checkpoint(tmp_path, resume=True)
    with pytest.raises(ValueError, match=r"head_weight is 0\.5 here, 1\.0 in the checkpoint"):
        infogan(head_weight=0.5).fit(batches("InfoGAN"), epochs=2, callbacks=resumed)
    with pytest.raises(ValueError, match="units is 3 here, 2 in the checkpoint"):
        infogan(n_uniform=3, noise=4).fit(batches("InfoGAN"), epochs=2, callbacks=resumed)


def test_what_is_asked_for_is_what_the_generator_is_given():
    model = infogan()
    z = np.arange(10, dtype=np.float32).reshape(2, 5) / 10
    given = model.inputs(labels=[3, 9], z=z, uniform=[[-1, 0.5], [0, 1]])
    assert np.array_equal(given[:, :5], z) and np.array_equal(given[:, 15:], [[-1, 0.5], [0, 1]])
    assert given[:, 5:15].argmax(axis=1).tolist() == [3, 9] and (given[:, 5:15].sum(axis=1) == 1).all()
    assert np.array_equal(model.inputs(labels=[1, 2], z=z)[:, 15:], np.zeros((2, 2)))  # the middle
    drawn = model.inputs(500, seed=1)
    assert np.array_equal(drawn, model.inputs(500, seed=1)) and len(set(drawn[:, 5:15].argmax(axis=1))) == 10
    assert abs(np.corrcoef(drawn[:, 0], drawn[:, 15])[0, 1]) < 0.15  # noise and code are drawn apart
    assert len(model.generate(labels=[1, 2, 3], seed=0)) == 3 and len(model.generate(seed=0)) == 16


def test_samples_of_each_code_are_shown_and_a_saved_generator_knows_its_codes(tmp_path):
    model, grid = infogan(ema_decay=0.9), training.SampleGrid(n=4)
    model.fit(batches("InfoGAN"), callbacks=grid)
    assert grid.frames[-1].shape == (4, *SHAPE)
    model.save_generator(tmp_path / "mine.npz")
    card = models.generator_card(tmp_path / "mine.npz")
    assert card["latent_dim"] == 17 and card["codes"] == {"noise": 5, "classes": 10, "uniform": 2}
    given = model.inputs(3, seed=0)
    made = models.load_generator(tmp_path / "mine.npz")(given, training=False)
    assert np.allclose(made, model.generate(3, seed=0), atol=1e-6)


def test_heads_share_the_trunk():
    judge = models.dcgan_discriminator(SHAPE, width=2, seed=2)
    heads = models.with_heads(judge, n_classes=10, n_uniform=2)
    assert np.array_equal(judge(X, training=False), heads(X, training=False)["logit"])
    judge.layers[1].kernel.assign(judge.layers[1].kernel + 1.0)
    assert np.array_equal(judge(X, training=False), heads(X, training=False)["logit"])
    linear = models.with_heads(judge, n_classes=10)
    assert set(linear.output) == {"logit", "classes"}
    assert linear.count_params() - judge.count_params() == (4 * 4 * 2 + 1) * 10


def test_the_bound_lies_below_the_information_of_a_known_channel():
    # c is right in x with probability 0.8, else any of the four others: I = log 5 − H(0.8, 0.05 × 4)
    channel = np.full((5, 5), 0.05) + 0.75 * np.eye(5)
    truth = math.log(5) + 0.8 * math.log(0.8) + 0.2 * math.log(0.05)
    rng = np.random.default_rng(0)
    c = rng.integers(5, size=100_000)
    x = np.where(rng.random(len(c)) < 0.8, c, (c + rng.integers(1, 5, size=len(c))) % 5)
    exact = float(losses.information_bound(np.log(channel)[x], c))
    assert exact == pytest.approx(truth, abs=0.01)
    for wrong in (np.log(channel)[(x + 1) % 5], 3 * np.log(channel)[x], np.zeros((len(x), 5))):
        assert float(losses.information_bound(wrong, c)) < truth - 0.05
    assert float(losses.information_bound(np.zeros((4, 5)), [0, 1, 2, 3])) == pytest.approx(0, abs=1e-6)


def plain(n_classes=None):
    return models.dcgan_discriminator(SHAPE, width=2, n_classes=n_classes)


GENERATOR = models.dcgan_generator(SHAPE, 17, width=2)
HEADS = models.with_heads(plain(), 10, 2)
Z = np.zeros((2, 5), np.float32)


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda: models.with_heads(plain(10), 10), "given labels, so a head could read them off"),
        (lambda: models.with_heads(plain()), "no head to grow"),
        (lambda: models.with_heads(plain(), 10, feature_layer="trunk"), "has no layer 'trunk': choose one of"),
        (lambda: models.with_heads(plain(), -1, 2), "n_classes must be a whole number of at least 0"),
        (lambda: training.InfoGAN(GENERATOR, plain()), "has no heads: give it some by models.with_heads"),
        (lambda: training.InfoGAN("generator", HEADS), "the generator must be a keras.Model"),
        (
            lambda: training.InfoGAN(models.dcgan_generator(SHAPE, 12, 2), HEADS),
            "no noise: build it with latent_dim=74",
        ),
        (lambda: training.InfoGAN(models.dcgan_generator((16, 16, 1), 17, 2), HEADS), "both with the same shape"),
        (lambda: training.InfoGAN(models.dcgan_generator(SHAPE, 17, 2, n_classes=10), HEADS), "build it without n_cl"),
        (lambda: training.ACGAN(GENERATOR, models.with_heads(plain(), 10)), r"takes \[z, labels\]"),
        (lambda: training.ACGAN(models.dcgan_generator(SHAPE, 5, 2, n_classes=10), HEADS), "no n_uniform"),
        (lambda: acgan(n_classes=3), "the generator knows 10 classes but the head tells 3"),
        (lambda: infogan(head_weight=-1), "head_weight must be a number of at least 0"),
        (lambda: infogan(loss="relativistic"), "a relativistic loss pairs"),
        (
            lambda: infogan().generate(2, labels=[1, 10], seed=0),
            "unknown class label 10: choose from the classes 0 to 9",
        ),
        (lambda: infogan().generate(labels=[1], seed=0, uniform=[[0.0, 1.5]]), r"numbers from 0 to 1\.5: the gen"),
        (lambda: infogan().generate(labels=[1], seed=0, uniform=[0.0, 1.0]), r"shape \(1, 2\), one number in"),
        (lambda: infogan(n_uniform=0).generate(labels=[1], seed=0, uniform=[[0.0]]), "has no continuous codes"),
        (lambda: infogan(n_classes=0).generate(2, labels=[1, 2], seed=0), "takes no class"),
        (lambda: infogan().generate(z=Z), "needs labels, the class of each sample, or a seed"),
        (lambda: infogan().generate(4), "needs a seed"),
        (lambda: infogan().generate(labels=[1, 2], z=Z[:, :3]), r"z must have shape \(n, 5\)"),
        (lambda: infogan().read(DIGITS.images[0]), "one picture by itself"),
        (lambda: acgan().generate(3, seed=0), "needs labels"),
        (lambda: acgan().fit(DIGITS.batches(64, seed=0)), "a conditional GAN needs labels"),
        (lambda: acgan().save("x.keras"), "save_generator"),
        (lambda: losses.class_cross_entropy(np.zeros((3, 2)), [0, 1]), "one class for each row"),
        (lambda: losses.uniform_cross_entropy(np.zeros((3, 2)), np.zeros((3, 1))), r"\(3, 2\) but uniform \(3, 1\)"),
        (lambda: losses.uniform_cross_entropy(np.zeros((3, 2)), np.zeros(3)), r"\(3, 2\) but uniform \(3,\)"),
    ],
)
def test_what_cannot_work_is_said_in_a_sentence(do, words):
    with pytest.raises((ValueError, NotImplementedError), match=words):
        do()
