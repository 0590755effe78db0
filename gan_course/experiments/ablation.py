"""Remove each DCGAN guideline in turn and measure what that costs: the table of notebook 03.

`gan-course ablation` writes it to data/results/dcgan_ablation.json; `run` makes any single row again. Every run has the
same number of steps in batches of 64, and per seed the same order of the data and the same noise.
"""

from gan_course.experiments import common, table

# name: (arguments of the generator, arguments of the discriminator, arguments of both optimizers)
VARIANTS = {
    "all guidelines": ({}, {}, {}),
    "pooling and resizing": ({"upsampling": "nearest"}, {"downsampling": "pool"}, {}),
    "no batch norm": ({"batch_norm": False}, {"batch_norm": False}, {}),
    "hidden dense layers": ({"hidden_units": 256}, {"hidden_units": 256}, {}),
    "LeakyReLU in G": ({"leak": 0.2}, {}, {}),
    "ReLU in D": ({}, {"leak": 0.0}, {}),
    "Keras' initialisation": ({"init_stddev": None}, {"init_stddev": None}, {}),
    "β₁ = 0.9": ({}, {}, {"beta_1": 0.9}),
    "β₁ = 0": ({}, {}, {"beta_1": 0.0}),
    "β₁ = 0, β₂ = 0.99": ({}, {}, {"beta_1": 0.0, "beta_2": 0.99}),
    "kernel 3, not 4": ({"kernel_size": 3}, {"kernel_size": 3}, {}),
}
LEARNING_RATE, BETA_1, BATCH_SIZE, EMA_DECAY = 1e-3, 0.5, 64, 0.995
WIDTH, N_SAMPLES = 32, 2000
STEPS, SEEDS = 1860, (0, 1, 2)


def settings(name):
    """Return what one variant changes: arguments of the generator, the discriminator and both optimizers.

    Raises:
        ValueError: for an unknown variant, listing the valid ones.

    >>> settings("LeakyReLU in G")["generator"]
    {'leak': 0.2}
    """
    variant = VARIANTS[common.known("row", name, VARIANTS)]
    return dict(zip(("generator", "discriminator", "optimizers"), variant, strict=True))


def shared(steps=STEPS):
    """Return what all variants share, in runs of `steps` updates."""
    return {
        "steps": steps,
        "batch_size": BATCH_SIZE,
        "learning_rate": LEARNING_RATE,
        "beta_1": BETA_1,
        "ema": {"decay": EMA_DECAY, "warmup": True},
        "width": WIDTH,
        "n_samples": N_SAMPLES,
    }


def run(name, seed, steps=STEPS):
    """Train one variant; score 2,000 samples of its average, and of the raw generator, against the held-out digits.

    Args:
        name: a key of `VARIANTS`.
        seed: from which every random draw follows.
        steps: updates of the generator.

    Returns:
        Dictionary of row, seed, fcd and inception_score of the moving average, and fcd_raw of the generator itself.

    Raises:
        ValueError: for an unknown variant, listing the valid ones, and for fewer steps than one.
    """
    import keras

    from gan_utils import data, metrics, models, training

    variant = settings(name)
    common.whole(steps, 1, "steps")
    digits = data.load("mnist5k")
    keras.utils.set_random_seed(seed)
    gan = training.GAN(
        models.dcgan_generator(digits.image_shape, width=WIDTH, seed=2 * seed + 1, **variant["generator"]),
        models.dcgan_discriminator(digits.image_shape, width=WIDTH, seed=2 * seed + 2, **variant["discriminator"]),
        seed=seed,
    )
    adam = lambda: keras.optimizers.Adam(LEARNING_RATE, **({"beta_1": BETA_1} | variant["optimizers"]))
    gan.compile(g_optimizer=adam(), d_optimizer=adam(), ema_decay=EMA_DECAY, ema_warmup=True)
    gan.fit(digits.batches(BATCH_SIZE, seed=seed).repeat().take(steps))
    averaged, raw = (
        metrics.digit_classifier().outputs(common.drawn(network, N_SAMPLES, seed=seed + 1))
        for network in (gan.ema_generator, gan.generator)
    )
    fcd = lambda outputs: round(metrics.frechet_distance(outputs["features"], common.held_out_features()), 2)
    return {
        "row": name,
        "seed": seed,
        "fcd": fcd(averaged),
        "fcd_raw": fcd(raw),
        "inception_score": round(metrics.inception_score(averaged["probabilities"]), 3),
    }


EXPERIMENT = table.Experiment(
    command="gan-course ablation",
    file="dcgan_ablation",
    rows=VARIANTS,
    seeds=SEEDS,
    shared=shared,
    settings=settings,
    measure=lambda name, seed: (run(name, seed), {}),
)


def with_steps(steps):
    """Return the ablation with runs of `steps` updates, for `table.make`."""
    if steps == STEPS:
        return EXPERIMENT
    return EXPERIMENT._replace(
        command=f"{EXPERIMENT.command} --steps {steps}",
        shared=lambda: shared(steps),
        measure=lambda name, seed: (run(name, seed, steps), {}),
    )


def load():
    """Return the table as it was measured: a dictionary of command, machine, settings and runs.

    >>> load()["runs"][0]["row"]
    'all guidelines'
    """
    return table.load(EXPERIMENT)


def arguments(parser):
    """Add the arguments of `gan-course ablation` to an `argparse` parser."""
    table.arguments(parser, EXPERIMENT)
    parser.add_argument(
        "--steps",
        type=common.at_least(1),
        default=STEPS,
        help=f"updates of the generator in each run; default {STEPS}, and others replace the table",
    )


def main(options):
    """Make the runs that are missing, and return the exit code."""
    return table.main(options, with_steps(options.steps))
