"""A learner's own weights: saved whole or not at all, loaded as they were, never half."""

import errno
import os

import keras
import numpy as np
import pytest

from gan_utils import _files, models


def generator(seed=0):
    keras.utils.set_random_seed(seed)
    return models.dcgan_generator((8, 8, 1), latent_dim=3, width=4)


def assert_same(a, b):
    for one, other in zip(a.get_weights(), b.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_weights_survive_a_round_trip_into_a_model_built_anew(tmp_path):
    first, second = generator(0), generator(1)
    z = np.ones((2, 3), np.float32)
    assert np.abs(first(z, training=False) - second(z, training=False)).max() > 0
    digest = models.save_weights(first, tmp_path / "deep" / "mine.npz")
    assert models.load_weights(second, str(tmp_path / "deep" / "mine.npz"), sha256=digest) is second
    assert_same(first, second)
    np.testing.assert_array_equal(first(z, training=False), second(z, training=False))
    assert os.listdir(tmp_path / "deep") == ["mine.npz"]


def test_batch_normalisations_statistics_are_saved_too(tmp_path):
    first = generator()
    first(np.random.default_rng(0).normal(size=(8, 3)).astype("float32"), training=True)  # moves them
    models.save_weights(first, tmp_path / "mine.npz")
    assert len(first.non_trainable_weights) > 0
    assert_same(first, models.load_weights(generator(1), tmp_path / "mine.npz"))


def test_the_hash_depends_on_the_weights_alone(tmp_path):
    digests = [models.save_weights(generator(seed), tmp_path / f"{i}.npz") for i, seed in enumerate((0, 0, 1))]
    assert digests[0] == digests[1] != digests[2] and len(bytes.fromhex(digests[0])) == 32


def test_the_file_holds_plain_arrays_that_numpy_reads(tmp_path):
    model = generator()
    models.save_weights(model, tmp_path / "mine.npz")
    with np.load(tmp_path / "mine.npz", allow_pickle=False) as arrays:
        assert sorted(arrays.files) == [f"{i:03d}" for i in range(len(model.weights))]
        np.testing.assert_array_equal(arrays["000"], model.get_weights()[0])


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_weights_that_are_not_finite_are_not_saved(tmp_path, value, monkeypatch):
    monkeypatch.setenv("GAN_DATA_DIR", str(tmp_path))
    model, path = generator(), tmp_path / "mine.npz"
    models.save_weights(model, path)
    before = path.read_bytes()
    weights = model.get_weights()
    weights[1].flat[0] = value
    model.set_weights(weights)
    with pytest.raises(ValueError, match="holds values that are not finite, so nothing was saved: go back to"):
        models.save_weights(model, path)
    assert path.read_bytes() == before
    with pytest.raises(ValueError, match="are not finite, so nothing was saved"):
        models.save_pretrained("dcgan", model, {})
    assert os.listdir(tmp_path) == ["mine.npz"]


def test_a_full_disk_leaves_the_weights_saved_before(tmp_path):
    resource = pytest.importorskip("resource")
    first, path = generator(0), tmp_path / "mine.npz"
    models.save_weights(first, path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match=r"^the disk is full, so mine\.npz was not written.*free some") as full:
            models.save_weights(generator(1), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert full.value.errno == errno.EFBIG and os.listdir(tmp_path) == ["mine.npz"]
    assert_same(first, models.load_weights(generator(2), path))


def test_an_interrupt_while_saving_leaves_the_weights_saved_before(tmp_path, monkeypatch):
    first, path = generator(0), tmp_path / "mine.npz"
    models.save_weights(first, path)

    def interrupted(temporary):
        assert temporary.stat().st_size > 0 and temporary != path
        raise KeyboardInterrupt

    monkeypatch.setattr(_files._npz, "seal", interrupted)
    with pytest.raises(KeyboardInterrupt):
        models.save_weights(generator(1), path)
    assert os.listdir(tmp_path) == ["mine.npz"]
    assert_same(first, models.load_weights(generator(2), path))


def test_weights_of_another_architecture_are_refused_and_change_nothing(tmp_path):
    models.save_weights(generator(), tmp_path / "mine.npz")
    other = models.dcgan_generator((8, 8, 1), latent_dim=3, width=8)
    before = other.get_weights()
    with pytest.raises(ValueError, match=r"mine\.npz holds an array of shape .* where the model has .*dense.*"):
        models.load_weights(other, tmp_path / "mine.npz")
    for now, then in zip(other.get_weights(), before, strict=True):
        np.testing.assert_array_equal(now, then)


def test_what_cannot_be_saved_or_found_is_said(tmp_path):
    with pytest.raises(ValueError, match=r"mine\.keras does not end in \.npz"):
        models.save_weights(generator(), tmp_path / "mine.keras")
    unbuilt = keras.Sequential([keras.layers.Dense(1)])
    with pytest.raises(ValueError, match=r"has no weights yet: build it .* and save it then"):
        models.save_weights(unbuilt, tmp_path / "mine.npz")
    with pytest.raises(FileNotFoundError, match=r"write it with models\.save_weights\(model, path\)"):
        models.load_weights(generator(), tmp_path / "mine.npz")
    models.save_weights(generator(), tmp_path / "mine.npz")
    with pytest.raises(ValueError, match=r"has no weights yet: build it .* and load them then"):
        models.load_weights(unbuilt, tmp_path / "mine.npz")
