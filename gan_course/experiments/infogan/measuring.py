"""What is measured of a run: which code shows which class, and what a continuous code turns."""

import numpy as np

from gan_course.experiments import common

FACTORS = ("x", "y", "size", "angle", "shape", "colour")  # of a sprite; the last two are names, not numbers
TURNS = (-1.0, -0.5, 0.0, 0.5, 1.0)


def codes_in_turn(n, n_codes, seed):
    """Return n codes, each as often as the others, in an order drawn by the seed.

    >>> sorted(codes_in_turn(4, 2, seed=0).tolist())
    [0, 0, 1, 1]
    """
    return np.random.default_rng(seed).permutation(np.arange(n) % n_codes).astype(np.int32)


def small_sprites(split):
    """Return the sprites of a split at half their side, uint8, shape (n, 32, 32, 3).

    >>> small_sprites("test").shape
    (1000, 32, 32, 3)
    """
    from gan_utils import data

    return data.shrunk(data.load("sprites", split).images, 2)


def turned(model, seed, n_codes=10):
    """Return what the generator makes of each code while one continuous code turns from −1 to 1 and the noise stays.

    Args:
        model: a `training.InfoGAN` with two continuous codes.
        seed: of the noise, which all pictures share.
        n_codes: how many classes are shown.

    Returns:
        float32, shape (2, n_codes, 5, *picture).
    """
    from gan_utils import latent

    noise = latent.sample(1, model.latent_dim, seed)
    found = []
    for which in range(2):
        uniform = np.zeros((n_codes * len(TURNS), 2), np.float32)
        uniform[:, which] = np.tile(TURNS, n_codes)
        labels = np.repeat(np.arange(n_codes), len(TURNS))
        made = model.generate(labels=labels, uniform=uniform, z=np.repeat(noise, len(labels), axis=0))
        found.append(made.reshape(n_codes, len(TURNS), *made.shape[1:]))
    return np.stack(found)


def by_code(model, seed, n_codes, each=8):
    """Return `each` pictures of every code, float32, shape (n_codes, each, *picture)."""
    made = model.generate(labels=np.repeat(np.arange(n_codes), each), seed=seed)
    return made.reshape(n_codes, each, *made.shape[1:])


def of_digits(model, seed, n=2000):
    """Return what codes do to digits: agreement by the best matching, what the continuous ones turn, FCD; pictures."""
    from gan_utils import data, latent, metrics

    codes, rng = codes_in_turn(n, 10, seed), np.random.default_rng([seed, 2])
    uniform = rng.uniform(-1.0, 1.0, (n, 2)).astype(np.float32)
    made = model.generate(labels=codes, uniform=uniform, seed=1000 + seed)
    seen = metrics.digit_classifier().predict(made)
    found = metrics.code_agreement(codes, seen)
    test = data.load("mnist5k", "test")
    read, _ = model.read(test.images)
    sorted_by_head = metrics.code_agreement(read.argmax(axis=1), test.labels)
    shown = data.to_display(made)
    answers = model.read(made)[1]
    turns = {
        name: [round(metrics.explained(getattr(latent, name)(shown), code), 4) for code in uniform.T]
        for name in ("slant", "thickness", "width")
    }
    record = {
        "agreement": _rounded(found[:3]),
        "stands_for": found.stands_for.tolist(),
        "pairs": metrics.count_pairs(codes, seen, 10).tolist(),
        "sorted": _rounded(sorted_by_head[:3]),
        "turns": turns,
        "read_uniform": [
            round(metrics.explained(answer, code), 4) for answer, code in zip(answers.T, uniform.T, strict=True)
        ],
        "fcd": round(float(common.fcd(made[:1000])), 3),
    }
    pictures = {"codes": by_code(model, seed, 10), "turned": turned(model, seed)}
    return record, {name: data.to_display(each.reshape(-1, 28, 28, 1)) for name, each in pictures.items()}


def of_sprites(model, seed):
    """Return R² of each factor of held-out sprites from each code that the head reads off them, and pictures."""
    from gan_utils import data, metrics

    factors = data.sprite_factors("test")
    read, means = model.read(small_sprites("test"))
    named = {"shape", "colour"}
    record = {
        "explained": {
            name: [round(metrics.explained(code, factors[name], name in named), 4) for code in means.T]
            for name in FACTORS
        },
        "colours": _rounded(metrics.code_agreement(read.argmax(axis=1), factors["colour"], n=6)[:3]),
    }
    pictures = {"codes": by_code(model, seed, 6), "turned": turned(model, seed, 6)}
    return record, {name: data.to_display(each.reshape(-1, 32, 32, 3)) for name, each in pictures.items()}


def of_labels(model, seed, each=100):
    """Return how often a digit shows the class that was asked for, and how much of each class is covered; pictures."""
    from gan_utils import data, metrics

    test, asked = data.load("mnist5k", "test"), np.repeat(np.arange(10), each)
    made = model.generate(labels=asked, seed=1000 + seed)
    outputs = metrics.digit_classifier().outputs(made)
    covered = lambda real, fake: metrics.density_coverage(real, fake).coverage
    coverage = metrics.by_class(covered, common.held_out_features(), test.labels, outputs["features"], asked)
    recall = [float((outputs["probabilities"][asked == label].argmax(axis=1) == label).mean()) for label in range(10)]
    record = {
        "agreement": _rounded(metrics.label_agreement(outputs["probabilities"], asked)),
        "shown": _rounded(recall),
        "coverage": _rounded([coverage[label] for label in range(10)]),
        "fcd": round(float(common.fcd(made)), 3),
    }
    return record, {"codes": data.to_display(made.reshape(10, each, 28, 28, 1)[:, :8].reshape(-1, 28, 28, 1))}


def _rounded(values):
    return [round(float(value), 4) for value in values]
