"""The drawing of a network: its shapes, words and sizes are the model's, and nothing overlaps at ten inches."""

import itertools
import subprocess
import sys

import keras
import matplotlib.pyplot as plt
import pytest
from keras import layers
from matplotlib.colors import to_rgba

from gan_utils import models, plotting
from gan_utils.plotting import networks

COURSE = {
    "dcgan generator": lambda: models.dcgan_generator((28, 28, 1)),
    "dcgan discriminator": lambda: models.dcgan_discriminator((28, 28, 1)),
    "sprites generator": lambda: models.dcgan_generator((64, 64, 3), width=16),
    "sprites discriminator": lambda: models.dcgan_discriminator((64, 64, 3), width=16),
    "sprites, resized": lambda: models.dcgan_generator((64, 64, 3), width=16, upsampling="nearest"),
    "dense generator": lambda: models.mlp_generator((28, 28, 1)),
    "dense discriminator": lambda: models.mlp_discriminator((28, 28, 1), dropout=0.3),
}


@pytest.fixture
def ax():
    fig, ax = plotting.figure(size=(10, 2.5))
    yield ax
    plt.close(fig)


def words(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def test_the_course_generator_step_by_step():
    """Written from the architecture: 7·7·64 = 3,136 = 56², kernels 4·4·(out)·(in), four numbers a channel of a norm."""
    assert [tuple(step) for step in networks.network_steps(COURSE["dcgan generator"]())] == [
        ("", (), (64,), 0),
        ("Dense", (), (3136,), 64 * 3136),
        ("Reshape", ("batch norm", "ReLU"), (7, 7, 64), 4 * 64),
        ("ConvT 4×4,\nstride 2", ("batch norm", "ReLU"), (14, 14, 32), 16 * 32 * 64 + 4 * 32),
        ("ConvT 4×4,\nstride 2", ("tanh",), (28, 28, 1), 16 * 32 + 1),
    ]


def test_the_course_discriminator_in_words(ax):
    assert plotting.plot_network(COURSE["dcgan discriminator"](), ax=ax) is ax
    assert words(ax) == [
        "28×28×1",
        *("Conv 4×4,\nstride 2", "LeakyReLU 0.2", "14×14×32"),
        *("Conv 4×4,\nstride 2", "batch norm\nLeakyReLU 0.2", "7×7×64"),
        *("Flatten", "3136", "Dense", "1"),
    ]


@pytest.mark.parametrize("name", COURSE)
def test_every_parameter_stands_on_one_arrow(name):
    model = COURSE[name]()
    assert sum(step.parameters for step in networks.network_steps(model)) == model.count_params() > 0


def test_resizing_joins_the_convolution_and_pooling_follows_it():
    chain = keras.Sequential(
        [
            keras.Input((8, 8, 4)),
            layers.UpSampling2D(2),
            layers.Conv2D(6, 3, padding="same", activation="relu"),
            layers.AveragePooling2D(4),
            layers.SpectralNormalization(layers.Conv2D(2, (3, 1), strides=(2, 1), padding="same")),
        ]
    )
    assert [(step.name, step.notes, step.shape) for step in networks.network_steps(chain)[1:]] == [
        ("resize ×2,\nConv 3×3", ("ReLU", "mean pool 4"), (4, 4, 6)),
        ("Conv 3×1,\nstride 2×1", ("spectral norm",), (2, 4, 2)),
    ]


def test_heights_follow_the_side_and_widths_the_channels(ax):
    plotting.plot_network(COURSE["sprites generator"](), ax=ax)
    z, dense, *maps = ax.patches
    assert [box.get_height() for box in maps] == pytest.approx([4 / 64, 8 / 64, 16 / 64, 32 / 64, 1.0])
    widths = [box.get_width() for box in maps]  # 128, 64, 32, 16 and 3 channels
    assert widths == sorted(widths, reverse=True) and len(set(widths)) == 5
    assert z.get_width() == dense.get_width() < widths[-1] and z.get_height() < dense.get_height()
    assert {box.get_facecolor() for box in maps} == {to_rgba(networks.MAP)} != {z.get_facecolor()}


def overlaps(ax):
    """Return the pairs of words that overlap, and the words that lie on a box, once the figure is laid out."""
    fig = ax.figure
    fig.canvas.draw()
    texts = [text for text in ax.texts if text.get_text()]
    places = [(text.get_text(), text.get_window_extent()) for text in texts]
    boxes = [("a box", box.get_window_extent()) for box in ax.patches]
    pairs = [*itertools.combinations(places, 2), *itertools.product(places, boxes)]
    return [(a, b) for (a, first), (b, second) in pairs if first.overlaps(second)]


@pytest.mark.parametrize("name", COURSE)
def test_nothing_overlaps_at_ten_inches(ax, name):
    plotting.plot_network(COURSE[name](), parameters=True, ax=ax)
    assert overlaps(ax) == []
    assert min(text.get_fontsize() for text in ax.texts if text.get_text()) >= 7


def test_arrows_too_short_for_their_words_would_be_noticed(ax, monkeypatch):
    monkeypatch.setattr(networks, "_gap", lambda step, notes: networks._ARROW)
    plotting.plot_network(COURSE["sprites discriminator"](), ax=ax)
    assert overlaps(ax) != []


def test_what_is_no_single_path_is_refused_in_one_sentence(ax):
    with pytest.raises(ValueError, match=r"one path from one input to one output, and pair has 2 inputs: draw a part"):
        plotting.plot_network(models.dcgan_generator((28, 28, 1), n_classes=10, name="pair"), ax=ax)
    x = keras.Input((8,))
    skip = keras.Model(x, layers.Add(name="sum")([x, layers.Dense(8)(x)]), name="skip")
    with pytest.raises(ValueError, match="branches of skip meet in its layer sum"):
        plotting.plot_network(skip, ax=ax)
    with pytest.raises(ValueError, match="fork has 2 outputs"):
        plotting.plot_network(keras.Model(x, [layers.Dense(1)(x), layers.Dense(2)(x)], name="fork"), ax=ax)
    with pytest.raises(ValueError, match=r"no shapes yet: give it a keras.Input as its first layer"):
        plotting.plot_network(keras.Sequential([layers.Dense(3)]), ax=ax)


def test_drawing_imports_no_tensorflow():
    code = "import sys, gan_utils.plotting.networks; sys.exit('tensorflow' in sys.modules or 'keras' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
