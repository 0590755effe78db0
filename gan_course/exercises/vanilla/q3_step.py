"""Exercise 3 of notebook 02: a training step, compared with what the package's stages do."""

import numpy as np

from gan_course.exercises.asking import Raised, Slip, expect, parts
from gan_course.exercises.base import Exercise
from gan_course.exercises.vanilla.steps import D_RATE, G_RATE, Step, moved, named, optimizers, package_step

q3 = Exercise(
    "02_vanilla_gan",
    3,
    "a step with several moves of D",
    ["training_step"],
    points=3,
    why="Wasserstein GANs let D move five times for each move of G; the package calls it `n_critic`.",
    hints=[
        "Loop over `zip(reals, zs)` for D's stage, keep the last loss, then do G's stage once, as in section 2.",
        "In D's stage make the fakes outside the tape; in G's stage inside. Each gradient goes to one network only.",
        "A skeleton: `for real, z in zip(____, ____): …` with D's stage inside, its loss kept under one name; after "
        "the loop, once, G's stage with `____`; return both losses, in the order asked for.",
    ],
    tensors=True,
)


def _after_step(training_step, start, reals, zs, z_g):
    """Run the learner's step on copies of two networks and return what it did, as a `Step`."""
    from gan_course.exercises.networks import copy

    generator, discriminator = (copy(model) for model in start)
    try:
        result = training_step(generator, discriminator, *optimizers(), reals, zs, z_g)
    except Raised as raised:
        raise named(raised) from raised
    if not (generator.trainable and discriminator.trainable):
        raise Slip(
            "A network is left frozen (`trainable = False`), so it will not learn again; nothing has to be frozen.",
            "both trainable, as before",
            "one frozen",
        )
    d_loss, g_loss = parts(result, "d_loss", "g_loss")
    for name, loss in (("d_loss", d_loss), ("g_loss", g_loss)):
        if loss.size != 1:
            raise Slip(f"`{name}` should be one number, the mean over the batch; this has shape {loss.shape}.")
    return Step(d_loss.item(), g_loss.item(), *moved(start, generator, discriminator))


@q3.check_with
def _moves(training_step, rng):
    from gan_course.exercises import networks

    for moves in (1, 3):
        start = networks.pair(rng)
        reals = rng.standard_normal((moves, 5, networks.SAMPLE_DIM)).astype(np.float32)
        zs, z_g = (
            rng.standard_normal((*shape, networks.LATENT_DIM)).astype(np.float32) for shape in ((moves, 5), (5,))
        )
        got = _after_step(training_step, start, reals, zs, z_g)
        _compare_step(got, start, reals, zs, z_g)


def _compare_step(got, start, reals, zs, z_g):
    """Raise `Slip` unless a step did what the package does, naming the mistake that explains the difference."""
    reals, zs = list(reals), list(zs)
    want, losses = package_step(start, reals, zs, z_g)
    if not np.any(got.d_move):
        raise Slip("D has not moved: apply its gradient with `d_optimizer`.", "other weights of D", "the same weights")
    told = "D's weights after the step are not those of the two stages of section 2, one move after the other."
    expect(
        got.d_move,
        want.d_move,
        told + " Is `training=True` passed to both?",
        lambda: _discriminator_slips(want, start, reals, zs, z_g),
        rtol=1e-3,
    )
    slips = [
        (losses[0], "This is D's loss at its first move; the last one is asked for."),
        (np.mean(losses), "This is the mean over D's moves; the loss of the last one is asked for."),
        (np.sum(losses), "This is the sum over D's moves; the loss of the last one is asked for."),
        (losses[-1] / 2, "`d_loss` is the sum of the real and the fake term, not their mean."),
        (want.g_loss, "This is G's loss: return (d_loss, g_loss), in this order."),
    ]
    expect(got.d_loss, losses[-1], "`d_loss` is real term + fake term at D's last move, before its update.", slips)
    if not np.any(got.g_move):
        raise Slip(
            "G has not moved: its gradient is None when the fakes are made outside the tape.",
            "other weights of G",
            "the same weights",
        )
    told = "G's weights after the step are not right: it moves once, on `z_g`, against the D that has moved."
    slips = lambda: _generator_slips(got, want, start, reals, zs, z_g)
    expect(got.g_move, want.g_move, told, slips, rtol=1e-3)
    slips = lambda: [
        (package_step(start, [], [], z_g)[0].g_loss, "This is G's loss against the D from before the step."),
        (package_step(start, reals, zs, zs[-1])[0].g_loss, "This is G's loss on D's last noise; its own is `z_g`."),
        (-want.g_loss, "The sign of `g_loss` is the other way round."),
    ]
    expect(got.g_loss, want.g_loss, "`g_loss` is the mean of softplus(−f) before G's update.", slips)


def _discriminator_slips(want, start, reals, zs, z_g):
    """Return how far D moves with each of the usual mistakes, and the message for it."""
    n, between = len(reals), package_step(start, reals, zs, z_g, in_between=True)[0]
    other = {
        "Each move of D should see *other* real samples and noise: `reals[i]` and `zs[i]`, not the first again.": (
            [reals[0]] * n,
            [zs[0]] * n,
        ),
        "D's moves take other real samples but always the same noise: use `zs[i]`.": (reals, [zs[0]] * n),
        "D's moves take other noise but always the same real samples: use `reals[i]`.": ([reals[0]] * n, zs),
        "D moves only once; it should move for each of the n batches.": (reals[:1], zs[:1]),
        "D's moves use `z_g`, which is G's noise; D's is in `zs`.": (reals, [z_g] * n),
    }
    return [
        (want.d_move / 2, "D's gradient is half as long: its loss is the *sum* of the real and the fake term."),
        (between.d_move, "G moves inside the loop, after each move of D; it moves once, after all of them."),
        (-want.d_move, "D moves uphill: minimise real term + fake term."),
        (want.d_move * G_RATE / D_RATE, "D is moved by G's optimizer: each network has its own."),
        *((package_step(start, *given, z_g)[0].d_move, message) for message, given in other.items()),
    ]


def _generator_slips(got, want, start, reals, zs, z_g):
    """Return how far G moves with each of the usual mistakes, and the message for it."""
    early = package_step(start, [], [], z_g)[0]  # G against the D that has not moved
    reused = package_step(start, reals, zs, zs[-1])[0]
    minimax = _minimax_move(start, got, z_g)
    return [
        (early.g_move, "G answers the D from before the step; D moves first, then G."),
        (reused.g_move, "G uses D's last noise; its own is `z_g`."),
        (-want.g_move, "G moves the wrong way: it minimises softplus(−f), it does not maximise it."),
        (len(reals) * want.g_move, "G moves too far, as if it moved once for each move of D; it moves once."),
        (want.g_move * D_RATE / G_RATE, "G is moved by D's optimizer: each network has its own."),
        (minimax, "G descends the minimax loss log(1 − σ(f)); the non-saturating one is asked for."),
    ]


def _minimax_move(start, got, z_g):
    """Return G's move under the minimax loss, against the D that `got` has moved (rightly)."""
    import tensorflow as tf

    from gan_course.exercises.networks import copy, flat

    generator, discriminator = (copy(model) for model in start)
    place = 0
    for variable in discriminator.trainable_variables:
        size = int(np.prod(variable.shape))
        variable.assign_add(got.d_move[place : place + size].reshape(variable.shape))
        place += size
    with tf.GradientTape() as tape:
        logits = discriminator(generator(z_g, training=True), training=True)
        loss = -tf.reduce_mean(tf.nn.softplus(logits))
    return -G_RATE * flat(tape.gradient(loss, generator.trainable_variables))
