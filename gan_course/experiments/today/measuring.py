"""What is measured of a run: distances and modes, what z and w tell, how long a path is, which shapes match."""

import functools

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.today.pairs import matches

SHOWN, STACKED, STYLED, STEP = 32, 4000, 3000, 0.01


def of_digits(model, seed, side, sizes=None):
    """Return FCD of the average and of the generator itself, and coverage, of 1,000 digits; pictures.

    Args:
        model: a `training.GAN`.
        seed: of what is drawn.
        side: of the pictures; smaller ones are enlarged to 28×28 before they are judged, as real ones are.
        sizes: how many pictures each label has, where the generator takes labels.
    """
    from gan_utils import data, metrics

    labels = None if sizes is None else data.draw_labels(sizes, 1000, seed)
    of = lambda generator: _drawn(generator, 1000, 1000 + seed, labels)
    made = {name: of(network) for name, network in (("average", model.sampling_generator), ("raw", model.generator))}
    real, extractor = held_out(side), metrics.digit_classifier()
    features = {name: extractor.features(_at_28(images, side)) for name, images in made.items()}
    record = {
        "fcd": round(float(metrics.frechet_distance(features["average"], real)), 3),
        "fcd_raw": round(float(metrics.frechet_distance(features["raw"], real)), 3),
        "coverage": round(float(metrics.density_coverage(real, features["average"]).coverage), 4),
    }
    return record, {"pictures": data.to_display(made["average"][:SHOWN])}


def of_stacked(model, seed):
    """Return how many of 1,000 numbers 4,000 stacked digits spell, and how unevenly; of the data if model is None."""
    from gan_utils import data, metrics

    read = lambda images: metrics.stacked_modes(metrics.read_stacked(images, metrics.digit_classifier()))
    if model is None:
        real = data.stacked_digits(STACKED, seed, "test")
        found = read(real.images)
        return {"modes": found.modes, "kl": round(found.reverse_kl, 4)}, {"pictures": real.images[:SHOWN]}
    made = _drawn(model.sampling_generator, STACKED, 1000 + seed)
    found, raw = read(made), read(_drawn(model.generator, STACKED, 1000 + seed))
    record = {"modes": found.modes, "kl": round(found.reverse_kl, 4)}
    record |= {"modes_raw": raw.modes, "kl_raw": round(raw.reverse_kl, 4)}
    return record, {"pictures": data.to_display(made[:SHOWN])}


def factors_of(images):
    """Measure what a sprite on white shows: {"x": …, "y": …, "size": …, "colour": …}, one row a picture.

    A pixel counts as ink by how far its darkest channel lies below white. x and y are the ink's centre in pixels, size
    the root of its amount, and colour the ink's mean colour.

    Args:
        images: floats in [-1, 1], shape (n, height, width, 3).

    Returns:
        A dictionary of float arrays, shape (n, 1), and (n, 3) for the colour.

    >>> dot = np.ones((1, 4, 4, 3))
    >>> dot[0, 1, 2] = (-1, 0, 1)
    >>> {name: np.round(values[0], 3).tolist() for name, values in factors_of(dot).items()}
    {'x': [2.0], 'y': [1.0], 'size': [1.0], 'colour': [-1.0, 0.0, 1.0]}
    """
    ink = np.clip((1.0 - images.min(axis=-1)) / 2.0, 0.0, 1.0)
    total = np.maximum(ink.sum(axis=(1, 2)), 1e-6)
    rows, columns = (np.arange(side) for side in ink.shape[1:])
    return {
        "x": ((ink * columns).sum(axis=(1, 2)) / total)[:, None],
        "y": ((ink * rows[:, None]).sum(axis=(1, 2)) / total)[:, None],
        "size": np.sqrt(total)[:, None],
        "colour": (ink[..., None] * images).sum(axis=(1, 2)) / total[:, None],
    }


def told_by(inputs, values):
    """Return which share of the variance of values a linear function of the inputs tells, on rows it was not fitted to.

    R² = 1 − Σ‖v − v̂‖² / Σ‖v − mean‖², fitted by least squares to the first two thirds of the rows, and taken on the
    rest.

    Args:
        inputs: shape (n, d), more rows than 2·d.
        values: shape (n, k).

    Returns:
        A float of at most 1, below 0 where the fit is worse than the mean.

    >>> x = np.arange(12.0)[:, None]
    >>> round(told_by(x, 3.0 - 2.0 * x), 6)
    1.0
    """
    cut, ones = 2 * len(inputs) // 3, np.ones((len(inputs), 1))
    design = np.concatenate([inputs, ones], axis=1)
    fitted, *_ = np.linalg.lstsq(design[:cut], values[:cut], rcond=None)
    left = values[cut:] - design[cut:] @ fitted
    return float(1.0 - (left**2).sum() / ((values[cut:] - values[cut:].mean(axis=0)) ** 2).sum())


def path_length(draw, starts, ends, ways, t, step=STEP):
    """Return how fast pictures change along paths: the mean of ‖draw(path(t + ε)) − draw(path(t))‖² / ε² a pixel.

    Args:
        draw: function of latents to pictures.
        starts, ends: latents, shape (n, d).
        ways: (start, end, t) -> latent, such as `latent.lerp` or `latent.slerp`.
        t: where on its path each is measured, shape (n,), from 0 to 1 − ε.
        step: ε.

    Reference: Karras et al. 2019, arXiv:1812.04948, section 4.1, there with a perceptual distance.

    >>> straight = lambda start, end, t: start + t * (end - start)
    >>> round(path_length(lambda w: w, np.zeros((1, 2)), np.array([[3.0, 4.0]]), straight, [0.5]), 3)
    12.5
    """
    at = lambda shift: draw(np.stack([ways(a, b, s + shift) for a, b, s in zip(starts, ends, t, strict=True)]))
    return float(np.mean((np.asarray(at(step), np.float64) - np.asarray(at(0.0), np.float64)) ** 2) / step**2)


def of_style(model, seed):
    """Return what z and w tell of four factors, how long paths in both are, and weights of the average; pictures."""
    from gan_utils import data, latent

    generator = model.sampling_generator
    styles, synthesis = generator.get_layer("mapping"), generator.get_layer("synthesis")
    predict = lambda network: lambda given: network.predict(np.asarray(given, np.float32), batch_size=250, verbose=0)
    z = latent.sample(STYLED, model.latent_dim, 1000 + seed)
    w = predict(styles)(z)
    made = predict(synthesis)(w)
    factors = factors_of(made)
    record = {
        "told": {
            space: {name: round(told_by(inputs, values), 4) for name, values in factors.items()}
            for space, inputs in (("z", z), ("w", w))
        }
    }
    half, t = 500, np.random.default_rng(seed).uniform(0.0, 1.0 - STEP, 500)
    record["path"] = {
        "z": round(path_length(predict(generator), z[:half], z[half : 2 * half], latent.slerp, t), 4),
        "w": round(path_length(predict(synthesis), w[:half], w[half : 2 * half], latent.lerp, t), 4),
    }
    arrays = {f"weights{i:02d}": np.asarray(each, np.float16) for i, each in enumerate(generator.get_weights())}
    return record, {"pictures": data.to_display(made[:SHOWN])} | arrays


def of_pairs(model, seed):
    """Return how many of 1,000 pictures have a shape at both sides, and how many of those match; pictures."""
    from gan_utils import data

    record, shown = {}, {}
    for name, network in (("match", model.sampling_generator), ("match_raw", model.generator)):
        shown[name] = data.to_display(_drawn(network, 1000, 1000 + seed))
        both, same = matches(shown[name])
        record[name] = [round(float(same.sum() / max(both.sum(), 1)), 4), round(float(both.mean()), 4)]
    return record, {"pictures": shown["match"][:SHOWN]}


@functools.cache
def held_out(side):
    """Return the classifier's features of the 1,000 held-out digits, brought to a side and back to 28×28."""
    from gan_utils import data, metrics

    if side == 28:
        return common.held_out_features()
    small = data.shrunk(data.load("mnist5k", "test").images, 28 // side)
    return metrics.digit_classifier().features(_at_28(small, side))


def _at_28(images, side):
    from gan_utils import data

    return images if side == 28 else data.enlarged(data.to_display(images), (28, 28))


def _drawn(generator, n, seed, labels=None):
    from gan_utils import latent
    from gan_utils.training.parts import in_parts

    z = latent.sample(n, generator.inputs[0].shape[-1], seed)
    return in_parts(generator, [z] if labels is None else [z, labels], 250)
