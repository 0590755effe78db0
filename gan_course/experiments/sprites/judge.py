"""`gan-course pretrain sprite_classifier`: a judge of the shape and the colour in a picture, if they can be told."""

import time

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.sprites.spoiled import KINDS, UNSEEN, spoil


def train_sprite_classifier(epochs=18, seed=0):
    """Train the judge on drawn sprites and on spoiled ones, measure it on held-out ones; save it.

    A network that has seen only sprites is sure of anything. So half of what it sees is spoiled: there the head
    whose factor cannot be told is taught to give every value the same probability (Hendrycks et al. 2019,
    arXiv:1812.04606).
    """
    import keras

    from gan_utils import data, models
    from gan_utils.metrics.features import SpriteClassifier

    keras.utils.set_random_seed(seed)
    images, targets = training_set(data.sprite_factors(), seed)
    model = models.sprite_classifier()
    fitted = keras.Model(model.input, {name: model.output[name] for name in targets})
    steps = epochs * (len(images) // 64)
    fitted.compile(
        optimizer=keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(2e-3, steps)),
        loss={name: keras.losses.CategoricalCrossentropy(from_logits=True) for name in targets},
    )
    began = time.perf_counter()
    fitted.fit(_batches(images, targets, seed), epochs=epochs, verbose=2, shuffle=False)
    seconds = time.perf_counter() - began
    judge = SpriteClassifier(model, sure_of_sprites(SpriteClassifier(model)))
    common.publish(
        "sprite_classifier",
        model,
        steps=steps,
        seconds=seconds,
        seed=seed,
        scores=measure(judge, seed),
        least=list(judge.least),
        data="sprites, train split, and spoiled copies of it",
        licence="MIT",
    )


def training_set(factors, seed, n_easy=250, n_hard=1500):
    """Return the sprites of `factors` and spoiled ones of each kind but those of `UNSEEN`.

    Args:
        factors: structured array as `data.sprite_factors` returns it.
        seed: of the draws.
        n_easy: spoiled sprites of a kind in which neither factor can be told.
        n_hard: of a kind in which one of them still can, which is harder to learn.

    Returns:
        (images, targets): uint8, (n, 64, 64, 3), and a dictionary of the probabilities that each head should
        give, `shape`, (n, 5), and `colour`, (n, 6).
    """
    from gan_utils import data

    rng = np.random.default_rng([seed, 1])
    images, rows, lost = [data.draw_sprites(factors)], [factors], [np.zeros((len(factors), 2), bool)]
    for i, kind in enumerate(kind for kind in KINDS if kind not in UNSEEN):
        n = n_easy if all(KINDS[kind]) else n_hard
        some = factors[rng.choice(len(factors), n)]
        images.append(spoil(kind, some, seed=[seed, 2, i]))
        rows.append(some)
        lost.append(np.tile(KINDS[kind], (n, 1)))
    images, rows, lost = np.concatenate(images), np.concatenate(rows), np.concatenate(lost)
    targets = {}
    for column, (name, n_values) in enumerate((("shape", 5), ("colour", 6))):
        one_hot = np.eye(n_values, dtype=np.float32)[rows[name]]
        targets[name] = np.where(lost[:, column, None], np.float32(1 / n_values), one_hot)
    order = rng.permutation(len(images))
    return images[order], {name: values[order] for name, values in targets.items()}


def _batches(images, targets, seed):
    """Return batches of 64 in [-1, 1], half of them mirrored, with a little noise that no eye would mind."""
    import tensorflow as tf

    def prepare(x, y):
        x = tf.cast(x, tf.float32) / 127.5 - 1.0
        x = tf.image.random_flip_left_right(x, seed=seed)  # a mirrored sprite is one of the opposite angle
        return tf.clip_by_value(x + tf.random.normal(tf.shape(x), stddev=0.03, seed=seed + 1), -1.0, 1.0), y

    dataset = tf.data.Dataset.from_tensor_slices((images, targets)).shuffle(len(images), seed=seed)
    return dataset.batch(64, drop_remainder=True).map(prepare).prefetch(2)


def sure_of_sprites(judge, share=0.995):
    """Return how sure of the shape, and of the colour, the judge is in at least a `share` of the held-out sprites.

    Where 99.5% reach the one and 99.5% the other, 99% or more reach both.
    """
    from gan_utils import data

    outputs = judge.outputs(data.load("sprites", "test").images)
    lowest = (np.quantile(outputs[name].max(axis=1), 1 - share, method="lower") for name in ("shape", "colour"))
    return tuple(int(100 * value) / 100 for value in lowest)


def measure(judge, seed):
    """Return the scores of a judge on the held-out sprites, and on spoiled copies of them."""
    from gan_utils import data

    factors = data.sprite_factors("test")
    clean = data.draw_sprites(factors)
    outputs = judge.outputs(clean)
    scores = {
        f"held_out_accuracy_of_{name}": float(np.mean(outputs[name].argmax(axis=1) == factors[name]))
        for name in ("shape", "colour")
    }
    scores["recognisable_held_out"] = float(judge.recognisable(clean).mean())
    for i, kind in enumerate(KINDS):
        spoiled = spoil(kind, factors, seed=[seed, 3, i])
        scores["recognisable_" + kind.replace(" ", "_")] = float(judge.recognisable(spoiled).mean())
    return scores
