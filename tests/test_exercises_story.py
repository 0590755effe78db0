"""The blank in the story of notebook 02: what its check says of right and wrong stages, and who stands in."""

import keras
import numpy as np
import planted_answers as planted
import pytest
import tensorflow as tf
from keras import ops

from gan_course import exercises
from gan_course.exercises import networks, solutions
from gan_course.exercises.vanilla import story_stage
from gan_course.exercises.vanilla.steps import package_step
from gan_course.exercises.vanilla.story_stage import stage
from gan_course.tools import notebooks

NOTEBOOK = notebooks.FOLDER / "02_vanilla_gan.ipynb"
softplus, mean = tf.nn.softplus, tf.reduce_mean


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_PROGRESS_FILE", str(tmp_path / "progress.json"))


def variant(
    loss_of=lambda f: mean(softplus(-f)),
    moved=lambda g, d: g.trainable_variables,
    g_training=True,
    d_training=True,
    applied=1,
    returned=lambda loss, f: loss,
    own_optimizer=False,
):
    """Return a generator's stage that differs from the right one in what is given."""

    def generator_stage(generator, discriminator, optimizer, z):
        with tf.GradientTape() as tape:
            f = discriminator(generator(z, training=g_training), training=d_training)
            loss = loss_of(f)
        variables = moved(generator, discriminator)
        gradients = tape.gradient(loss, variables)
        for _ in range(applied):
            (keras.optimizers.SGD(0.5) if own_optimizer else optimizer).apply(gradients, variables)
        return returned(loss, f)

    return generator_stage


def with_keras(generator, discriminator, optimizer, z):
    with tf.GradientTape() as tape:
        f = discriminator(generator(z, training=True), training=True)
        loss = keras.losses.BinaryCrossentropy(from_logits=True)(ops.ones_like(f), f)
    gradients = tape.gradient(loss, generator.trainable_variables)
    optimizer.apply_gradients(zip(gradients, generator.trainable_variables, strict=True))
    return float(loss)


@tf.function
def compiled(generator, discriminator, optimizer, z):
    with tf.GradientTape() as tape:
        loss = -ops.mean(ops.log_sigmoid(discriminator(generator(z, training=True), training=True)))
    optimizer.apply(tape.gradient(loss, generator.trainable_weights), generator.trainable_weights)
    return loss


def fakes_outside(generator, discriminator, optimizer, z):
    fake = generator(z, training=True)
    with tf.GradientTape() as tape:
        loss = mean(softplus(-discriminator(fake, training=True)))
    optimizer.apply(tape.gradient(loss, generator.trainable_variables), generator.trainable_variables)
    return loss


def loss_outside(generator, discriminator, optimizer, z):
    with tf.GradientTape() as tape:
        f = discriminator(generator(z, training=True), training=True)
    loss = mean(softplus(-f))
    optimizer.apply(tape.gradient(loss, generator.trainable_variables), generator.trainable_variables)
    return loss


def gradient_of_the_other(generator, discriminator, optimizer, z):
    with tf.GradientTape() as tape:
        loss = mean(softplus(-discriminator(generator(z, training=True), training=True)))
    optimizer.apply(tape.gradient(loss, discriminator.trainable_variables), generator.trainable_variables)
    return loss


def zipped(generator, discriminator, optimizer, z):
    with tf.GradientTape() as tape:
        loss = mean(softplus(-discriminator(generator(z, training=True), training=True)))
    gradients = tape.gradient(loss, generator.trainable_variables)
    optimizer.apply(zip(gradients, generator.trainable_variables, strict=True))
    return loss


def arguments_swapped(generator, discriminator, optimizer, z):
    with tf.GradientTape() as tape:
        loss = mean(softplus(-discriminator(generator(z, training=True), training=True)))
    gradients = tape.gradient(loss, generator.trainable_variables)
    optimizer.apply(generator.trainable_variables, gradients)
    return loss


def frozen_for_good(generator, discriminator, optimizer, z):
    discriminator.trainable = False
    return variant()(generator, discriminator, optimizer, z)


def loss_of_the_next(generator, discriminator, optimizer, z):
    variant()(generator, discriminator, optimizer, z)
    return mean(softplus(-discriminator(generator(z, training=True), training=True)))


RIGHT = {
    "the reference": story_stage.generator_stage,
    "as here": variant(),
    "Keras' cross-entropy, zipped": with_keras,
    "compiled": compiled,
    "log of the sigmoid": variant(lambda f: -mean(tf.math.log(tf.sigmoid(f)))),
}
both = lambda g, d: [*g.trainable_variables, *d.trainable_variables]
WRONG = [
    ("What is computed outside the `with` block is not recorded", fakes_outside),
    ("everything from there to the loss, inside it", loss_outside),
    ("`optimizer.apply` takes two lists", zipped),
    ("first the gradients, then the variables", arguments_swapped),
    ("It is D that has moved, and not G", variant(moved=lambda g, d: d.trainable_variables)),
    ("D has moved too", variant(moved=both)),
    ("softplus(+f) is what *D* pays", variant(lambda f: mean(softplus(f)))),
    ("This is the minimax loss", variant(lambda f: -mean(softplus(f)))),
    ("it does not maximise it", variant(lambda f: -mean(softplus(-f)))),
    ("Nobody has moved", variant(applied=0)),
    ("one update by it", variant(applied=2)),
    ("by the `optimizer` that was handed in", variant(own_optimizer=True)),
    ("The mean is left out", variant(lambda f: tf.reduce_sum(softplus(-f)))),
    ("The mean is left out", variant(lambda f: softplus(-f))),
    ("gives nothing back", variant(returned=lambda loss, f: None)),
    ("call it with `training=True`", variant(g_training=False)),
    ("D judges in inference mode", variant(d_training=False)),
    ("Both networks work in inference mode", variant(g_training=False, d_training=False)),
    ("A sigmoid too many", variant(lambda f: mean(softplus(-tf.sigmoid(f))))),
    ("The gradient of one network is applied to the variables of the other", gradient_of_the_other),
    ("left frozen", frozen_for_good),
    ("not the mean of softplus(−f) from before its move", loss_of_the_next),
    ("another loss is returned. The mean is left out", variant(returned=lambda loss, f: tf.reduce_sum(softplus(-f)))),
    ("return one number", variant(returned=lambda loss, f: softplus(-f))),
    ("not to the right place", variant(lambda f: mean(tf.square(f - 1.0)))),
]


@pytest.mark.parametrize("answer", RIGHT.values(), ids=RIGHT)
def test_a_right_stage_passes_however_it_is_written(answer):
    assert stage.check(answer).status == "correct"
    for seed in (1, 2):
        stage.grade(answer, seed=seed)


@pytest.mark.parametrize(("words", "answer"), WRONG, ids=[words for words, _ in WRONG])
def test_a_mistake_gets_the_message_meant_for_it(words, answer):
    told = stage.check(answer)
    assert told.status == "not yet" and words in repr(told), told
    for seed in (1, 2):
        with pytest.raises(AssertionError) as refused:
            stage.grade(answer, seed=seed)
        assert words in str(refused.value)


def test_a_blank_and_an_exception_are_told_apart():
    cells = {cell.id: cell for cell in notebooks.read(NOTEBOOK).cells}
    (blank,) = planted.run(cells["stage-answer"].source, stage)
    assert stage.check(blank).status == "not attempted"
    (raising,) = planted.run("def generator_stage(*anything):\n    count = 1\n    return count / 0\n", stage)
    told = stage.check(raising)
    assert told.status == "error" and "Line 3 of your cell, `return count / 0`" in told.message


def test_ours_stands_in_until_theirs_passes(capsys):
    for answer in (variant(applied=0), lambda *anything: ..., fakes_outside):
        assert stage.or_ours(answer) is story_stage.generator_stage
        assert capsys.readouterr().out == "using the course's generator_stage until yours passes\n"
    mine = variant()
    assert stage.or_ours(mine) is mine
    assert capsys.readouterr().out == "using your generator_stage\n"


def test_ours_does_what_the_package_does_and_needs_no_answers(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_SOLUTIONS_DIR", str(tmp_path / "withheld"))
    rng = np.random.default_rng(3)
    start, z = networks.pair(rng), rng.standard_normal((5, networks.LATENT_DIM)).astype(np.float32)
    want, _ = package_step(start, [], [], z)
    generator, discriminator = map(networks.copy, start)
    loss = stage.or_ours(None)(generator, discriminator, keras.optimizers.SGD(0.5), z)
    assert float(loss) == pytest.approx(want.g_loss, rel=1e-5)
    move = networks.flat(generator.trainable_variables) - networks.flat(start[0].trainable_variables)
    np.testing.assert_allclose(move, want.g_move, rtol=1e-4, atol=1e-6)
    assert "ask your instructor" in repr(stage.solution())


def test_the_reference_is_shown_and_right():
    text = solutions.text(stage.notebook)
    code = solutions.blocks(text)["stage"]
    assert repr(stage.solution()).endswith(code)
    assert stage.check(*planted.run(f"{solutions.preamble(text)}\n\n{code}\n", stage)).status == "correct"
    assert len(stage.hints) == 3 and all("softplus(-" not in hint for hint in stage.hints)


def test_a_blank_of_the_story_is_no_exercise():
    assert stage not in exercises.every()
    assert "stage" not in repr(exercises.progress("02_vanilla_gan"))
    assert repr(stage) == "02_vanilla_gan, generator_stage: the generator's stage"
    assert repr(stage.check(variant())).startswith("✓ Correct (02_vanilla_gan, generator_stage). ")


def test_the_notebook_marks_the_blank_and_its_check():
    cells = {cell.id: cell for cell in notebooks.read(NOTEBOOK).cells}
    assert notebooks.tags(cells["stage-answer"]) == ["exercise"] and "# your code here" in cells["stage-answer"].source
    assert notebooks.tags(cells["stage-check"]) == ["story-check"]
    assert cells["stage-check"].source.startswith("stage.check(generator_stage)\n")


def test_the_notebook_uses_whichever_passes(capsys):
    """The cells around the blank, as handed out and with the reference in its place."""
    cells = {cell.id: cell.source for cell in notebooks.read(NOTEBOOK).cells}
    reference = solutions.read(stage.notebook)["stage"]
    for answer, words in ((cells["stage-answer"], "the course's"), (reference, "your")):
        space = {"tf": tf, "stage": stage}
        for source in (answer, cells["stage-check"]):
            exec(source, space)
        assert f"using {words} generator_stage" in capsys.readouterr().out
        assert (space["g_stage"] is story_stage.generator_stage) == (words == "the course's")
