"""`gan-course pretrain`: train what data/pretrained holds, score it, and write it with its card."""

import time

from gan_course.experiments import common
from gan_course.experiments.sprites.generator import train_sprites
from gan_course.experiments.sprites.judge import train_sprite_classifier

RECIPES = ("classifier", "dcgan", "cgan", "clusters", "sprite_classifier", "sprites")
N_CLUSTERS, CLUSTER_SEED = 50, 0


def arguments(parser):
    """Add the arguments of `gan-course pretrain` to an `argparse` parser."""
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(RECIPES)}; default all")


def main(options):
    """Train each model named (all by default), in an order in which each finds what it needs.

    Raises:
        ValueError: for an unknown name, listing the valid ones, before anything is trained.
    """
    names = [common.known("pretrained model", name, RECIPES) for name in options.names or RECIPES]
    train = {
        "classifier": train_classifier,
        "dcgan": train_dcgan,
        "cgan": train_cgan,
        "clusters": train_clusters,
        "sprite_classifier": train_sprite_classifier,
        "sprites": train_sprites,
    }
    for name in RECIPES:
        if name in names:
            train[name]()
    return 0


def train_classifier(epochs=30, seed=0):
    """Train the digit classifier on slightly turned, shifted and zoomed digits; save it."""
    import keras
    import numpy as np

    from gan_utils import data, metrics, models
    from gan_utils.metrics.features import DigitClassifier

    keras.utils.set_random_seed(seed)
    train, test = data.load("mnist5k"), data.load("mnist5k", "test")
    model = models.digit_classifier()
    black = {"fill_mode": "constant", "fill_value": -1.0}
    distort = keras.Sequential(
        [
            keras.layers.RandomRotation(0.04, seed=seed + 1, **black),
            keras.layers.RandomTranslation(0.08, 0.08, seed=seed + 2, **black),
            keras.layers.RandomZoom((-0.12, 0.12), seed=seed + 3, **black),
        ]
    )
    batches = train.batches(64, seed=seed, labels=True).map(lambda x, y: (distort(x, training=True), y))
    fitted = keras.Model(model.input, model.output["logits"])
    steps = epochs * (len(train) // 64)
    fitted.compile(
        optimizer=keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(2e-3, steps)),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    began = time.perf_counter()
    fitted.fit(batches, epochs=epochs, verbose=2, shuffle=False)
    seconds = time.perf_counter() - began
    classifier = DigitClassifier(model)
    outputs = classifier.outputs(test.images)
    common.publish(
        "classifier",
        model,
        steps=steps,
        seconds=seconds,
        seed=seed,
        scores={
            "held_out_accuracy": float(np.mean(outputs["probabilities"].argmax(axis=1) == test.labels)),
            "inception_score_of_held_out_digits": metrics.inception_score(outputs["probabilities"]),
            "fcd_train_against_held_out": metrics.frechet_distance(
                classifier.features(train.images), outputs["features"]
            ),
        },
    )


def train_dcgan(epochs=150, seed=0):
    """Train the generator of notebook 03; save it."""
    from gan_utils import data, metrics

    digits = data.load("mnist5k")
    gan = digit_gan(digits.image_shape, seed, ema_decay=0.998)
    seconds, steps = _fit(gan, digits.batches(64, seed=seed), epochs)
    outputs = metrics.digit_classifier().outputs(gan.generate(2000, seed=seed + 1))
    common.publish(
        "dcgan",
        gan.sampling_generator,
        steps=steps,
        seconds=seconds,
        seed=seed,
        scores={
            "inception_score": metrics.inception_score(outputs["probabilities"]),
            "fcd_against_held_out": metrics.frechet_distance(outputs["features"], common.held_out_features()),
            "class_shares": metrics.class_shares(outputs["probabilities"]).round(4).tolist(),
        },
    )


def train_cgan(epochs=40, seed=0):
    """Train the conditional generator of notebook 04; save it. Longer runs are no better by FCD."""
    import numpy as np

    from gan_utils import data, metrics

    digits = data.load("mnist5k")
    gan = digit_gan(digits.image_shape, seed, ema_decay=0.99, n_classes=10)
    seconds, steps = _fit(gan, digits.batches(64, seed=seed, labels=True), epochs)
    asked = np.arange(2000) % 10
    outputs = metrics.digit_classifier().outputs(gan.generate(labels=asked, seed=seed + 1))
    agreement = metrics.label_agreement(outputs["probabilities"], asked)
    common.publish(
        "cgan",
        gan.sampling_generator,
        steps=steps,
        seconds=seconds,
        seed=seed,
        scores={
            "label_agreement": agreement.share,
            "label_agreement_95_interval": [agreement.low, agreement.high],
            "inception_score": metrics.inception_score(outputs["probabilities"]),
            "fcd_against_held_out": metrics.frechet_distance(outputs["features"], common.held_out_features()),
        },
    )


def train_clusters(epochs=64, seed=0):
    """Train the conditional pair on clusters in place of labels: digits that needed nobody to label any; save it."""
    import numpy as np

    from gan_utils import data, metrics

    digits = data.load("mnist5k")
    clustered = digits.clustered(N_CLUSTERS, seed=CLUSTER_SEED)
    sizes = np.bincount(clustered.labels)
    gan = digit_gan(digits.image_shape, seed, ema_decay=0.998, n_classes=N_CLUSTERS)
    seconds, steps = _fit(gan, clustered.batches(64, seed=seed, labels=True), epochs)
    samples = gan.generate(labels=data.draw_labels(sizes, 2000, seed=seed + 1), seed=seed + 1)
    outputs = metrics.digit_classifier().outputs(samples)
    common.publish(
        "clusters",
        gan.sampling_generator,
        steps=steps,
        seconds=seconds,
        seed=seed,
        cluster_sizes=sizes.tolist(),
        scores={
            "inception_score": metrics.inception_score(outputs["probabilities"]),
            "fcd_against_held_out": metrics.frechet_distance(outputs["features"], common.held_out_features()),
            "share_nearer_to_training": common.nearer_to_training(samples),
            "class_shares": metrics.class_shares(outputs["probabilities"]).round(4).tolist(),
        },
    )


def digit_gan(image_shape, seed, ema_decay, n_classes=None):
    """Return the compiled GAN that notebooks 03 and, with `n_classes`, 04 train on digits.

    Args:
        image_shape: (height, width, channels).
        seed: of the weights and the noise.
        ema_decay: of the moving average that is sampled from.
        n_classes: with a number, both networks are told the label, or the cluster.
    """
    import keras

    from gan_utils import models, training

    keras.utils.set_random_seed(seed)
    generator = models.dcgan_generator(image_shape, latent_dim=64, width=32, n_classes=n_classes, seed=2 * seed + 1)
    discriminator = models.dcgan_discriminator(image_shape, width=32, n_classes=n_classes, seed=2 * seed + 2)
    gan = training.GAN(generator, discriminator, seed=seed)
    gan.compile(
        loss="non_saturating",
        g_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.0, beta_2=0.99),
        d_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.0, beta_2=0.99),
        ema_decay=ema_decay,
        ema_warmup=True,
    )
    return gan


def _fit(gan, batches, epochs):
    began = time.perf_counter()
    gan.fit(batches, epochs=epochs, verbose=2)
    return time.perf_counter() - began, int(gan.step.value)
