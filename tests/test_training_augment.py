"""Augmentation: worked pictures, gradients, seeds, and whether `GAN` shows both players only changed images."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import data, models, training
from gan_utils.training import augment

IMAGES = tf.constant(np.random.default_rng(0).uniform(-0.9, 0.9, (40, 8, 6, 2)), tf.float32)
ALL = {"translation": augment.translation, "cutout": augment.cutout, "intensity": augment.intensity}


def move_of(changed, image, most=2):
    """The move that takes `image` to `changed`, found by trying each."""
    padded = np.pad(image, ((most, most), (most, most), (0, 0)), constant_values=-1.0)
    height, width, _ = image.shape
    for dy in range(-most, most + 1):
        for dx in range(-most, most + 1):
            if np.array_equal(padded[most - dy :, most - dx :][:height, :width], changed):
                return dy, dx
    raise AssertionError("no whole move makes this image")


def test_translation_moves_each_image_by_whole_pixels_of_its_own():
    changed = augment.translation(ratio=0.3)(IMAGES, seed=1).numpy()  # 0.3·8 = 2.4 → 2, 0.3·6 = 1.8 → 2
    moves = np.array([move_of(a, b) for a, b in zip(changed, IMAGES.numpy(), strict=True)])
    for axis in (0, 1):
        assert set(moves[:, axis]) == {-2, -1, 0, 1, 2}
    assert np.abs(np.corrcoef(moves.T)[0, 1]) < 0.5  # up and sideways are drawn apart


def test_translation_by_hand():
    image = np.arange(1.0, 10.0, dtype=np.float32).reshape(1, 3, 3, 1)
    seen = {augment.translation(1 / 3, fill=0.0)(image, seed).numpy().tobytes() for seed in range(80)}
    # down by one and left by one: the top row and the right column come from outside
    by_hand = np.array([[0, 0, 0], [2, 3, 0], [5, 6, 0]], np.float32).reshape(1, 3, 3, 1)
    assert by_hand.tobytes() in seen and len(seen) == 9


def test_the_gradient_of_a_moved_image_is_the_gradient_moved_back():
    image, weights = IMAGES[:1], tf.random.stateless_normal((1, 8, 6, 2), (3, 4))
    for seed in range(6):
        with tf.GradientTape() as tape:
            tape.watch(image)
            changed = augment.translation(0.3)(image, seed)
            total = tf.reduce_sum(weights * changed)
        dy, dx = move_of(changed[0].numpy(), image[0].numpy())
        expected = np.zeros((8, 6, 2), np.float32)
        for i in range(8):
            for j in range(6):
                if 0 <= i + dy < 8 and 0 <= j + dx < 6:
                    expected[i, j] = weights[0, i + dy, j + dx]
        np.testing.assert_array_equal(tape.gradient(total, image)[0], expected)


def test_cutout_covers_one_rectangle_a_picture():
    changed = augment.cutout(0.5, fill=-1.0)(IMAGES, seed=2).numpy()
    covered = (changed == -1.0).all(axis=-1)
    np.testing.assert_array_equal(changed[~covered], IMAGES.numpy()[~covered])
    areas = covered.sum(axis=(1, 2))
    for mask in covered:
        rows, columns = mask.any(axis=1), mask.any(axis=0)
        assert mask.sum() == rows.sum() * columns.sum()  # a rectangle, without holes
        assert np.ptp(np.flatnonzero(rows)) == rows.sum() - 1 and 2 <= rows.sum() <= 4
    assert areas.max() == 4 * 3 and areas.min() < 12  # whole inside, and over the edge
    assert len({mask.tobytes() for mask in covered}) > 10


def test_intensity_by_hand():
    image = IMAGES.numpy().astype(float)
    shifted = augment.intensity(0.5, 0.0, 0.0)(IMAGES, seed=3).numpy() - image
    assert np.ptp(shifted, axis=(1, 2, 3)).max() < 1e-6  # one shift for an image
    assert -0.5 <= shifted.min() < -0.3 and 0.3 < shifted.max() < 0.5
    mean = image.mean(axis=(1, 2, 3), keepdims=True)
    stretched = augment.intensity(0.0, 0.5, 0.0)(IMAGES, seed=3).numpy()
    factors = (stretched - mean) / (image - mean)
    np.testing.assert_allclose(factors, factors[:, :1, :1, :1] + 0 * factors, rtol=2e-3)
    assert 0.5 <= np.median(factors, axis=(1, 2, 3)).min() < 0.7 < 1.3 < factors[:, 0, 0, 0].max() < 1.51
    grey = augment.intensity(0.0, 0.0, 1.0)(IMAGES[..., :1], seed=3)
    np.testing.assert_array_equal(grey, IMAGES[..., :1])  # one channel has no colour
    coloured = augment.intensity(0.0, 0.0, 1.0)(IMAGES, seed=3).numpy()
    np.testing.assert_allclose(coloured.mean(axis=-1), image.mean(axis=-1), atol=1e-6)
    assert np.abs(coloured - image).max() > 0.5


@pytest.mark.parametrize("name", ALL)
def test_gradients_agree_with_finite_differences(name):
    function, image = ALL[name](), IMAGES[:2, :4, :4]
    weights = tf.random.stateless_normal(image.shape, (5, 6))
    score = lambda x: tf.reduce_sum(weights * function(x, (7, 8)) ** 2)
    with tf.GradientTape() as tape:
        tape.watch(image)
        total = score(image)
    gradient = tape.gradient(total, image).numpy()
    for index in [(0, 1, 2, 0), (0, 3, 3, 1), (1, 0, 0, 1), (1, 2, 1, 0), (1, 3, 2, 1)]:
        bump = np.zeros(image.shape, np.float32)
        bump[index] = 1e-2
        slope = float(score(image + bump) - score(image - bump)) / 2e-2
        assert gradient[index] == pytest.approx(slope, abs=2e-3)
    assert np.abs(gradient).max() > 0.1


@pytest.mark.parametrize("name", ALL)
def test_seeds_fix_the_draws_with_and_without_xla(name):
    function = ALL[name]()
    first = function(IMAGES, (1, 2)).numpy()
    np.testing.assert_array_equal(first, function(IMAGES, tf.constant([1, 2])))
    np.testing.assert_allclose(first, tf.function(function, jit_compile=True)(IMAGES, (1, 2)), atol=1e-6)
    for other in ((1, 3), (2, 2)):
        assert np.abs(first - function(IMAGES, other)).max() > 0.01
    assert first.shape == IMAGES.shape and first.dtype == np.float32


def test_no_strength_means_no_change():
    for function in (
        augment.translation(0.0),
        augment.cutout(0.0),
        augment.intensity(0.0, 0.0, 0.0),
        augment.compose(),
        augment.get([augment.translation(0.0), augment.cutout(0.0)]),
    ):
        np.testing.assert_array_equal(function(IMAGES, 3), IMAGES)


def test_compose_gives_each_function_a_seed_of_its_own():
    seeds = []
    spy = lambda images, seed: seeds.append(tuple(np.asarray(seed))) or images
    augment.compose(augment.compose(spy, spy), spy, spy)(IMAGES, seed=0)
    augment.compose(spy)(IMAGES, seed=1)
    assert len(set(seeds)) == 5


def test_errors_say_what_to_do():
    for wrong, message in (
        (lambda: augment.translation(1.5), r"ratio must lie in \[0, 1\], got 1.5; 1/8 moves"),
        (lambda: augment.cutout(-0.1), r"ratio must lie in \[0, 1\], got -0.1; 1/2 covers"),
        (lambda: augment.intensity(brightness=-1), "brightness must be at least 0, got -1"),
        (lambda: augment.intensity(contrast=2), r"contrast must lie in \[0, 1\], got 2; the paper uses 0.5"),
        (lambda: augment.translation()(tf.zeros((3, 2)), 0), r"not \(3, 2\): points have no pixels"),
        (lambda: augment.get("flip"), r"a function \(images, seed\) -> images or a list of them, not 'flip'"),
        (lambda: augment.get([]), r"not \[\]"),
    ):
        with pytest.raises(ValueError, match=message):
            wrong()


# -- in GAN ----------------------------------------------------------------------------------------------------


def pair(seed=0):
    generator = models.mlp_generator((8, 8, 1), latent_dim=4, widths=(16,), seed=seed)
    return training.GAN(generator, models.mlp_discriminator((8, 8, 1), widths=(16,), seed=seed), seed=seed)


@pytest.fixture(scope="module")
def digits():
    return data.load("digits")


class Spy:
    """An augmentation that halves the images, and keeps what it saw."""

    def __init__(self):
        self.seen = []

    def __call__(self, images, seed):
        self.seen.append((np.asarray(images), tuple(np.asarray(seed))))
        return 0.5 * images


def what_the_discriminator_sees(gan, batches):
    """The batches that each call of the discriminator gets, in order: fake and real first, then the generator's."""
    calls, logits = [], gan._logits
    gan._logits = lambda images, labels: calls.append(np.asarray(images)) or logits(images, labels)
    gan.fit(batches)
    return calls


def augments_both(spied, calls):
    """Whether each of the three calls of one step got half of what was given to the spy."""
    originals = [images for images, _ in spied]
    return all(any(np.allclose(0.5 * images, call) for images in originals) for call in calls)


def test_both_players_see_only_augmented_images_each_under_a_fresh_seed(digits):
    gan, spy = pair(), Spy()
    gan.compile(augment=spy, run_eagerly=True)
    real = np.stack(list(digits.batches(8, seed=0).take(2)))
    calls = what_the_discriminator_sees(gan, tf.data.Dataset.from_tensor_slices(real))
    assert len(calls) == len(spy.seen) == 6
    assert any(np.array_equal(images, real[0]) for images, _ in spy.seen[:3])
    assert augments_both(spy.seen[:3], calls[:3]) and augments_both(spy.seen[3:], calls[3:])
    assert len({seed for _, seed in spy.seen}) == 6  # real, fake and the generator's fake, in each step
    noise = {(gan.seed, number) for number in range(6)}  # 3 draws a step
    assert not noise & {seed for _, seed in spy.seen}  # and none is a seed of the noise


def test_augmenting_the_real_images_alone_would_be_caught(digits):
    gan, spy = pair(), Spy()
    gan.compile(augment=spy, run_eagerly=True)
    augmented = gan._augmented
    gan._augmented = lambda images, draw: augmented(images, draw) if draw % 2 else images  # real has odd draws
    calls = what_the_discriminator_sees(gan, digits.batches(8, seed=0).take(1))
    assert len(spy.seen) == 1 and not augments_both(spy.seen, calls)


def test_the_generator_learns_through_the_augmentation(digits):
    gan = pair()
    gan.compile(augment=lambda images, seed: tf.stop_gradient(images), jit_compile=False)
    with pytest.raises(ValueError, match="No gradients"):
        gan.fit(digits.batches(8, seed=0).take(1))  # what a change that cannot be differentiated would do
    gan = pair()
    gan.compile(augment=[augment.translation(), augment.cutout(), augment.intensity()], jit_compile=False)
    before = gan.generator.get_weights()
    gan.fit(digits.batches(8, seed=0).take(2))
    assert all(np.abs(a - b).max() > 0 for a, b in zip(before, gan.generator.get_weights(), strict=True))


def test_a_penalty_is_the_slope_before_the_augmentation(digits):
    penalties = []
    wide = np.full(16, 100.0)  # with such biases LeakyReLU is the identity, and the discriminator linear
    for change in (
        None,
        lambda images, seed: 0.5 * images,
        lambda images, seed: tf.stop_gradient(images) + 0.0 * images,
    ):
        gan = pair()
        gan.compile(augment=change, penalty="r1", penalty_weight=1.0, jit_compile=False)
        first = gan.discriminator.layers[2]
        first.set_weights([first.get_weights()[0], wide])
        penalties.append(gan.fit(digits.batches(8, seed=0).take(1)).history["penalty"][0])
    # Halving the images halves the slope with respect to the images as they are: ½·‖w/2‖² is a quarter of ½·‖w‖².
    assert penalties[1] == pytest.approx(penalties[0] / 4, rel=1e-4)
    assert penalties[2] == 0.0  # no slope comes through a change that stops it


def test_augmented_runs_repeat_by_seed_with_and_without_xla(digits):
    runs = []
    for seed, jit_compile in ((1, True), (1, False), (2, False)):
        gan = pair(seed)
        gan.compile(augment=augment.translation(), jit_compile=jit_compile)
        runs.append(gan.fit(digits.batches(8, seed=0).take(3)).history["d_real_term"])
    np.testing.assert_allclose(runs[0], runs[1], atol=1e-5)
    assert np.abs(np.subtract(runs[0], runs[2])).max() > 1e-3


def test_augmentation_leaves_the_noise_as_it_was(digits):
    losses = []
    for change in (None, lambda images, seed: images):
        gan = pair()
        gan.compile(augment=change, jit_compile=False)
        losses.append(gan.fit(digits.batches(8, seed=0).take(3)).history["g_loss"])
    assert losses[0] == losses[1]


# -- weight clipping -------------------------------------------------------------------------------------------


def test_weight_clip_holds_every_weight_of_the_discriminator_and_no_other(digits):
    gan = pair()
    gan.compile(loss="wasserstein", weight_clip=0.02, jit_compile=False)
    before = [np.abs(weight).max() for weight in gan.generator.get_weights() if weight.ndim == 2]
    gan.fit(digits.batches(32, seed=0).take(2))
    largest = [np.abs(weight).max() for weight in gan.discriminator.get_weights()]
    kernels = [weight for weight in gan.discriminator.get_weights() if weight.ndim == 2]
    assert max(largest) <= np.float32(0.02) and min(np.abs(kernel).max() for kernel in kernels) > 0.0199
    after = [np.abs(weight).max() for weight in gan.generator.get_weights() if weight.ndim == 2]
    assert min(before + after) > 0.1


def test_weight_clip_comes_after_the_update(digits):
    gan = pair()
    gan.compile(loss="wasserstein", d_optimizer=keras.optimizers.SGD(10.0), weight_clip=0.02, jit_compile=False)
    gan.fit(digits.batches(32, seed=0).take(1))
    # a step as long as this one leaves the box, unless clipping comes last
    assert max(np.abs(weight).max() for weight in gan.discriminator.get_weights()) <= np.float32(0.02)


@pytest.mark.parametrize("wrong", [0.0, -0.01, float("nan"), float("inf")])
def test_weight_clip_is_a_positive_number(wrong):
    with pytest.raises(ValueError, match="weight_clip must be a number above 0"):
        pair().compile(weight_clip=wrong)
