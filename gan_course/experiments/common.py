"""What several experiments ask and measure alike."""

import argparse
import functools
import os

import numpy as np

from gan_utils import _checked


def known(what, name, names):
    """Return `name` if it is one of `names`.

    Raises:
        ValueError: if it is not, listing them.
    """
    if name not in names:
        raise ValueError(f"unknown {what} {name!r}: choose one of {', '.join(names)}")
    return name


def of_group(name, rows):
    """Return those of `rows`, a dictionary, that are of one group, in their order.

    Raises:
        ValueError: for a group that no row is of, listing those there are.
    """
    known("group", name, list(dict.fromkeys(row.group for row in rows.values())))
    return {key: row for key, row in rows.items() if row.group == name}


def whole(number, least, what):
    """Return `number` if it is a whole number and large enough; a `ValueError` says in a sentence if it is not."""
    return _checked.whole(number, what, least)


def at_least(least):
    """Return a type for `argparse`: whole numbers from `least` on, and one sentence about everything else."""

    def number(text):
        try:
            return whole(int(text), least, "it")
        except ValueError:
            raise argparse.ArgumentTypeError(f"expected a whole number of at least {least}, got {text!r}") from None

    return number


def of_task(values, task, tasks):
    """Return what of `values` counts for one task: of a value with one entry for each task, that entry.

    >>> of_task({"steps": {"grid": 8, "digits": 4}, "grid": {"side": 5}, "rate": 0.1}, "digits", ("grid", "digits"))
    {'steps': 4, 'rate': 0.1}
    """
    known("task", task, tasks)
    each = lambda value: isinstance(value, dict) and set(value) == set(tasks)
    return {
        key: value[task] if each(value) else value for key, value in values.items() if key == task or key not in tasks
    }


def cores():
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def machine():
    """Return what runs are made on, as "2 cores, no GPU"."""
    import tensorflow as tf

    gpu = "a GPU" if tf.config.list_physical_devices("GPU") else "no GPU"
    return f"{cores()} core{'' if cores() == 1 else 's'}, {gpu}"


@functools.cache
def held_out_features():
    """Return the classifier's features of the 1,000 held-out digits, shape (1000, 64)."""
    from gan_utils import data, metrics

    return metrics.digit_classifier().features(data.load("mnist5k", "test").images)


def drawn(generator, n, seed, batch_size=250):
    """Return n samples of a generator without labels, in inference mode; `GAN.generate` draws from its average only.

    >>> from gan_utils import models
    >>> drawn(models.mlp_generator((2,), latent_dim=3), n=5, seed=0).shape
    (5, 2)
    """
    from gan_utils import latent

    z = latent.sample(n, generator.input_shape[-1], seed)
    return np.concatenate([generator(z[i : i + batch_size], training=False) for i in range(0, n, batch_size)])


def fcd(samples):
    """Return the Fréchet classifier distance of generated digits, in [-1, 1], from the 1,000 held-out digits."""
    from gan_utils import metrics

    return metrics.frechet_distance(metrics.digit_classifier().features(samples), held_out_features())


def nearer_to_training(samples, seed=0):
    """Return the share of generated digits whose pixels lie nearer to a training digit than to a held-out one.

    Args:
        samples: of a generator trained on mnist5k, in [-1, 1], shape (n, 28, 28, 1).
        seed: of which 1,000 of the 4,000 training digits are compared.
    """
    from gan_utils import data, metrics

    train, held_out = (data.to_model(data.load("mnist5k", split).images) for split in ("train", "test"))
    flat = [images.reshape(len(images), -1) for images in (samples, train, held_out)]
    return metrics.memorisation(*flat, seed=seed).share


def endless(points, batch_size, seed):
    """Return a dataset of batches of `points`, an array or a tuple of them, shuffled anew in every round, without end.

    >>> batches = endless(np.zeros((10, 2)), batch_size=4, seed=0)
    >>> next(iter(batches)).shape.as_list()
    [4, 2]
    """
    import tensorflow as tf

    n = len(points[0] if isinstance(points, tuple) else points)
    shuffled = tf.data.Dataset.from_tensor_slices(points).shuffle(n, seed=seed)
    return shuffled.repeat().batch(batch_size)


def stretches(values, points):
    """Return the means over that many stretches of equal length; shorter lists stay as they are.

    >>> stretches([1.0, 3.0, 5.0, 7.0], points=2).tolist()
    [2.0, 6.0]
    """
    return np.array([np.mean(part) for part in np.array_split(np.asarray(values), min(points, len(values)))])


def publish(name, model, **facts):
    """Write the weights and the card of a pretrained model, and print the card.

    Args:
        name: of the pretrained model.
        model: trained.
        facts: steps, seconds, seed and scores; whatever else is given stands on the card as it is.
    """
    from gan_utils import models

    beside = {key: value for key, value in facts.items() if key not in ("steps", "seconds", "seed", "scores")}
    rounded = {
        key: [round(v, 4) for v in value] if isinstance(value, list) else round(value, 4)
        for key, value in facts.pop("scores").items()
    }
    card = {
        "data": "mnist5k, train split",
        "command": f"gan-course pretrain {name}",
        "seed": facts["seed"],
        "steps": facts["steps"],
        "seconds_on_two_shared_cores": round(facts["seconds"]),
        "scores": rounded,
        "licence": "MIT (weights); trained on MNIST, CC BY-SA 3.0",
        **beside,
    }
    models.save_pretrained(name, model, card)
    print(models.pretrained_card(name))
