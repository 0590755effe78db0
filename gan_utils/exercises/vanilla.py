"""Exercises of notebook 02: both losses, the step, reading charts, where the gradient stops."""

import numpy as np
from scipy.special import expit, log_expit

from gan_utils.exercises import charts
from gan_utils.exercises.asking import Slip, array, draw, expect
from gan_utils.exercises.base import Exercise
from gan_utils.exercises.steps import after_step, compare_step

_NOTEBOOK = "02_vanilla_gan"


def _softplus(x):
    return -log_expit(-np.asarray(x, np.float64))


q1 = Exercise(
    _NOTEBOOK,
    1,
    "D's loss from logits",
    ["discriminator_loss"],
    points=1,
    why="Computed from logits it never overflows; over one mixed batch it reads log 2 at equilibrium, half of what the "
    "package's sum of two terms reads.",
    hints=[
        "−log σ(s) is softplus(−s), and −log(1 − σ(s)) is softplus(s): no logarithm of a number near 0 is left.",
        "Together: y·softplus(−s) + (1 − y)·softplus(s), and then one mean over the batch.",
        "`tf.reduce_mean(labels * tf.nn.softplus(-logits) + (1 - labels) * tf.nn.softplus(logits))`",
    ],
    tensors=True,
)


def _loss_slips(s, y):
    """Return what the usual mistakes give for logits s and labels y, with more real samples than generated ones."""
    real, fake = _softplus(-s)[y == 1], _softplus(s)[y == 0]
    each = np.concatenate([real, fake])
    single = _softplus(s) - y * s
    clipped = np.clip(s.astype(np.float32), np.float32(1e-7), np.float32(1 - 1e-7))  # as Keras does
    return [
        (
            real.mean() + fake.mean(),
            "These are two means added, as the package does; here one mean goes over the whole mixed batch.",
        ),
        (
            (real.mean() + fake.mean()) / 2,
            "Each class has its own mean here; one mean goes over the whole mixed batch.",
        ),
        (each.sum(), "This is the sum over the batch; its mean is asked for."),
        (-each.mean(), "The sign is the other way round: a loss is smallest when the answers are right."),
        (
            np.concatenate([_softplus(s)[y == 1], _softplus(-s)[y == 0]]).mean(),
            "The labels are the wrong way round: real is 1, generated is 0.",
        ),
        (real.sum() / s.size, "Only the real samples count here: the term (1 − y)·softplus(s) is missing."),
        (
            (_softplus(expit(s)) - y * expit(s)).mean(),
            "A sigmoid too many: the function already takes logits, so this is the double sigmoid of section 6.",
        ),
        (
            -(y * np.log(clipped) + (1 - y) * np.log(1 - clipped)).mean(),
            "The logits are taken for probabilities: say `from_logits=True`.",
        ),
        (
            (_softplus(y) - s * y).mean(),
            "Keras' losses take the labels first, then the logits; here they changed places.",
        ),
        (single, "This is one number a sample; take their mean."),
        (single.ravel(), "This is one number a sample; take their mean."),
    ]


@q1.check_with
def _mixed_batch(discriminator_loss, rng):
    for labels in ([1, 1, 0], [1, 0, 0, 0, 1, 0, 0]):
        y = np.array(labels, np.float32)[:, None]
        s = draw(rng, -3.0, 3.0, len(labels), 1)
        want = (_softplus(s) - y * s).mean()
        message = "Take y·softplus(−s) + (1 − y)·softplus(s) of each sample, and one mean."
        expect(discriminator_loss(s, y), want, message, slips=_loss_slips(s.astype(float), y))


@q1.check_with
def _sure_of_itself(discriminator_loss, rng):
    s = rng.integers(150, 250, (4, 1)).astype(np.float32) * np.array([[1], [-1], [1], [-1]], np.float32)
    y = np.array([[1], [0], [0], [1]], np.float32)
    got, want = array(discriminator_loss(s, y)), (_softplus(s) - y * s).mean()
    if not np.isfinite(got).all():
        message = (
            "For a logit of ±200 the sigmoid is exactly 0 or 1, and its logarithm infinite: use softplus."
        )
    else:
        message = (
            "A logit that is wrong by 200 should cost 200; here it costs far less, as if the probability were clipped. "
            "Work from the logit, with softplus."
        )
    expect(got, want, message)


q2 = Exercise(
    _NOTEBOOK,
    2,
    "G's loss",
    ["generator_loss"],
    points=2,
    why="The two agree on where to go and differ in how hard: at f = −200 one pushes with all its weight, the other "
    "not at all.",
    hints=[
        "log(1 − σ(f)) is −softplus(f), and −log σ(f) is softplus(−f).",
        "Non-saturating: the mean of softplus(−f). Minimax: *minus* the mean of softplus(f). G minimises both.",
        'Use `tf.nn.softplus` or `keras.ops.softplus`, and an `if kind == "minimax":`.',
    ],
    tensors=True,
)


def _kinds(f):
    """Return {kind: (the right value, what the usual mistakes give)}."""
    up, down = _softplus(-f), _softplus(f)
    shared = [
        (up.sum(), "This is the sum over the batch; the mean is asked for."),
        (-down.sum(), "This is the sum over the batch; the mean is asked for."),
        (
            np.mean(_softplus(-expit(f))),
            "A sigmoid too many: f is already a logit (the double sigmoid of section 6).",
        ),
        (up, "This is one number a sample; take their mean."),
        (-down, "This is one number a sample; take their mean."),
    ]
    return {
        "non_saturating": (
            up.mean(),
            [
                (
                    -down.mean(),
                    "This is the minimax loss; the two kinds changed places, or `kind` is not looked at.",
                ),
                (-up.mean(), "The sign is the other way round: G wants σ(f) large, so −log σ(f) small."),
                (
                    down.mean(),
                    "This is −log(1 − σ(f)), what D pays for a fake; G wants σ(f) near 1: −log σ(f).",
                ),
                *shared,
            ],
        ),
        "minimax": (
            -down.mean(),
            [
                (
                    up.mean(),
                    "This is the non-saturating loss; the two kinds changed places, or `kind` is not looked at.",
                ),
                (
                    down.mean(),
                    "The sign is the other way round: D minimises −log(1 − σ(f)), G minimises log(1 − σ(f)).",
                ),
                (-up.mean(), "This is log σ(f); under the minimax loss G minimises log(1 − σ(f))."),
                *shared,
            ],
        ),
    }


@q2.check_with
def _both_kinds(generator_loss, rng):
    for n in (1, 4):
        f = draw(rng, -3.0, 3.0, n, 1)
        for kind, (want, slips) in _kinds(f.astype(float)).items():
            expect(generator_loss(f, kind), want, f'Compare with the formula for "{kind}".', slips=slips)


@q2.check_with
def _far_off(generator_loss, rng):
    for sign in (-1, 1):
        f = sign * rng.integers(150, 250, (3, 1)).astype(np.float32)
        for kind, (want, _) in _kinds(f).items():
            got = array(generator_loss(f, kind))
            message = "For logits of ±200 the sigmoid is exactly 0 or 1: use softplus, not log of a sigmoid."
            if np.isfinite(got).all():
                message = "For logits of ±200 this is off, as if the probability were clipped: use softplus."
            expect(got, want, message)


@q2.check_with
def _gradient_arrives(generator_loss, rng):
    import tensorflow as tf

    f = tf.constant(np.concatenate([draw(rng, -2.0, 2.0, 3, 1), [[-200.0]]]), tf.float32)
    slope = {
        "non_saturating": -expit(-f.numpy().astype(float)) / 4,
        "minimax": -expit(f.numpy().astype(float)) / 4,
    }
    for kind, want in slope.items():
        with tf.GradientTape() as tape:
            tape.watch(f)
            loss = generator_loss(f, kind)
        got = tape.gradient(loss, f) if tf.is_tensor(loss) else None
        if got is None:
            raise Slip(
                "The value is right, but no gradient reaches the logits, so G would learn nothing: stay with `tf` or "
                "`keras.ops` functions, without `np`, `float` or `.numpy()`.",
                expected="a gradient",
                got="None",
            )
        message = (
            "The values are right but the gradient is not: is a part of the loss cut off, clipped or rounded?"
        )
        expect(got, want, message)


q3 = Exercise(
    _NOTEBOOK,
    3,
    "a step with several moves of D",
    ["training_step"],
    points=3,
    why="Wasserstein GANs let D move five times for each move of G; the package calls it `n_critic`.",
    hints=[
        "Loop over `zip(reals, zs)` for D's stage, keep the last loss, then do G's stage once, as in section 2.",
        "In D's stage make the fakes outside the tape; in G's stage inside. Each gradient goes to one network only.",
        "With the two functions of section 2: `for real, z in zip(reals, zs): terms = discriminator_stage(generator, "
        "discriminator, d_optimizer, real, z)`, then `generator_stage(…, z_g)`; return `sum(terms)` and its loss.",
    ],
    tensors=True,
)


@q3.check_with
def _moves(training_step, rng):
    from gan_utils.exercises import networks

    for moves in (1, 3):
        start = networks.pair(rng)
        reals = rng.standard_normal((moves, 5, networks.SAMPLE_DIM)).astype(np.float32)
        zs, z_g = (
            rng.standard_normal((*shape, networks.LATENT_DIM)).astype(np.float32)
            for shape in ((moves, 5), (5,))
        )
        got = after_step(training_step, start, reals, zs, z_g)
        compare_step(got, start, reals, zs, z_g)


q4 = Exercise(
    _NOTEBOOK,
    4,
    "read four charts",
    ["read_chart"],
    points=2,
    why="Losses cannot tell you that the samples are good, but they can tell you that a run is broken.",
    hints=[
        "Two of the bugs end with both of D's terms near 0. What does G's loss read in each?",
        "σ of a probability lies between σ(0) = ½ and σ(1) = 0.73. So which gauges can never go below ½, at any step?",
        "Look at the end: D's terms near 0 and `g_loss` large is frozen; everything near 0 is swapped. Of the rest, "
        "`min(d_g_z) >= 0.5` over the *whole* chart is the double sigmoid.",
    ],
)


@q4.check_with
def _charts(read_chart, rng):
    for true, chart in charts.cases(rng):
        got = read_chart(chart)
        if hasattr(got, "numpy"):
            got = got.numpy()
        got = got.decode() if isinstance(got, bytes) else got
        if got not in charts.NAMES:
            raise Slip(
                "The answer should be one of the four names, spelt as in the statement.",
                expected=" or ".join(map(repr, charts.NAMES)),
                got=repr(got),
            )
        if got != true:
            raise Slip(
                charts.confusion(true, got),
                expected=f"{true!r}, for {charts.told(chart)}",
                got=repr(str(got)),
            )


q5 = Exercise(
    _NOTEBOOK,
    5,
    "where the gradient stops",
    ["discriminator_loss_with_fakes"],
    points=2,
    why="One `stop_gradient` at the fakes does what making them outside the tape does: D learns, and G costs nothing.",
    hints=[
        "Three calls: fakes from z, D on the real ones, D on the fakes. The path must end between first and last.",
        "Stop the gradient at the fakes. At their logits it would also cut off D's own half.",
        "`fake = tf.stop_gradient(generator(z, training=True))`",
    ],
    tensors=True,
)


@q5.check_with
def _path_ends(discriminator_loss_with_fakes, rng):
    import tensorflow as tf

    from gan_utils.exercises import networks

    for n, m in ((4, 4), (6, 3)):
        generator, discriminator = networks.pair(rng)
        real = rng.standard_normal((n, networks.SAMPLE_DIM)).astype(np.float32)
        z = rng.standard_normal((m, networks.LATENT_DIM)).astype(np.float32)
        right = _losses_with_fakes(networks.copy(generator), discriminator, real, z)
        g_variables, d_variables = generator.trainable_variables, discriminator.trainable_variables
        with tf.GradientTape(persistent=True) as tape:
            loss = discriminator_loss_with_fakes(generator, discriminator, real, z)
        slips = [(value, message) for value, _, message in right[1:]]
        expect(loss, right[0][0], "The loss is real term + fake term, each a mean of softplus.", slips=slips)
        gradients = tape.gradient(loss, d_variables) if tf.is_tensor(loss) else [None]
        if any(gradient is None for gradient in gradients):
            raise Slip(
                "D gets no gradient: is a loss or a logit turned into plain numbers, or D's whole half stopped?",
                expected=f"{len(d_variables)} gradients for D",
                got=f"None for {sum(gradient is None for gradient in gradients)} of them",
            )
        expect(
            networks.flat(gradients),
            right[0][1],
            "The value is right but D's gradient is not.",
            slips=[(g, message) for _, g, message in _half_gradients(generator, discriminator, real, z)],
        )
        reached = sum(gradient is not None for gradient in tape.gradient(loss, g_variables))
        if reached:
            raise Slip(
                "There is still a path back to G: stop the gradient at the fakes, with `tf.stop_gradient`.",
                expected="None for every variable of G",
                got=f"a gradient for {reached} of {len(g_variables)}",
            )
        if not (generator.trainable and discriminator.trainable):
            raise Slip(
                "A network is left frozen (`trainable = False`), so it will not learn again: use `tf.stop_gradient`.",
                expected="both trainable, as before",
                got="one frozen",
            )


def _losses_with_fakes(generator, discriminator, real, z):
    """Return rows (loss, D's gradient, message): first the right one, then those of the usual mistakes."""
    import tensorflow as tf

    from gan_utils.exercises.networks import flat

    before = generator.get_weights()
    fake = generator(z, training=True)
    generator.set_weights(before)
    plain = generator(z, training=False)
    with tf.GradientTape() as tape:
        r, f, p = (discriminator(x, training=True) for x in (real, fake, plain))
        real_term, fake_term = tf.reduce_mean(tf.nn.softplus(-r)), tf.reduce_mean(tf.nn.softplus(f))
        loss = real_term + fake_term
    gradient = flat(tape.gradient(loss, discriminator.trainable_variables))
    up, down, quiet = (tf.reduce_mean(tf.nn.softplus(x)) for x in (-f, r, p))
    return [
        (float(loss), gradient, ""),
        (
            float(real_term + quiet),
            None,
            "The fakes are made in inference mode: call both networks with `training=True`.",
        ),
        (float(loss / 2), None, "This is the mean of the two terms; their sum is asked for."),
        (float(real_term), None, "The fake term is missing."),
        (float(fake_term), None, "The real term is missing."),
        (
            float(real_term + up),
            None,
            "The fake term is G's −log σ(f); D pays −log(1 − σ(f)), which is softplus(f).",
        ),
        (float(down + up), None, "The labels are the wrong way round: real is 1, generated is 0."),
        (float(-loss), None, "The sign is the other way round: D minimises this loss."),
    ]


def _half_gradients(generator, discriminator, real, z):
    """Return what D's gradient is when one of its halves is cut off."""
    import tensorflow as tf

    from gan_utils.exercises.networks import copy, flat

    fake = copy(generator)(z, training=True)
    rows = []
    for x, sign, named in (
        (
            real,
            -1,
            "The fakes' half of D's gradient is missing: stop the gradient at the fakes, not at their logits.",
        ),
        (
            fake,
            1,
            "The real samples' half of D's gradient is missing: only the fakes need their path stopped.",
        ),
    ):
        with tf.GradientTape() as tape:
            term = tf.reduce_mean(tf.nn.softplus(sign * discriminator(x, training=True)))
        gradients = tape.gradient(term, discriminator.trainable_variables)
        rows.append((None, flat(gradients), named))
    return rows
