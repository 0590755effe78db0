"""`evaluate`: every metric of a generator at once, each with an interval, beside what real images score."""

import sys
import warnings

import numpy as np
from threadpoolctl import threadpool_limits  # scikit-learn brings it

from gan_utils import data
from gan_utils.latent import sample as sample_latents
from gan_utils.metrics.agreement import class_shares, label_agreement, wilson_interval
from gan_utils.metrics.classes import class_coverage
from gan_utils.metrics.frechet import frechet_distance
from gan_utils.metrics.inception_score import inception_score
from gan_utils.metrics.kernel import polynomial_kernel_distance
from gan_utils.metrics.memorisation import memorisation
from gan_utils.metrics.neighbours import density_coverage, precision_recall
from gan_utils.metrics.progress import progress
from gan_utils.metrics.report import Evaluation, Row

Z = 1.959964  # of a 95% interval
# name: (best, lower and upper end of its range)
SCALES = {
    "Fréchet distance": ("lower", 0.0, None),
    "kernel distance": ("lower", None, None),
    "precision": ("higher", 0.0, 1.0),
    "recall": ("higher", 0.0, 1.0),
    "density": ("1", 0.0, None),
    "coverage": ("higher", 0.0, 1.0),
    "inception score": ("higher", 1.0, "classes"),
    "classes reached": ("higher", 0.0, "classes"),
    "reverse KL of classes": ("lower", 0.0, None),
    "label agreement": ("higher", 0.0, 1.0),
    "nearer to training images": ("0.5", 0.0, 1.0),
    "copies": ("lower", 0.0, 1.0),
}
SPECIAL_NAMES = {"digit classifier": "FCD"}


def evaluate(gan, dataset, n=2000, seed=0, extractor=None, held_out=None, halves=20, show=True):
    """Measure a generator against held-out images, print the table, and draw it in a notebook.

    `n` samples are compared with the held-out images by each metric. The column "real" puts as many training images in
    the place of the samples, so that it shows what a perfect generator would score at these sizes. The two rows on
    memorising hold the training images against one half of the held-out ones; there "real" is the other half.

    Intervals: each metric is computed again on random halves of either side, drawn without replacement. Their
    standard deviation is the standard error of the value from all images (the delete-half jackknife), and the interval
    is 1.96 of it to either side, cut to the metric's range. Halves hold no duplicates, as a bootstrap would, which
    nearest neighbours do not bear. The Fréchet distance of so many samples lies above that of infinitely many, and the
    interval is around the former: it says how far another n samples may fall, and holds beside "real" at the same n
    only. Where a distance is near 0 the interval errs on the wide side, up to twice. The two
    rows on memorising are shares of the samples, with Wilson's interval.

    Args:
        gan: a `training.GAN`, or a generator alone: a Keras model from z, or from [z, labels].
        dataset: the `ImageDataset` that it was trained on.
        n: how many samples.
        seed: of latents, labels and halves. A conditional generator is asked for labels in the dataset's shares, as
            exactly as n allows.
        extractor: anything with `.features(images)`; by default the digit classifier for MNIST, and an untrained
            network for other images.
        held_out: an `ImageDataset` of images that it was not trained on; by default the dataset's test split.
        halves: how many, at least 2; fewer save time where there are 2,048 features.
        show: whether to print, and to draw where there is a notebook.

    Returns:
        An `Evaluation`: `.rows`, `evaluation["precision"]`, `print(evaluation)`, `evaluation.plot()`.

    Raises:
        ValueError: when the samples do not have the shape of the images, when there are no held-out images, or when
            there are fewer than 20 of anything.

    >>> from gan_utils import data, models
    >>> generator = models.load_pretrained("dcgan")
    >>> evaluation = evaluate(generator, data.load("mnist5k"), n=200, show=False)
    >>> evaluation["precision"].value < evaluation["precision"].reference
    True
    """
    _check_kinds(gan, dataset, held_out)
    held_out = _held_out(dataset, held_out)
    extractor = extractor or _default_extractor(dataset)
    _check_counts(n, len(dataset), len(held_out), halves)
    images, labels = generate(gan, dataset, n, seed)
    chosen = np.random.default_rng([seed, 1]).permutation(len(dataset))[:n]
    samples = _outputs(extractor, images, labels)
    train = _outputs(extractor, dataset.images, None if labels is None else dataset.labels)
    real = _outputs(extractor, held_out.images, None)
    # One thread is faster for small matrices; several wait for one another, on a busy machine ten times as long.
    threads = 1 if samples["features"].shape[1] <= 512 else None
    with warnings.catch_warnings(record=True) as caught, threadpool_limits(threads, user_api="blas"):
        warnings.simplefilter("always", UserWarning)
        rows = _rows(samples, train, {key: part[chosen] for key, part in train.items()}, real, seed, halves)
    name = getattr(extractor, "name", type(extractor).__name__)
    title = f"{dataset.card.name}: {n:,} samples against {len(held_out):,} held-out images, features: {name}"
    evaluation = Evaluation(rows, title, _notes(name, len(chosen), halves, caught))
    if show:
        _show(evaluation)
    return evaluation


def _check_kinds(gan, dataset, held_out):
    for which, given in {"dataset": dataset, "held_out": held_out}.items():
        if given is not None and not all(hasattr(given, name) for name in ("images", "labels", "card")):
            raise ValueError(
                f"{which} must be a dataset, which {type(given).__name__} is not: data.ImageDataset(images) makes one"
            )
    if not hasattr(getattr(gan, "sampling_generator", gan), "inputs"):
        raise ValueError(
            f"evaluate draws from a GAN or a generator, which {type(gan).__name__} is not: samples that you have are "
            "compared by metrics.frechet_distance(real_features, fake_features)"
        )


def _check_counts(n, n_train, n_held_out, halves):
    if min(n, n_train, n_held_out) < 20:
        raise ValueError(
            f"evaluate needs at least 20 samples, training images and held-out images, got {n}, {n_train} and "
            f"{n_held_out}"
        )
    if halves < 2:
        raise ValueError(f"halves must be at least 2, so that they can differ, got {halves}")


def generate(gan, dataset, n, seed):
    """Return n samples of a `GAN` or of a bare generator, and the labels asked for (None where it takes none).

    Raises:
        ValueError: when the samples do not have the shape of the dataset's images.
    """
    generator = getattr(gan, "sampling_generator", gan)
    wanted, got = tuple(dataset.image_shape), tuple(generator.output_shape[1:])
    if got != wanted:
        raise ValueError(f"the generator makes samples of shape {got}, but the dataset holds images of {wanted}")
    labels = None
    if len(generator.inputs) == 2:
        from gan_utils.models.labels import n_classes_of  # TensorFlow, which a generator has loaded

        known = n_classes_of(generator)
        if known is not None and dataset.labels.max() >= known:
            raise ValueError(
                f"the generator knows the classes 0 to {known - 1}, but the dataset's labels go up to "
                f"{dataset.labels.max()}: evaluate it on the dataset that it was trained on"
            )
        quota = np.sort(dataset.labels)[((np.arange(n) + 0.5) * len(dataset) / n).astype(int)]
        labels = np.random.default_rng([seed, 0]).permutation(quota).astype(np.int32)
    z = sample_latents(n, generator.inputs[0].shape[-1], seed)
    images = np.empty((n, *wanted), np.float32)
    for start in progress(range(0, n, 256), "samples"):
        part = slice(start, start + 256)
        images[part] = generator(z[part] if labels is None else [z[part], labels[part]], training=False)
    return images, labels


def _held_out(dataset, held_out):
    name = dataset.card.name
    if held_out is None and name in data.CARDS and data.CARDS[name].image_shape == dataset.image_shape:
        held_out = data.load(name, "test")
    if held_out is None:
        raise ValueError(
            f"there are no held-out images for {name}: pass held_out=, a dataset that the generator was not trained on"
        )
    if held_out.images.shape == dataset.images.shape and np.array_equal(held_out.images, dataset.images):
        raise ValueError(
            "the dataset is the held-out split itself: pass the one that the generator was trained on, or held_out="
        )
    return held_out


def _default_extractor(dataset):
    from gan_utils.metrics import features  # TensorFlow, which the numbers do without

    if dataset.card.name in ("mnist", "mnist5k"):
        return features.pretrained_digit_classifier()
    return features.untrained_network(tuple(dataset.image_shape), 0)


def _outputs(extractor, images, labels):
    """Features, and probabilities and labels where there are any, as a dictionary of arrays with a row an image."""
    parts = extractor.outputs(images) if hasattr(extractor, "outputs") else {}
    parts = parts or {"features": extractor.features(images)}
    return parts | ({"labels": labels} if labels is not None else {})


def _scores(samples, real):
    """All metrics of `samples` against `real`, by name; each a dictionary as `_outputs` gives."""
    x, y = real["features"], samples["features"]
    k = min(3, min(len(x), len(y)) - 1), min(5, len(x) - 1)
    scores = {
        "Fréchet distance": frechet_distance(x, y),
        "kernel distance": polynomial_kernel_distance(x, y, "unbiased"),
        **precision_recall(x, y, k[0])._asdict(),
        **density_coverage(x, y, k[1])._asdict(),
    }
    if "probabilities" in samples:
        p = samples["probabilities"]
        # One more real image a class than there is, so that no share is 0 and the divergence stays finite.
        shares = (class_shares(real["probabilities"]) * len(x) + 1) / (len(x) + p.shape[1])
        modes, divergence = class_coverage(p, shares)
        scores |= {
            "inception score": inception_score(p),
            "classes reached": modes,
            "reverse KL of classes": divergence,
        }
        if "labels" in samples and samples["labels"].max() < p.shape[1]:
            scores["label agreement"] = label_agreement(p, samples["labels"]).share
    return scores


def _memory(samples, train, real, seed):
    """The two rows on memorising as (value, low, high), with Wilson's intervals."""
    result = memorisation(samples["features"], train["features"], real["features"], seed)
    n = len(samples["features"])
    return result[:3], tuple(wilson_interval(round(result.copies * n), n))


def _rows(samples, train, chosen, real, seed, halves=20):
    """Rows of the table: values on all rows of data, intervals from halves or, for shares of copies, from Wilson."""
    runs = []
    for i in progress(range(halves + 1), "evaluating"):
        draw = np.random.default_rng([seed, 3, i])
        half = (lambda part: part) if i == 0 else (lambda part, draw=draw: _halves(part, draw)[0])
        held = half(real)
        runs.append((_scores(half(samples), held), _scores(half(chosen), held)))
    first, second = _halves(real, np.random.default_rng([seed, 2]))
    memory = zip(_memory(samples, train, second, seed), _memory(first, train, second, seed), strict=True)
    numbers = dict(zip(("nearer to training images", "copies"), memory, strict=True))
    classes = samples["probabilities"].shape[1] if "probabilities" in samples else None
    rows = []
    for name, (best, floor, ceiling) in SCALES.items():
        ceiling = classes if ceiling == "classes" else ceiling
        if name in runs[0][0]:
            numbers[name] = [_interval([run[side][name] for run in runs], floor, ceiling) for side in (0, 1)]
        if name in numbers:
            rows.append(Row(name, *numbers[name][0], *numbers[name][1], best, floor, ceiling))
    return tuple(rows)


def _halves(part, draw):
    """Split a dictionary of arrays into two random halves."""
    n = len(part["features"])
    order = draw.permutation(n)
    return tuple({key: rows[index] for key, rows in part.items()} for index in (order[: n // 2], order[n // 2 :]))


def _interval(values, floor, ceiling):
    """(value, low, high) from the value of all rows, which comes first, and those of the halves."""
    value, error = float(values[0]), float(np.std(values[1:], ddof=1))
    low, high = value - Z * error, value + Z * error
    low = low if floor is None else max(low, floor)
    return value, low, (high if ceiling is None else min(high, float(ceiling)))


def _notes(name, n_train, halves, caught):
    notes = [
        f"real: {n_train:,} training images in place of the samples; for the last two rows, half of the held-out ones.",
        f"95% interval: 1.96 standard errors, from {halves} random halves; for the last two rows Wilson's.",
        "The Fréchet distance, and its interval with it, falls as samples are added: compare at one n only.",
    ]
    if name in SPECIAL_NAMES:
        notes.append(f"The Fréchet distance in these features is called {SPECIAL_NAMES[name]}.")
    deficient = [str(warning.message) for warning in caught if "full rank" in str(warning.message)]
    if deficient:
        notes.append(f"Careful: {deficient[0]}.")
    for warning in caught:
        if "full rank" not in str(warning.message):
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)
    return tuple(notes)


def _show(evaluation):
    print(evaluation)
    if "IPython" not in sys.modules:
        return
    from IPython import get_ipython

    if get_ipython() is not None:
        from gan_utils import plotting  # matplotlib, which the numbers do without

        fig, ax = plotting.figure(size=(7.5, 0.5 * len(evaluation.rows) + 1.2))
        evaluation.plot(ax)
        plotting.show(fig, alt=evaluation.alt)
