"""What `fit`, `compile` and `generate` do with odd input: as Keras does, or one sentence before the first step."""

import warnings

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import data, metrics, models, training

SHAPE = (8, 8, 1)
IMAGES = np.random.default_rng(0).uniform(-1, 1, (24, *SHAPE)).astype("float32")
LABELS = np.arange(24, dtype="int32") % 3


def gan(n_classes=None, compiled=True, discriminator_classes="same", **options):
    discriminator_classes = n_classes if discriminator_classes == "same" else discriminator_classes
    made = training.GAN(
        models.dcgan_generator(SHAPE, 4, width=2, n_classes=n_classes),
        models.dcgan_discriminator(SHAPE, width=2, n_classes=discriminator_classes, batch_norm=False),
        seed=0,
    )
    if compiled:
        made.compile(**{"jit_compile": False} | options)
    return made


def dataset(images=IMAGES, labels=None, size=8, **options):
    arrays = images if labels is None else (images, labels)
    return tf.data.Dataset.from_tensor_slices(arrays).batch(size, **options)


def steps(made, batches, **options):
    return len(made.fit(batches, **options).history["g_loss"])


# Batches ---------------------------------------------------------------------------------------------------


def test_a_short_last_batch_trains_and_is_left_out_where_several_make_a_step():
    assert steps(gan(), dataset(size=10)) == 3  # 10, 10, 4
    assert steps(gan(n_critic=2), dataset(size=10)) == 1
    assert steps(gan(3, n_critic=2), dataset(labels=LABELS, size=10)) == 1


def test_fewer_images_than_a_batch_are_refused():
    with pytest.raises(ValueError, match="not one batch: the images are fewer than a batch"):
        gan().fit(dataset(size=64, drop_remainder=True))
    with pytest.raises(ValueError, match="not one batch: look at what makes them"):
        gan().fit(dataset().filter(lambda images: False))


def test_fewer_batches_than_a_step_takes_are_refused():
    with pytest.raises(ValueError, match="n_critic=5 takes 5 batches a step and there are 3 in all"):
        gan(n_critic=5).fit(dataset())


def test_images_of_unknown_rank_train_when_they_fit_and_are_refused_when_not():
    unknown = tf.data.Dataset.from_generator(lambda: iter(IMAGES.reshape(3, 8, *SHAPE)), tf.float32)
    assert unknown.element_spec.shape.rank is None and steps(gan(), unknown) == 3
    wrong = tf.data.Dataset.from_generator(lambda: iter(IMAGES.reshape(3, 8, 4, 16, 1)), tf.float32)
    with pytest.raises(ValueError, match=r"shape \(4, 16, 1\) but the networks take \(8, 8, 1\)"):
        gan().fit(wrong)


def test_a_tuple_of_one_is_its_image_and_of_three_is_refused():
    assert steps(gan(), dataset().map(lambda images: (images,))) == 3
    with pytest.raises(ValueError, match=r"tuples of 3: a GAN takes images, or \(images, labels\)"):
        gan().fit(dataset().map(lambda images: (images, images, images)))
    with pytest.raises(ValueError, match="dictionaries of x"):
        gan().fit(dataset().map(lambda images: {"x": images}))


@pytest.mark.parametrize("dtype", ["float64", "float16"])
def test_floats_of_another_width_train_also_with_a_penalty(dtype):
    assert steps(gan(penalty="r1", penalty_weight=1.0), dataset(IMAGES.astype(dtype))) == 3


def test_an_endless_dataset_is_refused():
    with pytest.raises(ValueError, match=r"never end, so no epoch would: end them with \.take"):
        gan().fit(dataset().repeat())
    assert steps(gan(), dataset().repeat().take(4)) == 4


@pytest.mark.parametrize("n_critic", [1, 2])
def test_an_endless_dataset_trains_by_steps_per_epoch(n_critic):
    assert steps(gan(n_critic=n_critic), dataset().repeat(), epochs=2, steps_per_epoch=4) == 8
    with pytest.raises(ValueError, match=f"takes {4 * n_critic} batches an epoch and there are 3 in all"):
        gan(n_critic=n_critic).fit(dataset(), steps_per_epoch=4)


def test_images_that_are_not_finite_are_refused():
    bad = IMAGES.copy()
    bad[3, 2, 2] = np.nan
    with pytest.raises(ValueError, match="1 of the 8 samples of the first batch hold values that are not finite"):
        gan().fit(dataset(bad))


# Labels ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int64", "int32"])
def test_whole_labels_of_any_type_train_and_so_do_those_with_a_second_axis(dtype):
    assert steps(gan(3), dataset(labels=LABELS.astype(dtype))) == 3
    assert steps(gan(3), dataset(labels=LABELS.astype(dtype)[:, None])) == 3


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (np.eye(3, dtype="int32")[LABELS], r"labels\.argmax\(axis=1\)"),
        (np.array(["a", "b", "c"])[LABELS], "names become numbers"),
        (LABELS + 0.5, r"labels\.astype\('int32'\)"),
        (LABELS + 1, "from 1 to 3 but the networks know the classes 0 to 2.*count from 0, so take away 1"),
        (LABELS - 1, "from -1 to 1"),
        (LABELS + 7, "from 7 to 9"),
    ],
)
def test_labels_that_name_no_class_are_refused_before_training(labels, words):
    made = gan(3)
    with pytest.raises(ValueError, match=words):
        made.fit(dataset(labels=labels))
    assert made.steps_done == 0


def test_a_wrong_label_past_the_first_batch_is_found_before_training_or_when_its_turn_comes():
    late = LABELS.copy()
    late[-1] = 5
    uint8 = data.to_display(IMAGES)
    own = data.ImageDataset(uint8, late)  # its card knows six classes, the networks three
    made = gan(3)
    with pytest.raises(ValueError, match="from 0 to 5 but the networks know the classes 0 to 2"):
        made.fit(own.batches(8, seed=0, labels=True))
    assert made.steps_done == 0
    with pytest.raises(ValueError, match="from 0 to 5 but the networks know"):
        made.fit(own.batches(8, seed=0, labels=True).repeat().take(2))
    assert made.steps_done == 0
    with pytest.raises(ValueError, match="a batch held a label outside the classes 0 to 2, so training stopped there"):
        made.fit(dataset(labels=late))


def test_a_label_that_the_discriminator_never_sees_is_refused():
    with pytest.raises(ValueError, match="takes labels but the discriminator does not, so nothing teaches"):
        gan(3, discriminator_classes=None, compiled=False)
    assert gan(3, compiled=False).conditional and not gan(compiled=False).conditional


def test_networks_of_different_numbers_of_classes_are_refused():
    with pytest.raises(ValueError, match="generator knows 3 classes but the discriminator 5"):
        gan(3, discriminator_classes=5)


# Settings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("callbacks", [None, (), training.SampleGrid(n=2), [training.SampleGrid(n=2)]])
def test_callbacks_none_one_or_several(callbacks):
    assert steps(gan(), dataset(), callbacks=callbacks) == 3


@pytest.mark.parametrize(
    ("callback", "words"),
    [
        (keras.callbacks.LearningRateScheduler(lambda epoch: 1e-3), "a GAN has two: give each its schedule"),
        (keras.callbacks.ReduceLROnPlateau(), "a GAN has two: give each its schedule"),
        (keras.callbacks.ModelCheckpoint("m.keras"), r"training\.Checkpoint\(folder\)"),
        (keras.callbacks.BackupAndRestore("backup"), "resume=True"),
        ("SampleGrid", "got 'SampleGrid'|got 'S'"),
    ],
)
def test_callbacks_that_cannot_work_say_what_does(callback, words):
    with pytest.raises(ValueError, match=words):
        gan().fit(dataset(), callbacks=[callback])


def test_a_schedule_inside_the_optimizer_does():
    rate = keras.optimizers.schedules.CosineDecay(1e-3, 5)
    assert steps(gan(g_optimizer=keras.optimizers.Adam(rate)), dataset()) == 3


def test_optimizers_by_name_are_one_for_each():
    made = gan(g_optimizer="adam", d_optimizer="adam")
    assert made.g_optimizer is not made.d_optimizer and steps(made, dataset()) == 3


@pytest.mark.parametrize("optimizer", ["adamm", 1e-3, keras.optimizers.Adam])
def test_what_is_no_optimizer_is_refused(optimizer):
    with pytest.raises(ValueError, match="d_optimizer must be a Keras optimizer or the name of one"):
        gan(d_optimizer=optimizer)


class Own(keras.Model):
    def call(self, z):
        return z


@pytest.mark.parametrize("network", [Own(), keras.Sequential([keras.layers.Dense(4)]), "dcgan", None])
def test_networks_that_do_not_say_their_shapes_are_refused(network):
    with pytest.raises(ValueError, match=r"the generator (does not say what it takes|must be a keras\.Model)"):
        training.GAN(network, models.mlp_discriminator((2,)))
    with pytest.raises(ValueError, match=r"the discriminator (does not say what it takes|must be a keras\.Model)"):
        training.GAN(models.mlp_generator((2,)), network)


def test_fit_before_compile_says_so():
    with pytest.raises(ValueError, match=r"not compiled: call gan\.compile\(\)"):
        gan(compiled=False).fit(dataset())


@pytest.mark.parametrize("options", [{"every": 0}, {"every": 0.5}, {"n": 0}, {"n": "4"}])
def test_a_film_without_frames_is_refused(options):
    with pytest.raises(ValueError, match="must be a whole number of at least 1"):
        training.SampleGrid(**options)


def test_saving_a_gan_by_keras_says_how_it_is_done(tmp_path):
    with pytest.raises(NotImplementedError, match=r"gan\.save_generator\(path\)"):
        gan().save(tmp_path / "gan.keras")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("keep", [keras.saving.save_model, lambda made, path: keras.models.clone_model(made)])
def test_keras_is_told_the_same_when_it_saves_or_copies(keep, tmp_path):
    with pytest.raises(NotImplementedError, match=r"gan\.save_generator\(path\)"):
        keep(gan(), tmp_path / "gan.keras")


@pytest.mark.parametrize(
    "options",
    [{"n_critic": 2.5}, {"n_critic": "2"}, {"ema_decay": "0.9"}, {"ema_decay": np.nan}, {"weight_clip": [1.0]}]
    + [{"penalty": "r1", "penalty_weight": bad} for bad in (np.nan, -1, "1", None)],
)
def test_settings_of_another_kind_are_refused(options):
    with pytest.raises(ValueError, match=r"must be a (whole )?number"):
        gan(**options)


def test_an_optimizer_that_has_trained_another_gan_is_refused_and_its_own_again_is_not():
    made = gan()
    with pytest.raises(ValueError, match="g_optimizer has trained another network"):
        gan(g_optimizer=made.g_optimizer)
    made.compile(g_optimizer=made.g_optimizer, d_optimizer=made.d_optimizer, jit_compile=False)


@pytest.mark.parametrize(
    "options",
    [{"epochs": bad} for bad in (-1, 1.5, "2", None)]
    + [{"initial_epoch": -1}, {"verbose": "x"}, {"steps_per_epoch": 0}, {"steps_per_epoch": 2.5}, {"callbacks": 3}],
)
def test_how_long_to_train_is_checked_before_training(options):
    made = gan()
    with pytest.raises(ValueError, match=next(iter(options))):
        made.fit(dataset(), **options)
    assert made.steps_done == 0


def test_batches_that_are_none_are_refused():
    with pytest.raises(ValueError, match="fit takes batches"):
        gan().fit(iter(dataset()))
    with pytest.raises(ValueError, match="the batches hold tuple and TensorSpec"):
        gan().fit(dataset().map(lambda images: ((images, images), images)))
    with pytest.raises(ValueError, match="one image or more in each"):
        gan().fit(tf.data.Dataset.from_tensors(IMAGES[:0]))


# Drawing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"labels": ["a", "b"]}, "whole numbers, the classes 0 to 2, got"),
        ({"labels": [0.5, 1.5]}, "whole numbers, the classes 0 to 2, got"),
        ({"labels": [np.nan]}, "whole numbers, the classes 0 to 2, got"),
        ({"labels": [None, 1]}, "whole numbers, the classes 0 to 2, got"),
        ({"labels": [[0], [1, 2]]}, "one of the classes 0 to 2 for each"),
        ({"labels": np.eye(3)}, "argmax"),
        ({"labels": 1}, "shape"),
        ({"labels": [0, 1], "n": 3}, r"shape \(3,\)"),
        ({"labels": [0], "z": np.full((1, 4), np.nan)}, "hold finite real numbers"),
        ({"labels": [0], "z": "abc"}, "hold numbers alone"),
        ({"labels": [0], "z": [[1, 2], [1]]}, "hold numbers alone"),
        ({"labels": [0], "z": np.zeros((1, 4)), "n": 5}, r"shape \(5, 4\)"),
        ({"labels": [0], "seed": -1}, "seed must be a whole number"),
        ({"labels": [0], "seed": "s"}, "seed must be a whole number"),
        ({"labels": [0], "n": 2.5}, "n must be a whole number"),
        ({"labels": [0], "batch_size": 0}, "batch_size must be a whole number of at least 1"),
    ],
)
def test_what_generate_cannot_draw_is_refused_in_a_sentence(options, words):
    with pytest.raises(ValueError, match=words):
        gan(3).generate(**{"seed": 0} | options)


def test_a_generator_with_an_embedding_of_another_name_draws():
    z, label = keras.Input((3,)), keras.Input((), dtype="int32")
    mine = keras.layers.Concatenate()([z, keras.layers.Embedding(5, 2, name="whatever")(label)])
    generator = keras.Model([z, label], keras.layers.Dense(2)(mine))
    made = training.GAN(generator, models.mlp_discriminator((2,), n_classes=5))
    assert made.generate(labels=[0, 4], seed=0).shape == (2, 2)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"batch_size": True}, "choose a whole batch_size"),
        ({"seed": None}, "seed must be a whole number"),
        ({"seed": "s"}, "seed must be a whole number"),
        ({"labels": np.zeros(5, int)}, r"True or False; relabelled"),
    ],
)
def test_what_batches_cannot_make_is_refused_in_a_sentence(options, words):
    with pytest.raises(ValueError, match=words):
        data.load("digits").batches(**{"batch_size": 4, "seed": 0} | options)


# Metrics ---------------------------------------------------------------------------------------------------


def test_images_from_0_to_1_are_noticed_by_the_metrics():
    digits = data.load("mnist5k", "test").images[:20]
    with pytest.warns(UserWarning, match=r"lie in \[0, 1\].*Rescale with 2·x − 1"):
        metrics.digit_classifier().features(digits / 255.0)
    with pytest.warns(UserWarning, match="Rescale"):
        metrics.pixels().features(digits / 255.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        metrics.digit_classifier().features(data.to_model(digits))
        metrics.digit_classifier().features(digits)
        metrics.pixels().features(np.zeros((2, 8, 8, 1)))


@pytest.mark.parametrize(
    ("images", "words"),
    [
        (np.full((2, 28, 28, 1), np.nan), "some of these are NaN"),
        (np.full((2, 28, 28, 1), 255.0), r"floats in \[-1, 1\], got \[255, 255\]"),
        (np.full((2, 28, 28, 1), "a"), "not <U1"),
        (np.zeros((2, 28, 28, 1), "complex64"), "not complex64"),
        (None, "takes images of shape"),
    ],
)
def test_what_is_no_image_is_refused_by_the_metrics(images, words):
    for extractor in (metrics.digit_classifier(), metrics.pixels()):
        with pytest.raises(ValueError, match=words):
            extractor.features(images)


def test_evaluate_names_what_it_takes():
    digits = data.load("digits")
    with pytest.raises(ValueError, match="dataset must be a dataset, which ndarray is not"):
        metrics.evaluate(gan(), IMAGES)
    with pytest.raises(ValueError, match="draws from a GAN or a generator, which ndarray is not"):
        metrics.evaluate(IMAGES, digits)
    with pytest.raises(ValueError, match="knows the classes 0 to 2, but the dataset's labels go up to 9"):
        metrics.evaluate(gan(3), digits, n=50)
