"""A generator in one file: the same pictures in another process, and nothing that could run code."""

import json
import subprocess
import sys

import keras
import numpy as np
import pytest

from gan_utils import _files, models, training
from gan_utils.models import architecture


def trained(n_classes=None, ema=True, **options):
    shape = (16, 8, 1)
    gan = training.GAN(
        models.dcgan_generator(shape, latent_dim=4, width=4, n_classes=n_classes, seed=1, **options),
        models.dcgan_discriminator(shape, width=4, n_classes=n_classes, seed=2),
        seed=3,
    )
    gan.compile(ema_decay=0.9 if ema else None, ema_warmup=ema, jit_compile=False)
    images = np.random.default_rng(0).integers(0, 256, (20, *shape)).astype("uint8")
    from gan_utils import data

    labels = np.arange(20) % n_classes if n_classes else None
    gan.fit(data.ImageDataset(images, labels).batches(10, seed=0, labels=bool(n_classes)), epochs=2)
    return gan


IN_ANOTHER_PROCESS = """
import sys, numpy as np
from gan_utils import models, training
generator = models.load_generator(sys.argv[1])
z = training.sample_latents(6, generator.inputs[0].shape[-1], seed=0)
inputs = [z, np.arange(6) % 3] if len(generator.inputs) == 2 else z
np.save(sys.argv[2], np.asarray(generator(inputs, training=False)))
"""


@pytest.mark.parametrize("n_classes", [None, 3])
def test_another_process_draws_what_generate_drew(tmp_path, n_classes):
    gan = trained(n_classes)
    assert (np.asarray(gan.generator.get_weights()[0]) != np.asarray(gan.ema_generator.get_weights()[0])).any()
    gan.save_generator(tmp_path / "mine.npz")
    expected = gan.generate(6, labels=np.arange(6) % 3 if n_classes else None, seed=0)
    command = [sys.executable, "-c", IN_ANOTHER_PROCESS, str(tmp_path / "mine.npz"), str(tmp_path / "drawn.npy")]
    subprocess.run(command, check=True, capture_output=True)
    np.testing.assert_allclose(np.load(tmp_path / "drawn.npy"), expected, atol=1e-6)


def test_the_card_says_sizes_classes_recipe_and_what_one_adds(tmp_path):
    gan = trained(3)
    gan.save_generator(tmp_path / "mine.npz", {"data": "noise", "class_names": ["a", "b", "c"]})
    card = models.generator_card(tmp_path / "mine.npz")
    assert (card["latent_dim"], card["sample_shape"], card["n_classes"], card["steps"]) == (4, [16, 8, 1], 3, 4)
    assert card["recipe"]["average"] == 0.9 and card["recipe"]["loss"] == "non_saturating"
    assert card["recipe"]["g_optimizer"].startswith("Adam, rate 0.0002, beta_1 0.5")
    assert card["data"] == "noise" and card["class_names"] == ["a", "b", "c"]


def test_without_an_average_the_generator_itself_is_saved(tmp_path):
    gan = trained(ema=False)
    gan.save_generator(tmp_path / "mine.npz")
    loaded = models.load_generator(tmp_path / "mine.npz")
    for ours, theirs in zip(loaded.get_weights(), gan.generator.get_weights(), strict=True):
        assert (ours == theirs).all()
    assert models.generator_card(tmp_path / "mine.npz")["recipe"]["average"] is None


BUILDERS = {
    "dense": lambda: models.mlp_generator((8, 8, 1), latent_dim=3, widths=(8,)),
    "resize": lambda: models.dcgan_generator((16, 8, 3), latent_dim=3, width=4, upsampling="nearest", leak="learned"),
    "classes": lambda: models.dcgan_generator((16, 8, 1), latent_dim=3, width=4, n_classes=5),
    "residual": lambda: models.resnet_generator((16, 16, 1), latent_dim=3, width=4),
    "densely connected": lambda: models.densenet_generator((16, 16, 1), latent_dim=3, width=4),
    "one's own": lambda: keras.Sequential(
        [keras.Input((3,)), keras.layers.Dense(48, activation="tanh"), keras.layers.Reshape((4, 4, 3))]
    ),
}


@pytest.mark.parametrize("name", BUILDERS)
def test_every_architecture_comes_back(tmp_path, name):
    model = BUILDERS[name]()
    models.save_generator(model, tmp_path / "mine.npz")
    loaded = models.load_generator(tmp_path / "mine.npz")
    z = training.sample_latents(4, 3, seed=0)
    inputs = [z, np.arange(4)] if len(model.inputs) == 2 else z
    np.testing.assert_allclose(loaded(inputs, training=False), model(inputs, training=False), atol=1e-6)
    assert loaded.output_shape == model.output_shape


class Own(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(4)

    def call(self, z):
        return self.dense(z)


def with_lambda():
    z = keras.Input((3,))
    return keras.Model(z, keras.layers.Lambda(lambda x: 2 * x)(keras.layers.Dense(4)(z)))


def own_function(x):
    return x


def with_own_function():
    z = keras.Input((3,))
    return keras.Model(z, keras.layers.Dense(4, activation=own_function)(z))


def of_own_class():
    model = Own()
    model(np.zeros((1, 3), "float32"))
    return model


@pytest.mark.parametrize(
    ("build", "words"),
    [(with_lambda, "'Lambda'"), (with_own_function, "'function'"), (of_own_class, "of the class Own")],
)
def test_what_only_code_can_build_is_not_saved(tmp_path, build, words):
    with pytest.raises(ValueError, match=f"{words}.*so it was not saved"):
        models.save_generator(build(), tmp_path / "mine.npz")
    assert not (tmp_path / "mine.npz").exists()


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("keras.layers", "Lambda"),
        ("keras.layers", "TFSMLayer"),
        ("builtins", "eval"),
        ("os", "system"),
        ("keras.utils", "get_file"),
        ("keras.layers", "no_such_layer"),
        ("keras.layers", "deserialize"),
    ],
)
def test_a_file_that_names_code_is_refused_before_keras_sees_it(tmp_path, monkeypatch, module, name):
    model = BUILDERS["dense"]()
    config = json.loads(architecture.to_json(model))
    config["config"]["layers"][1]["module"], config["config"]["layers"][1]["class_name"] = module, name
    arrays = {f"{i:03d}": value for i, value in enumerate(model.get_weights())}
    arrays |= {"architecture": np.array(json.dumps(config)), "card": np.array("{}")}
    _files.save_arrays(tmp_path / "mine.npz", arrays)
    monkeypatch.setattr(keras.models, "model_from_json", lambda *_: pytest.fail("Keras saw it"))
    with pytest.raises(ValueError, match=r"mine\.npz holds .* so it was not used"):
        models.load_generator(tmp_path / "mine.npz")


def test_files_that_are_none_are_refused_in_a_sentence(tmp_path):
    path = tmp_path / "mine.npz"
    with pytest.raises(FileNotFoundError, match=r"write it with gan\.save_generator"):
        models.load_generator(path)
    models.save_weights(BUILDERS["dense"](), path)
    with pytest.raises(ValueError, match="does not say how its network is built"):
        models.load_generator(path)
    with pytest.raises(ValueError, match=r"does not end in \.npz"):
        models.save_generator(BUILDERS["dense"](), tmp_path / "mine.keras")
    sha256 = models.save_generator(BUILDERS["dense"](), path)
    assert models.load_generator(path, sha256).input_shape == (None, 3)
    with pytest.raises(ValueError, match="does not have the hash"):
        models.load_generator(path, "0" * 64)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(ValueError, match="so it was not used"):
        models.load_generator(path)


def test_an_earlier_file_survives_weights_that_are_not_finite(tmp_path):
    path, model = tmp_path / "mine.npz", BUILDERS["dense"]()
    models.save_generator(model, path)
    before = path.read_bytes()
    model.set_weights([np.full_like(value, np.nan) for value in model.get_weights()])
    with pytest.raises(ValueError, match="not finite"):
        models.save_generator(model, path)
    assert path.read_bytes() == before


# Keeping the best ------------------------------------------------------------------------------------------


def run_with(keeper, epochs=4):
    from gan_utils import data

    gan = training.GAN(BUILDERS["dense"](), models.mlp_discriminator((8, 8, 1), widths=(8,)), seed=0)
    gan.compile(ema_decay=0.5, jit_compile=False)
    images = np.random.default_rng(0).integers(0, 256, (20, 8, 8, 1)).astype("uint8")
    kept = []
    note = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda *_: kept.append([np.copy(w) for w in gan.sampling_generator.get_weights()])
    )
    gan.fit(data.ImageDataset(images).batches(10, seed=0), epochs=epochs, callbacks=[note, keeper])
    return gan, kept


def test_the_best_of_the_scores_is_kept_and_restored(tmp_path):
    scores = iter([3.0, 1.0, float("nan"), 2.0])
    keeper = training.KeepBest(lambda images: next(scores), n=5, path=tmp_path / "best.npz")
    gan, kept = run_with(keeper)
    assert keeper.best == 1.0 and keeper.best_step == 4 and keeper.steps == [2, 4, 6, 8]
    assert keeper.restore(gan) is gan
    for now, then, in_file in zip(
        gan.sampling_generator.get_weights(),
        kept[1],
        models.load_generator(tmp_path / "best.npz").get_weights(),
        strict=True,
    ):
        assert (now == then).all() and (in_file == then).all()
    assert models.generator_card(tmp_path / "best.npz")["score"] == 1.0


def test_a_full_disk_costs_a_warning_and_not_the_run(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_files, "save_arrays", full)
    keeper = training.KeepBest(lambda images: 1.0, n=5, path=tmp_path / "best.npz")
    with pytest.warns(UserWarning, match="kept in memory alone: .*No space left.* Training goes on"):
        gan, _ = run_with(keeper, epochs=2)
    assert keeper.steps == [2, 4] and keeper.restore(gan) is gan and not (tmp_path / "best.npz").exists()


def test_higher_can_be_better_and_every_other_epoch_be_scored():
    scores = iter([3.0, 1.0])
    keeper = training.KeepBest(lambda images: next(scores), n=5, every=2, lower_is_better=False)
    run_with(keeper)
    assert (keeper.best, keeper.best_step, keeper.scores) == (3.0, 4, [3.0, 1.0])


def test_the_metric_gets_as_many_pictures_as_were_asked_for():
    shapes = []
    run_with(training.KeepBest(lambda images: shapes.append(images.shape) or 0.0, n=7), epochs=1)
    assert shapes == [(7, 8, 8, 1)]


def test_nothing_to_restore_and_settings_that_do_not_fit():
    with pytest.raises(ValueError, match="nothing has been scored yet"):
        training.KeepBest(lambda images: 0.0).restore(None)
    with pytest.raises(ValueError, match="at least 1, got 0"):
        training.KeepBest(lambda images: 0.0, every=0)
