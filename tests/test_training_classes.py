"""How many classes a `GAN` knows: told by its networks whatever their layers are called, or given, never guessed."""

import keras
import numpy as np
import pytest
from keras import layers, ops

from gan_utils import data, models, training
from gan_utils.models.labels import n_classes_of

SHAPE = (8, 8, 1)


def own_generator(tell, n_labels_axes=0):
    """A generator of one's own: `tell` makes of the labels what joins z."""
    z = keras.Input((4,))
    labels = keras.Input((1,) * n_labels_axes, dtype="int32")
    x = layers.Concatenate()([z, tell(labels)])
    image = layers.Reshape(SHAPE)(layers.Dense(64, activation="tanh")(x))
    return keras.Model([z, labels], image)


def looked_up(n=10, **settings):
    return lambda labels: layers.Embedding(n, 3, name="which_digit", **settings)(labels)


def inner_model(labels):
    digit = keras.Input((), dtype="int32")
    return keras.Model(digit, looked_up()(digit))(labels)


OWN = {
    "another name": (looked_up(), 0),
    "labels with an axis of their own": (lambda labels: layers.Flatten()(looked_up()(labels)), 1),
    "a cast first": (lambda labels: looked_up()(ops.cast(labels, "int64")), 0),
    "an inner model": (inner_model, 0),
    "an inner Sequential": (lambda labels: keras.Sequential([layers.Embedding(10, 3), layers.Dense(2)])(labels), 0),
    "one-hot": (lambda labels: ops.one_hot(labels, 10), 0),
    "label channels": (lambda labels: layers.Flatten()(models.label_channels(labels, 1, 1, 10)), 0),
}


def own_discriminator(tell):
    image, labels = keras.Input(SHAPE), keras.Input((), dtype="int32")
    return keras.Model([image, labels], layers.Dense(1)(layers.Concatenate()([layers.Flatten()(image), tell(labels)])))


def by_size(labels):
    """A way for labels to join that does not show how many there are."""
    return layers.Dense(2)(ops.cast(labels, "float32")[:, None])


@pytest.mark.parametrize("family", ["mlp", "dcgan", "resnet", "densenet"])
@pytest.mark.parametrize("spectral_norm", [False, True])
def test_the_networks_of_the_package_tell_it(family, spectral_norm):
    generate, discriminate = (getattr(models, f"{family}_{which}") for which in ("generator", "discriminator"))
    small = {"widths": (4,)} if family == "mlp" else {"width": 2}
    discriminator = discriminate(SHAPE, n_classes=7, spectral_norm=spectral_norm, **small)
    assert training.GAN(generate(SHAPE, 4, n_classes=7, **small), discriminator).n_classes == 7
    assert training.GAN(generate(SHAPE, 4, **small), discriminator).n_classes == 7  # only it takes labels
    assert training.GAN(generate(SHAPE, 4, **small), discriminate(SHAPE, **small)).n_classes is None


@pytest.mark.parametrize("conditioning", ["projection", "channels", "embedding"])
def test_every_way_in_which_a_label_joins_tells_it(conditioning):
    discriminator = models.dcgan_discriminator(SHAPE, 2, n_classes=7, conditioning=conditioning)
    assert training.GAN(models.dcgan_generator(SHAPE, 4, 2), discriminator).n_classes == 7


@pytest.mark.parametrize("how", OWN)
def test_a_generator_of_ones_own_trains_and_generates(how):
    keras.utils.set_random_seed(0)
    tell, axes = OWN[how]
    generator = own_generator(tell, axes)
    assert n_classes_of(generator) == 10
    gan, film = training.GAN(generator, own_discriminator(looked_up())), training.SampleGrid(n=12)
    gan.compile(jit_compile=False)
    before = generator.get_weights()
    gan.fit(data.load("digits").batches(64, seed=0, labels=True).take(2), callbacks=[film])
    assert any(not np.array_equal(a, b) for a, b in zip(before, generator.get_weights(), strict=True))
    assert film.frames[-1].shape == (12, *SHAPE)  # asked for the classes 0, …, 9, 0, 1
    z = np.repeat(film.frames[-1][:1, 0, :4, 0], 2, axis=0)
    one, other = gan.generate(z=z, labels=[3, 4])
    assert not np.array_equal(one, other)
    with pytest.raises(ValueError, match="unknown class label 10: choose from the classes 0 to 9"):
        gan.generate(labels=[10], seed=0)


@pytest.mark.parametrize("how", ["another name", "labels with an axis of their own"])
def test_classes_of_ones_own_generator_blend(how):
    generator, z = own_generator(*OWN[how]), np.ones((3, 4), np.float32)
    mixed = np.asarray(models.conditional_mixer(generator)(z, np.eye(10)[[2, 5, 9]]))
    np.testing.assert_allclose(mixed, np.asarray(generator([z, np.array([2, 5, 9])], training=False)), atol=1e-6)
    assert np.abs(mixed[0] - mixed[1]).max() > 1e-4


def test_where_labels_go_into_no_embedding_there_is_nothing_to_blend():
    with pytest.raises(ValueError, match="no Embedding layer for its labels"):
        models.conditional_mixer(own_generator(OWN["one-hot"][0]))


def test_networks_for_different_classes_are_refused():
    generator, discriminator = own_generator(looked_up(3)), models.mlp_discriminator(SHAPE, (8,), n_classes=5)
    with pytest.raises(ValueError, match="the generator knows 3 classes but the discriminator 5: build both with"):
        training.GAN(generator, discriminator)
    with pytest.raises(ValueError, match="n_classes is 5 but the generator knows 3: build it with n_classes=5"):
        training.GAN(generator, discriminator, n_classes=5)
    assert training.GAN(generator, discriminator, n_classes=3).n_classes == 3  # two that no label asks for


def test_a_number_that_cannot_be_told_is_asked_for():
    generator, discriminator = own_generator(by_size), own_discriminator(by_size)
    with pytest.raises(ValueError, match=r"cannot be told.*as in GAN\(generator, discriminator, n_classes=10\)"):
        training.GAN(generator, discriminator)
    assert training.GAN(generator, own_discriminator(looked_up(4))).n_classes == 4  # one of the two is enough
    gan = training.GAN(generator, discriminator, n_classes=10)
    gan.compile(jit_compile=False)
    gan.fit(data.load("digits").batches(64, seed=0, labels=True).take(1))
    assert gan.generate(labels=[9], seed=0).shape == (1, *SHAPE)
    with pytest.raises(ValueError, match="unknown class label 10: choose from the classes 0 to 9"):
        gan.generate(labels=[10], seed=0)


@pytest.mark.parametrize("wrong", [0, -1, 2.5])
def test_a_number_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match=f"whole number of at least 1, got {wrong}"):
        training.GAN(own_generator(by_size), own_discriminator(by_size), n_classes=wrong)


def test_a_number_for_networks_without_labels_is_refused():
    with pytest.raises(ValueError, match="n_classes is 10 but neither network takes labels"):
        training.GAN(models.mlp_generator(SHAPE, 4, (8,)), models.mlp_discriminator(SHAPE, (8,)), n_classes=10)
