"""`evaluate`: one table for any generator, intervals that cover, and the picture."""

import io
import subprocess
import sys

import keras
import matplotlib.pyplot as plt
import numpy as np
import pytest

from gan_utils import data, metrics, models, plotting, training
from gan_utils._numbers import number
from gan_utils.metrics import evaluation as module
from gan_utils.metrics.report import Evaluation, Row

SHAPE = (8, 8, 1)


def dataset(n, seed, name="toy"):
    """Blobs at one of two places, labelled by their place."""
    draw = np.random.default_rng(seed)
    labels = draw.integers(0, 2, n).astype(np.int32)
    images = draw.integers(0, 60, (n, *SHAPE))
    images[labels == 0, :4] += 150
    images[labels == 1, 4:] += 150
    card = data.DatasetCard(name, "two blobs", SHAPE, 2, ("above", "below"), "drawn here", "MIT", False)
    return data.ImageDataset(images.astype(np.uint8), labels, card)


TRAIN, HELD_OUT = dataset(120, 0), dataset(90, 1)


class Replay:
    """Stands in for a generator: gives back images it was handed, in order."""

    def __init__(self, images):
        self.images, self.given = data.to_model(images), 0
        self.inputs, self.output_shape = [np.zeros((1, 4))], (None, *images.shape[1:])

    def __call__(self, z, training):
        assert training is False
        start, self.given = self.given, self.given + len(z)
        return self.images[start : self.given]


def run(generator, n=90, **options):
    options = {"extractor": metrics.pixels(), "held_out": HELD_OUT, "show": False} | options
    return metrics.evaluate(generator, TRAIN, n=n, **options)


@pytest.fixture(scope="module")
def replayed():
    return {
        "fresh": run(Replay(dataset(90, 2).images)),
        "copied": run(Replay(TRAIN.images[:90])),
        "one": run(Replay(np.repeat(HELD_OUT.images[:1], 90, axis=0))),
        "noise": run(Replay(np.random.default_rng(3).integers(0, 256, (90, *SHAPE), np.uint8))),
    }


def test_the_values_are_those_of_the_metrics(replayed):
    fake = data.to_model(dataset(90, 2).images).reshape(90, -1)
    real = metrics.pixels().features(HELD_OUT.images)
    got = replayed["fresh"]
    assert got["Fréchet distance"].value == pytest.approx(metrics.frechet_distance(real, fake))
    assert (got["precision"].value, got["recall"].value) == metrics.precision_recall(real, fake)
    assert (got["density"].value, got["coverage"].value) == metrics.density_coverage(real, fake)
    unbiased = metrics.polynomial_kernel_distance(real, fake, "unbiased")
    assert got["kernel distance"].value == pytest.approx(unbiased)
    half = real[np.random.default_rng([0, 2]).permutation(90)[45:]]  # the other half is the column "real"
    memory = metrics.memorisation(fake, metrics.pixels().features(TRAIN.images), half)
    assert (got["nearer to training images"].value, got["copies"].value) == (memory.share, memory.copies)


def test_each_failure_is_seen_by_its_row(replayed):
    fresh, copied, one, noise = replayed.values()
    assert copied["copies"].value == 1.0 and copied["nearer to training images"].low > 0.55
    assert fresh["copies"].value < 0.05
    assert one["recall"].value < 0.1 and one["precision"].value == 1.0
    assert noise["precision"].value == noise["coverage"].value == 0.0
    distances = [each["Fréchet distance"].value for each in (fresh, one, noise)]
    assert distances[0] < min(distances[1:]) / 3


def test_the_reference_is_what_real_images_score(replayed):
    references = {each["precision"].reference for each in replayed.values()}
    assert len(references) == 1  # whatever the samples are
    row = replayed["fresh"]["Fréchet distance"]
    assert row.low < row.reference_high and row.reference_low < row.high
    assert replayed["noise"]["Fréchet distance"].low > row.reference_high
    assert abs(replayed["copied"]["nearer to training images"].reference - 0.5) < 0.25


def test_every_number_is_finite_and_lies_in_its_interval(replayed):
    for evaluation in replayed.values():
        for row in evaluation.rows:
            assert row.low <= row.value <= row.high and row.reference_low <= row.reference <= row.reference_high
            assert np.isfinite(row[1:7]).all()
            assert row.floor is None or min(row.low, row.reference_low) >= row.floor
            assert row.ceiling is None or max(row.high, row.reference_high) <= row.ceiling


def test_intervals_are_as_wide_as_fresh_images_spread():
    """The claimed standard error against what repeating the whole experiment gives."""
    shift, values, errors = 0.7, [], []
    for i in range(40):
        part = lambda j, shift=0.0, i=i: {"features": np.random.default_rng([i, j]).normal(shift, 1, (80, 3))}
        rows = module._rows(part(0, shift), part(1), part(1), part(2), i)
        values.append([row.value for row in rows[:6]])
        errors.append([(row.high - row.low) / (2 * module.Z) for row in rows[:2]])
    values, errors = np.array(values), np.array(errors)
    for column in range(2):  # the two distances, whose intervals nothing cuts
        assert 0.7 < errors[:, column].mean() / values[:, column].std(ddof=1) < 1.5


def test_seed_fixes_everything(replayed):
    again = run(Replay(dataset(90, 2).images))
    assert again == replayed["fresh"]
    other = run(Replay(dataset(90, 2).images), seed=1)
    assert other["precision"].value == again["precision"].value and other["precision"] != again["precision"]


# -- generators of all kinds -----------------------------------------------------------------------------------


def conditional_generator():
    z, label = keras.Input((4,)), keras.Input((), dtype="int32")
    x = keras.layers.Concatenate()([z, keras.layers.Embedding(2, 3)(label)])
    x = keras.layers.Dense(64, activation="tanh")(x)
    return keras.Model([z, label], keras.layers.Reshape(SHAPE)(x))


class TwoClasses:
    """Features and probabilities by hand: how bright the upper and the lower half are."""

    name = "halves"

    def outputs(self, images):
        images = np.asarray(images, np.float64) / (127.5 if np.asarray(images).dtype == np.uint8 else 1)
        halves = np.stack([images[:, :4].mean(axis=(1, 2, 3)), images[:, 4:].mean(axis=(1, 2, 3))], axis=1)
        weights = np.exp(8 * (halves - halves.max(axis=1, keepdims=True)))
        return {"features": halves, "probabilities": weights / weights.sum(axis=1, keepdims=True)}


def test_a_bare_generator_and_a_gan_with_it_give_the_same():
    generator = models.mlp_generator(SHAPE, 4, (8,))
    gan = training.GAN(generator, models.mlp_discriminator(SHAPE, (8,)))
    assert run(generator, n=40).rows == run(gan, n=40).rows
    assert run(generator, n=40, seed=1).rows != run(gan, n=40).rows
    np.testing.assert_allclose(
        module.generate(gan, TRAIN, 300, 5)[0], gan.generate(300, seed=5), atol=1e-5
    )  # also over several batches


def test_a_conditional_generator_is_asked_in_the_shares_of_the_data():
    skewed = TRAIN.subset(np.flatnonzero(TRAIN.labels == 0).tolist() + np.flatnonzero(TRAIN.labels)[:10].tolist())
    _, labels = module.generate(conditional_generator(), skewed, 500, seed=0)
    assert np.mean(labels == 1) == pytest.approx(np.mean(skewed.labels == 1), abs=0.05) and labels.dtype == np.int32


def test_rows_of_classes_come_with_probabilities_and_labels():
    bare = run(Replay(dataset(90, 2).images), extractor=TwoClasses())
    assert bare["classes reached"].value == 2 and bare["inception score"].ceiling == 2
    assert bare["reverse KL of classes"].value < 0.02
    with pytest.raises(KeyError, match="no metric 'label agreement' here: choose one of Fréchet distance, "):
        bare["label agreement"]
    asked = run(conditional_generator(), extractor=TwoClasses())
    assert 0 <= asked["label agreement"].value <= 1 == asked["label agreement"].reference


def test_the_course_of_defaults():
    sprites = data.load("sprites").subset(slice(0, 60))
    generator = models.mlp_generator(sprites.image_shape, 4, (8,))
    got = metrics.evaluate(generator, sprites, n=30, halves=2, show=False)
    assert "inception score" not in [row.metric for row in got.rows]
    assert "random network" in got.title and "30 samples" in got.title
    assert any("30 rows with 64 features" in note for note in got.notes)  # said in the table, not as a warning


def test_memory_and_halves_bear_a_single_image_repeated():
    got = run(Replay(np.zeros((90, *SHAPE), np.uint8)))
    assert got["density"].value == 0.0 and np.isfinite([row.high for row in got.rows]).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: run(Replay(np.zeros((90, 4, 4, 1), np.uint8))),
            r"samples of shape \(4, 4, 1\), but .* \(8, 8, 1\)",
        ),
        (lambda: run(Replay(TRAIN.images), held_out=None), "no held-out images for toy: pass held_out="),
        (lambda: run(Replay(TRAIN.images), held_out=TRAIN), "the dataset is the held-out split itself"),
        (
            lambda: run(Replay(TRAIN.images), halves=1),
            "halves must be at least 2, so that they can differ, got 1",
        ),
        (lambda: run(Replay(TRAIN.images), n=10), "at least 20 samples, .* got 10, 120 and 90"),
    ],
)
def test_errors_say_what_was_wrong(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# -- shown -----------------------------------------------------------------------------------------------------


ROWS = (
    Row("Fréchet distance", 12.34, 10.0, 15.0, 1.5, 0.9, 2.2, "lower", 0.0, None),
    Row("recall", 0.25, 0.2, 0.3, 0.8, 0.75, 0.85, "higher", 0.0, 1.0),
    Row("kernel <distance>", 0.5, 0.25, 0.75, -0.25, -0.5, 0.0, "lower", None, None),
)
EVALUATION = Evaluation(ROWS, "ten samples", ("A note.",))


def test_the_table_as_text_and_as_html():
    lines = str(EVALUATION).splitlines()
    assert lines[0] == "ten samples" and lines[-1] == "A note."
    right = ["1.50", "0.90", "…", "2.20", "lower"]
    assert lines[2].split() == ["Fréchet", "distance", "12.3", "10.0", "…", "15.0", *right]
    assert len({len(line) for line in lines[1:-1]}) == 1  # columns line up
    page = EVALUATION._repr_html_()
    assert page.count("<tr>") == 4 and "kernel &lt;distance&gt;" in page and "<caption>ten samples" in page
    assert "12.3" in EVALUATION.alt and "kernel" in EVALUATION.alt


@pytest.mark.parametrize(("value", "text"), [(-0.25, "-0.25"), (1234.5, "1,234"), (1e-5, "1e-05"), (0.05, "0.050")])
def test_numbers_have_about_three_digits(value, text):
    assert number(value) == text


@pytest.fixture
def ax():
    figure, axes = plotting.figure(size=(7.5, 3))
    yield axes
    figure.canvas.draw()
    plt.close(figure)


def test_the_picture_places_values_on_scales_of_their_own(ax):
    assert EVALUATION.plot(ax) is ax
    points = {label: [] for label in ("samples", "real images")}
    colours = {plotting.COLOURS["vermilion"]: "samples", plotting.COLOURS["blue"]: "real images"}
    for line in ax.lines:
        if line.get_marker() == "o":
            points[colours[line.get_color()]].append(float(line.get_xdata()[0]))
    # Fréchet: 0 to 15·1.05; recall: 0 to 1; kernel: −0.5 to 0.75 + 0.05·1.25
    assert points["samples"] == pytest.approx([12.34 / 15.75, 0.25, 1.0 / 1.3125])
    assert points["real images"] == pytest.approx([1.5 / 15.75, 0.8, 0.25 / 1.3125])
    assert [label.get_text() for label in ax.get_yticklabels()][:2] == ["Fréchet distance ↓", "recall ↑"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["samples", "real images"]


def test_nothing_to_draw(ax):
    with pytest.raises(ValueError, match="no rows to draw"):
        Evaluation((), "nothing", ()).plot(ax)


def test_evaluate_prints_and_draws_in_a_notebook(monkeypatch, capsys):
    shown = []
    monkeypatch.setattr("IPython.get_ipython", lambda: object())
    monkeypatch.setattr("gan_utils.plotting.show", lambda fig, alt: (shown.append(alt), plt.close(fig)))
    got = run(Replay(dataset(90, 2).images), show=True)
    assert capsys.readouterr().out == f"{got}\n" and shown == [got.alt]
    monkeypatch.setattr("IPython.get_ipython", lambda: None)
    run(Replay(dataset(90, 2).images), show=True)
    assert len(shown) == 1  # a script prints and draws nothing


def test_metrics_load_neither_plotting_nor_tensorflow():
    code = "import sys, gan_utils.metrics; print([m for m in ('tensorflow', 'matplotlib.pyplot') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


def test_a_picture_of_a_real_run_is_not_blank(replayed, ax):
    replayed["noise"].plot(ax)
    buffer = io.BytesIO()
    ax.figure.savefig(buffer, format="raw")
    assert len(set(buffer.getvalue())) > 20


def test_the_shares_of_the_data_are_kept_as_exactly_as_n_allows():
    kinds = [np.flatnonzero(TRAIN.labels == kind) for kind in (0, 1)]
    skewed = TRAIN.subset(np.concatenate([kinds[0][:30], kinds[1][:10]]))
    _, labels = module.generate(conditional_generator(), skewed, 200, seed=3)
    assert np.bincount(labels).tolist() == [150, 50] and labels[:150].any()  # and not in order


def test_no_distance_is_called_fid():
    assert "FID" not in str(module._notes("Keras' Inception-v3", 10, 20, []))
    assert "FCD" in str(module._notes("digit classifier", 10, 20, []))
