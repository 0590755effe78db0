"""The blank in the story of notebook 02: the generator's stage of a step, with its check and a stand-in."""

from typing import NamedTuple

import numpy as np

from gan_course.exercises.asking import Raised, Slip, array, expect
from gan_course.exercises.base import Exercise
from gan_course.exercises.outcome import Outcome
from gan_course.exercises.vanilla.steps import G_RATE, named, package_step


class Blank(Exercise):
    """A function that the learner writes in the middle of the story: checked like an exercise, but neither counted
    nor graded, and with a stand-in, so that the rest of the notebook runs without it.

    Args:
        notebook: its name, as "02_vanilla_gan".
        name: of its block among the reference answers, as "stage".
        title, why, hints: as for an exercise.
        ours: the course's function of the same name, which stands in until the learner's passes.
    """

    def __init__(self, notebook, name, title, why, hints, ours):
        super().__init__(notebook, 0, title, [ours.__name__], 0, why, hints, tensors=True)
        self._name, self.ours = name, ours

    @property
    def name(self):
        """As among the reference answers: "stage"."""
        return self._name

    def __repr__(self):
        return f"{self.notebook}, {self.functions[0]}: {self.title}"

    def or_ours(self, answer):
        """Return the learner's function if it passes the check, else the course's; print in one line which."""
        passes = self._judge((answer,), seed=0).status == "correct"
        function = self.functions[0]
        print(f"using your {function}" if passes else f"using the course's {function} until yours passes")
        return answer if passes else self.ours

    def _outcome(self, status, message, **more):
        return Outcome(status, message, f"{self.notebook}, {self.functions[0]}", **more)


def generator_stage(generator, discriminator, optimizer, z):
    """Move G once, through D; return its loss: what notebook 02 uses until the learner has written it."""
    import tensorflow as tf

    with tf.GradientTape() as tape:
        fake = generator(z, training=True)
        loss = tf.reduce_mean(tf.nn.softplus(-discriminator(fake, training=True)))
    variables = generator.trainable_variables
    optimizer.apply(tape.gradient(loss, variables), variables)
    return loss


stage = Blank(
    "02_vanilla_gan",
    "stage",
    "the generator's stage",
    why="These few lines are all that a generator ever learns from: D's slope at its own fakes.",
    hints=[
        "The gradient has to get from the loss, through D, back to G's weights: all of that way belongs inside the "
        "`with` block.",
        "Inside the tape: the fakes, D's logits of them (both calls with `training=True`), and the loss.",
        "A skeleton: `with tf.GradientTape() as tape:` holds `fake = ____` and `loss = tf.reduce_mean(____)`; after it "
        "`variables = ____.trainable_variables`, their gradient applied as in `discriminator_stage`, and the loss.",
    ],
    ours=generator_stage,
)


class _Ran(NamedTuple):
    """What a stage returned and did: its loss, how far it moved each network, how often the optimizer was applied."""

    loss: np.ndarray
    g_move: np.ndarray
    d_move: np.ndarray
    updates: int


@stage.check_with
def _one_stage(generator_stage, rng):
    from gan_course.exercises import networks

    start, z = _pair(rng), rng.standard_normal((5, networks.LATENT_DIM)).astype(np.float32)
    _compare(_run(generator_stage, start, z), start, z)


def _pair(rng):
    """Return (generator, discriminator), both with batch normalisation, so that `training=` shows in either."""
    import keras
    from keras import layers

    from gan_course.exercises import networks

    generator, _ = networks.pair(rng)
    discriminator = [layers.Dense(8), layers.BatchNormalization(), layers.LeakyReLU(0.2), layers.Dense(1)]
    discriminator = keras.Sequential([keras.Input((networks.SAMPLE_DIM,)), *discriminator], name="discriminator")
    return generator, networks.fill(discriminator, rng)


def _run(generator_stage, start, z):
    """Run the learner's stage on copies of two networks and return what it did."""
    import keras

    from gan_course.exercises.networks import copy, flat

    pair, optimizer = [copy(model) for model in start], keras.optimizers.SGD(G_RATE)
    variables = [list(model.trainable_variables) for model in pair]
    before = [flat(mine) for mine in variables]
    try:
        loss = array(generator_stage(*pair, optimizer, z))
    except Raised as raised:
        raise named(raised) from raised
    if not all(model.trainable for model in pair):
        raise Slip(
            "A network is left frozen (`trainable = False`), so it will not learn again; nothing has to be frozen.",
            "both trainable, as before",
            "one frozen",
        )
    moves = [flat(mine) - old for mine, old in zip(variables, before, strict=True)]
    return _Ran(loss, *moves, int(optimizer.iterations.numpy()))


def _compare(got, start, z):
    """Raise `Slip` unless a stage did what the package's does, naming the mistake that explains the difference."""
    _right_one_moved(got)
    want = package_step(start, [], [], z)[0]
    expect(
        got.g_move,
        want.g_move,
        "G moves, but not to the right place: it minimises the mean of softplus(−f) for D's logits f of fakes made "
        "from `z`.",
        lambda: [(move, message) for move, _, message in _mistakes(start, z)],
        rtol=1e-3,
    )
    if got.loss.size != 1:
        raise Slip(f"G moves as it should; return one number, the mean over the batch, not shape {got.loss.shape}.")
    moved = "G moves as it should, but"
    expect(
        got.loss,
        want.g_loss,
        f"{moved} the loss returned is not the mean of softplus(−f) from before its move.",
        lambda: [(loss, f"{moved} another loss is returned. {message}") for _, loss, message in _mistakes(start, z)],
    )


def _right_one_moved(got):
    """Raise `Slip` unless G alone has moved, once, by the optimizer handed in."""
    if np.any(got.d_move):
        message = "D has moved too: hand the optimizer G's variables, and only those."
        if not np.any(got.g_move):
            message = (
                "It is D that has moved, and not G: take the gradient with respect to `generator.trainable_variables`, "
                "and hand those to the optimizer."
            )
        raise Slip(message, "the same weights of D", "other weights of D")
    if not np.any(got.g_move):
        raise Slip(
            "Nobody has moved: a gradient changes nothing until `optimizer.apply(gradients, variables)`.",
            "other weights of G",
            "the same weights of G",
        )
    if got.updates != 1:
        raise Slip(
            "G moves once a stage, by the `optimizer` that was handed in.",
            "one update by it",
            f"{got.updates} updates by it",
        )


def _mistakes(start, z):
    """Return (G's move, the loss, the message) for each of the usual mistakes."""
    import tensorflow as tf

    from gan_course.exercises.networks import copy, flat

    def made(loss_of, g_training=True, d_training=True):
        generator, discriminator = (copy(model) for model in start)
        with tf.GradientTape() as tape:
            loss = loss_of(discriminator(generator(z, training=g_training), training=d_training))
        return -G_RATE * flat(tape.gradient(loss, generator.trainable_variables)), float(loss)

    mean, softplus = tf.reduce_mean, tf.nn.softplus
    right = lambda f: mean(softplus(-f))
    return [
        (
            *made(lambda f: mean(softplus(f))),
            "The sign is turned round: softplus(+f) is what *D* pays for a fake, and G would move to where D finds it "
            "out most surely. G's loss is the mean of softplus(−f).",
        ),
        (
            *made(lambda f: -mean(softplus(f))),
            "This is the minimax loss log(1 − σ(f)), whose gradient dies where D is sure (notebook 01). The "
            "non-saturating one is the mean of softplus(−f).",
        ),
        (*made(lambda f: -right(f)), "The sign is turned round: G minimises −log σ(f), it does not maximise it."),
        (
            *made(lambda f: tf.reduce_sum(softplus(-f))),
            "The mean is left out: the terms of the batch are summed, and a larger batch takes a larger step.",
        ),
        (*made(lambda f: right(tf.sigmoid(f))), "A sigmoid too many: what D returns is a logit already."),
        (*made(right, g_training=False), "G makes its fakes in inference mode: call it with `training=True`."),
        (*made(right, d_training=False), "D judges in inference mode: call it with `training=True`."),
        (*made(right, False, False), "Both networks work in inference mode: call them with `training=True`."),
    ]
