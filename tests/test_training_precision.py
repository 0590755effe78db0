"""Mixed precision: what is 16 bits wide and what is not, that training works, and that it goes on exactly."""

import keras
import numpy as np
import pytest
from keras import ops

from gan_utils import data, losses, models, training
from gan_utils.training.history import state_variables

MIXED = ("mixed_float16", "mixed_bfloat16")
FAMILIES = {
    "mlp": (models.mlp_generator, models.mlp_discriminator, {"widths": (8,)}),
    "dcgan": (models.dcgan_generator, models.dcgan_discriminator, {"width": 4}),
    "resnet": (models.resnet_generator, models.resnet_discriminator, {"width": 4}),
    "densenet": (models.densenet_generator, models.densenet_discriminator, {"width": 4}),
}


def networks(precision, family="mlp", **discriminator):
    """Return a small pair, always from the same weights."""
    keras.utils.set_random_seed(0)
    make_generator, make_discriminator, size = FAMILIES[family]
    labels = {key: value for key, value in discriminator.items() if key == "n_classes"}
    with models.precision(precision):
        return (
            make_generator((8, 8, 1), latent_dim=4, seed=1, **size, **labels),
            make_discriminator((8, 8, 1), seed=2, **size, **discriminator),
        )


def gan_of(precision, family="mlp", network=None, **compiled):
    gan = training.GAN(*networks(precision, family, **(network or {})))
    gan.compile(**{"jit_compile": False, "run_eagerly": True, **compiled})
    return gan


def batches_of(labels=False):
    keras.utils.set_random_seed(3)
    return data.load("digits").batches(256, seed=0, labels=labels)


def state(gan):
    return [variable.numpy() for variable in state_variables(gan)]


# --- networks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("precision", MIXED)
@pytest.mark.parametrize(
    "family, network",
    [
        ("mlp", {"n_classes": 10}),
        ("dcgan", {"n_classes": 10}),
        ("dcgan", {"n_classes": 10, "conditioning": "channels"}),
        ("dcgan", {"n_classes": 10, "conditioning": "embedding"}),
        ("dcgan", {"n_classes": 10, "spectral_norm": True, "batch_norm": False}),
        ("resnet", {"n_classes": 10, "spectral_norm": True}),
        ("densenet", {"n_classes": 10}),
    ],
)
def test_the_work_is_done_in_16_bits_and_weights_images_and_logits_have_32(precision, family, network):
    generator, discriminator = networks(precision, family, **network)
    for model in (generator, discriminator):
        kinds = {layer.compute_dtype for layer in model._flatten_layers() if layer.weights}
        assert precision.removeprefix("mixed_") in kinds
        assert {variable.dtype for variable in model.weights} == {"float32"}
    z, labels = ops.convert_to_tensor(training.sample_latents(3, 4, seed=0)), ops.arange(3)
    images = generator([z, labels], training=True)
    logits = discriminator([images, labels], training=True)
    assert images.dtype == "float32" and logits.dtype == "float32"
    for values in map(np.asarray, (images, logits)):  # and hold digits that 16 bits would not
        assert (values.astype(np.float16) != values).any()


def test_networks_keep_their_precision_and_what_is_built_afterwards_has_the_usual_one():
    mixed, _ = networks("mixed_float16")
    with pytest.raises(ZeroDivisionError), models.precision("mixed_bfloat16"):
        1 / 0  # noqa: B018
    after, _ = networks("float32")
    assert keras.config.dtype_policy().name == "float32"
    assert [[layer.compute_dtype for layer in model.layers][1] for model in (mixed, after)] == [
        "float16",
        "float32",
    ]


def test_an_unknown_precision_lists_those_there_are():
    with pytest.raises(ValueError, match="unknown precision 'float8': choose one of float32, mixed_float16, mixed_"):
        models.precision("float8").__enter__()


def test_spectral_normalisation_keeps_all_digits_of_the_kernels():
    """Computed in 16 bits, the kernels that it writes back would have lost their last digits for good."""
    kernels = []
    for precision in ("float32", *MIXED):
        _, discriminator = networks(precision, "dcgan", spectral_norm=True, batch_norm=False)
        discriminator(np.zeros((2, 8, 8, 1), np.float32), training=True)
        kernels.append(np.asarray(discriminator.trainable_variables[0]))
    np.testing.assert_allclose(kernels[1], kernels[0], rtol=1e-6)
    np.testing.assert_allclose(kernels[2], kernels[0], rtol=1e-6)


@pytest.mark.parametrize("precision", MIXED)
@pytest.mark.parametrize("penalty", ["gradient_penalty", "r1"])
def test_penalties_are_those_of_float32_but_for_the_rounding_of_the_network(precision, penalty):
    real = ops.convert_to_tensor(data.to_model(data.load("digits").images[:32]))
    values = []
    for which in ("float32", precision):
        _, critic = networks(which, "dcgan", batch_norm=False)
        value = losses.get_penalty(penalty)(critic, real, -real, seed=0)
        assert value.dtype == "float32"
        values.append(float(value))
    assert values[1] == pytest.approx(values[0], rel=0.02) and values[1] != values[0]


# --- weights and runs ---------------------------------------------------------------------------------------


def test_weights_files_are_the_same_in_every_precision(tmp_path):
    mixed, _ = networks("mixed_bfloat16", "dcgan")
    plain, _ = networks("float32", "dcgan")
    hashes = {models.save_weights(model, tmp_path / "weights.npz") for model in (mixed, plain)}
    assert len(hashes) == 1
    mixed.set_weights([0 * value for value in mixed.get_weights()])
    models.load_weights(mixed, tmp_path / "weights.npz")
    for ours, theirs in zip(mixed.get_weights(), plain.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("precision", MIXED)
def test_training_stays_finite_and_near_that_in_float32(precision):
    histories = {}
    for which in ("float32", precision):
        gan = gan_of(which, "dcgan", ema_decay=0.9, penalty="r1", penalty_weight=0.1)
        histories[which] = gan.fit(batches_of()).history
        assert len(histories[which]["g_loss"]) == 5
        assert {variable.dtype for variable in gan.ema_generator.weights} == {"float32"}
        assert gan.generate(3, seed=0).dtype == np.float32
        assert all(np.isfinite(value).all() for value in state(gan))
    for key, values in histories["float32"].items():
        np.testing.assert_allclose(histories[precision][key], values, rtol=0.1, atol=0.02, err_msg=key)
    assert histories[precision]["g_loss"] != histories["float32"]["g_loss"]


@pytest.mark.parametrize("precision", MIXED)
def test_a_run_goes_on_to_the_bit(precision, tmp_path):
    make = lambda: gan_of(precision, ema_decay=0.9)
    whole = make()
    history = whole.fit(batches_of(), epochs=2).history
    make().fit(batches_of(), epochs=1, callbacks=[training.Checkpoint(tmp_path)])
    resumed = make()
    assert (
        resumed.fit(batches_of(), epochs=2, callbacks=[training.Checkpoint(tmp_path, resume=True)]).history == history
    )
    for here, there in zip(state(resumed), state(whole), strict=True):
        np.testing.assert_array_equal(here, there)


def test_a_run_does_not_go_on_in_another_precision(tmp_path):
    gan_of("mixed_bfloat16").fit(batches_of(), callbacks=[training.Checkpoint(tmp_path)])
    with pytest.raises(ValueError, match="dtype is float32 here, mixed_bfloat16 in the checkpoint"):
        gan_of("float32").fit(batches_of(), epochs=2, callbacks=[training.Checkpoint(tmp_path, resume=True)])


def test_it_works_compiled_and_with_labels():
    gan = gan_of("mixed_float16", "dcgan", {"n_classes": 10}, jit_compile=True, run_eagerly=False)
    history = gan.fit(batches_of(labels=True).take(2)).history
    assert np.isfinite(history["g_loss"]).all() and len(history["g_loss"]) == 2
    assert gan.generate(labels=[1, 2], seed=0).dtype == np.float32


# --- the scale of the losses in float16 ---------------------------------------------------------------------


def scales(gan):
    return [float(optimizer.dynamic_scale) for optimizer in (gan.d_optimizer, gan.g_optimizer)]


def test_only_float16_scales_the_losses_and_each_player_has_its_own_scale():
    for precision in ("float32", "mixed_bfloat16"):
        gan = gan_of(precision)
        assert not any(hasattr(o, "dynamic_scale") for o in (gan.d_optimizer, gan.g_optimizer))
    gan = gan_of("mixed_float16")
    assert scales(gan) == [2.0**15, 2.0**15] and gan.d_optimizer is not gan.g_optimizer
    own = keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD(0.1), initial_scale=8.0)
    gan.compile(d_optimizer=own, run_eagerly=True, jit_compile=False)
    assert gan.d_optimizer is own


def test_the_scale_changes_no_update():
    """SGD on 2^15 times the loss, divided again, is SGD: the same weights as with a scale of 1."""
    after = []
    for scale in (2.0**15, 1.0):
        optimizers = (
            keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD(0.05), initial_scale=scale) for _ in range(2)
        )
        gan = gan_of("mixed_float16", **dict(zip(("d_optimizer", "g_optimizer"), optimizers, strict=True)))
        before = np.concatenate([value.ravel() for value in gan.get_weights()])
        gan.fit(batches_of().take(2))
        after.append(np.concatenate([value.ravel() for value in gan.get_weights()]))
    moved = np.abs(after[0] - before).max()
    assert moved > 1e-3
    np.testing.assert_allclose(after[0], after[1], atol=0.01 * moved)


def test_a_step_that_overflows_is_left_out_and_halves_the_scale():
    gan = gan_of("mixed_float16")
    gan.d_optimizer.dynamic_scale.assign(2.0**60)
    before = [np.copy(value) for value in gan.discriminator.get_weights()]
    generator_before = [np.copy(value) for value in gan.generator.get_weights()]
    gan.fit(batches_of().take(1))
    assert scales(gan) == [2.0**59, 2.0**15]
    for here, there in zip(gan.discriminator.get_weights(), before, strict=True):
        np.testing.assert_array_equal(here, there)
    assert any((a != b).any() for a, b in zip(gan.generator.get_weights(), generator_before, strict=True))
