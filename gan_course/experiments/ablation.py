"""Remove each DCGAN guideline in turn and measure what that costs: the table of notebook 03.

`gan-course ablate` writes it to data/results/dcgan_ablation.json; `run` makes any single row again. Every run has the
same number of steps in batches of 64, and per seed the same order of the data and the same noise.
"""

import json
import os
import time

from gan_utils import _files

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
    "kernel 3, not 4": ({"kernel_size": 3}, {"kernel_size": 3}, {}),
}
LEARNING_RATE, BATCH_SIZE, EMA_DECAY = 1e-3, 64, 0.995
STEPS, SEEDS = 620, (0, 1, 2)


def run(name, seed, steps=STEPS):
    """Train one variant and score 2,000 of its samples against the 1,000 held-out digits.

    Args:
        name: a key of `VARIANTS`.
        seed: from which every random draw follows.
        steps: updates of the generator.

    Returns:
        Dictionary of variant, seed, fcd, inception_score and seconds.

    Raises:
        ValueError: for an unknown variant, listing the valid ones.
    """
    import keras

    from gan_utils import data, metrics, models, training

    if name not in VARIANTS:
        raise ValueError(f"unknown variant {name!r}: choose one of {', '.join(VARIANTS)}")
    g_arguments, d_arguments, optimizer = VARIANTS[name]
    digits, test = data.load("mnist5k"), data.load("mnist5k", "test")
    keras.utils.set_random_seed(seed)
    gan = training.GAN(
        models.dcgan_generator(digits.image_shape, width=32, seed=2 * seed + 1, **g_arguments),
        models.dcgan_discriminator(digits.image_shape, width=32, seed=2 * seed + 2, **d_arguments),
        seed=seed,
    )
    adam = lambda: keras.optimizers.Adam(LEARNING_RATE, **({"beta_1": 0.5} | optimizer))
    gan.compile(g_optimizer=adam(), d_optimizer=adam(), ema_decay=EMA_DECAY)
    began = time.perf_counter()
    gan.fit(digits.batches(BATCH_SIZE, seed=seed).repeat().take(steps))
    seconds = time.perf_counter() - began
    classifier = metrics.digit_classifier()
    outputs = classifier.outputs(gan.generate(2000, seed=seed + 1))
    return {
        "variant": name,
        "seed": seed,
        "fcd": round(metrics.frechet_distance(outputs["features"], classifier.features(test.images)), 2),
        "inception_score": round(metrics.inception_score(outputs["probabilities"]), 3),
        "seconds": round(seconds, 1),
    }


def path():
    """Return where the table lies."""
    return _files.data_dir() / "results" / "dcgan_ablation.json"


def load():
    """Return the table as it was measured: a dictionary of command, steps, machine and runs.

    >>> load()["runs"][0]["variant"]
    'all guidelines'
    """
    return json.loads(path().read_text(encoding="utf-8"))


def main(steps=STEPS, seeds=SEEDS):
    """Run every variant with every seed, a line each, and write the table."""
    import tensorflow as tf

    gpu = "a GPU" if tf.config.list_physical_devices("GPU") else "no GPU"
    runs = []
    for seed in seeds:
        for name in VARIANTS:
            runs.append(run(name, seed, steps))
            print(runs[-1], flush=True)
    table = {
        "command": f"gan-course ablate --steps {steps} --seeds {' '.join(map(str, seeds))}",
        "steps": steps,
        "batch_size": BATCH_SIZE,
        "learning_rate": LEARNING_RATE,
        "ema_decay": EMA_DECAY,
        "machine": f"{os.cpu_count()} cores, {gpu}",
        "runs": runs,
    }
    with _files.replacing(path()) as temporary:
        temporary.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0
