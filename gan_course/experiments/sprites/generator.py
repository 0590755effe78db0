"""`gan-course pretrain sprites`: the generator of sprites that notebook 03 shows beside its own short run."""

import time

import numpy as np

from gan_course.experiments import common

WIDTH, BATCH_SIZE, EMA_DECAY = 16, 32, 0.998
OPTIMIZER = {"learning_rate": 1e-3, "beta_1": 0.0, "beta_2": 0.99}
N_SAMPLES = 2000


def sprite_kinds(split="train"):
    """Return the sprites of a split as a dataset whose labels are kinds, one a shape and colour, 30 in all.

    Kind 6·s + c has shape s and colour c.

    >>> sprite_kinds("test").card.class_names[:2]
    ('blue ellipse', 'orange ellipse')
    """
    from gan_utils import data

    factors, values = data.sprite_factors(split), data.SPRITE_FACTORS
    names = tuple(f"{colour} {shape}" for shape in values["shape"] for colour in values["colour"])
    kinds = len(values["colour"]) * factors["shape"] + factors["colour"]
    return data.load("sprites", split).relabelled(kinds, names)


def sprite_gan(seed):
    """Return the compiled GAN: the DCGAN of notebook 03 with four doublings, told which kind each sprite is.

    Args:
        seed: of the weights and the noise.
    """
    import keras

    from gan_utils import models, training

    keras.utils.set_random_seed(seed)
    shape = (64, 64, 3)
    resize = {"upsampling": "nearest", "kernel_size": 3}
    generator = models.dcgan_generator(shape, latent_dim=64, width=WIDTH, n_classes=30, seed=2 * seed + 1, **resize)
    discriminator = models.dcgan_discriminator(shape, width=WIDTH, n_classes=30, seed=2 * seed + 2)
    gan = training.GAN(generator, discriminator, seed=seed)
    gan.compile(
        loss="non_saturating",
        g_optimizer=keras.optimizers.Adam(**OPTIMIZER),
        d_optimizer=keras.optimizers.Adam(**OPTIMIZER),
        ema_decay=EMA_DECAY,
        ema_warmup=True,
    )
    return gan


def train_sprites(epochs=52, seed=0):
    """Train the generator of sprites, have the judge look at 2,000 of its pictures; save it."""

    gan = sprite_gan(seed)
    began = time.perf_counter()
    gan.fit(sprite_kinds().batches(BATCH_SIZE, seed=seed, labels=True), epochs=epochs, verbose=2)
    seconds = time.perf_counter() - began
    kinds = np.arange(N_SAMPLES) % 30
    common.publish(
        "sprites",
        gan.sampling_generator,
        steps=int(gan.step.value),
        seconds=seconds,
        seed=seed,
        scores=judged(gan.generate(labels=kinds, seed=seed + 1), kinds),
        data="sprites, train split",
        recipe={"width": WIDTH, "batch_size": BATCH_SIZE, "ema_decay": EMA_DECAY, **OPTIMIZER},
        licence="MIT",
    )


def judged(samples, kinds):
    """Return what the judge of sprites says of pictures that were to show the given kinds.

    Args:
        samples: shape (n, 64, 64, 3), in [-1, 1].
        kinds: what each was to be, ints, shape (n,), 0 … 29.

    Returns:
        Dictionary of four shares: of the pictures whose likeliest `colour`, and whose likeliest `shape`, is that of the
        kind, however likely; of those that are `recognisable`; and of those that are and show the kind, `as_asked`.
    """
    from gan_utils import metrics

    judge = metrics.sprite_classifier()
    outputs = judge.outputs(samples)
    clear, kinds = judge.recognisable(outputs), np.asarray(kinds)
    right = {
        "colour": outputs["colour"].argmax(axis=1) == kinds % 6,
        "shape": outputs["shape"].argmax(axis=1) == kinds // 6,
    }
    right |= {"recognisable": clear, "as_asked": clear & right["shape"] & right["colour"]}
    return {name: float(found.mean()) for name, found in right.items()}
