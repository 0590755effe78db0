"""Paths, directions and attributes of the latent space: hand-worked values, invariances, planted mistakes."""

import numpy as np
import pytest

from gan_utils import data, latent

RNG = np.random.default_rng(7)


# Paths -----------------------------------------------------------------------------------------------------


def check_slerp(slerp):
    """What any slerp must do; the planted mistakes below must fail it."""
    # Angle 90°, lengths 3 and 1, a third of the way: direction (cos 30°, sin 30°), length 3 − 2/3 = 7/3.
    got = slerp(np.array([3.0, 0.0]), np.array([0.0, 1.0]), 1 / 3)
    np.testing.assert_allclose(got, [7 / 3 * np.sqrt(3) / 2, 7 / 3 / 2], atol=1e-9)
    # Parallel, lengths 1 and 3: the straight line.
    np.testing.assert_allclose(slerp(np.array([1.0, 2.0]), np.array([3.0, 6.0]), 0.5), [2.0, 4.0], atol=1e-9)
    # Opposite: stays on the circle of radius 2, at right angles half way.
    z = np.array([2.0, 0.0, 0.0])
    middle = slerp(z, -z, 0.5)
    assert np.linalg.norm(middle) == pytest.approx(2.0) and middle @ z == pytest.approx(0.0, abs=1e-9)
    # A zero latent takes the other's direction; two of them stay where they are.
    np.testing.assert_allclose(slerp(np.zeros(2), np.array([0.0, 4.0]), 0.25), [0.0, 1.0], atol=1e-12)
    np.testing.assert_allclose(slerp(np.zeros(2), np.zeros(2), 0.25), [0.0, 0.0], atol=1e-12)
    # Batched: each row has its own t.
    z0, z1 = RNG.standard_normal((2, 5, 16))
    t = np.linspace(0, 1, 5)
    rows = np.stack([slerp(a, b, s) for a, b, s in zip(z0, z1, t, strict=True)])
    np.testing.assert_allclose(slerp(z0, z1, t), rows, atol=1e-9)


def shoemake(z0, z1, t):
    """The textbook formula, sound only where the angle is neither 0 nor 180° and the lengths agree."""
    t = np.asarray(t)[..., None]
    cosine = (z0 * z1).sum(-1, keepdims=True) / np.maximum(
        np.linalg.norm(z0, axis=-1, keepdims=True) * np.linalg.norm(z1, axis=-1, keepdims=True), 1e-12
    )
    angle = np.arccos(np.clip(cosine, -1, 1))
    with np.errstate(all="ignore"):
        return (np.sin((1 - t) * angle) * z0 + np.sin(t * angle) * z1) / np.sin(angle)


def straight_when_hard(z0, z1, t):
    """Falls back to lerp where sin Ω = 0: right for parallel latents, wrong for opposite ones."""
    got = shoemake(z0, z1, t)
    return got if np.isfinite(got).all() and np.abs(got).max() < 1e6 else latent.lerp(z0, z1, t)


def test_slerp_by_hand():
    check_slerp(latent.slerp)


@pytest.mark.parametrize("wrong", [latent.lerp, shoemake, straight_when_hard])
def test_slerp_mistakes_are_caught(wrong):
    with pytest.raises(AssertionError):
        check_slerp(wrong)


def test_slerp_agrees_with_shoemake_at_equal_lengths():
    z0, z1 = RNG.standard_normal((2, 8, 64))
    z1 *= np.linalg.norm(z0, axis=1, keepdims=True) / np.linalg.norm(z1, axis=1, keepdims=True)
    t = RNG.uniform(size=8)
    np.testing.assert_allclose(latent.slerp(z0, z1, t), shoemake(z0, z1, t), atol=1e-9)


def test_slerp_turns_with_the_space_and_walks_back():
    z0, z1 = RNG.standard_normal((2, 6))
    turn = np.linalg.qr(RNG.standard_normal((6, 6)))[0]
    np.testing.assert_allclose(latent.slerp(z0 @ turn, z1 @ turn, 0.3), latent.slerp(z0, z1, 0.3) @ turn)
    np.testing.assert_allclose(latent.slerp(z0, z1, 0.3), latent.slerp(z1, z0, 0.7))


@pytest.mark.parametrize("gap", [1e-12, 1e-9, 1e-6, 1e-3])
@pytest.mark.parametrize("sign", [1, -1])
def test_slerp_is_smooth_near_parallel_and_opposite(gap, sign):
    z0 = np.array([1.0, 0.0, 0.0])
    z1 = sign * np.array([np.cos(gap), np.sin(gap), 0.0])
    strip = latent.slerp(z0, z1, np.linspace(0, 1, 11))
    np.testing.assert_allclose(np.linalg.norm(strip, axis=1), 1.0, atol=1e-9)
    np.testing.assert_allclose(strip[[0, -1]], [z0, z1], atol=2e-7)
    steps = np.linalg.norm(np.diff(strip, axis=0), axis=1)
    np.testing.assert_allclose(steps, steps.mean(), atol=1e-7)


def test_paths_go_on_beyond_their_ends():
    np.testing.assert_allclose(latent.lerp(np.zeros(2), np.ones(2), 1.5), [1.5, 1.5])
    x, y = np.eye(2)
    np.testing.assert_allclose(latent.slerp(x, y, 2.0), [-1.0, 0.0], atol=1e-12)


def test_dtype_and_shape():
    z0, z1 = RNG.standard_normal((2, 4)).astype("float32")
    for between in (latent.lerp, latent.slerp):
        assert between(z0, z1, 0.5).dtype == np.float32
        assert between(z0, z1, np.linspace(0, 1, 7)).shape == (7, 4)
        assert between(np.stack([z0, z1]), np.stack([z1, z0]), 0.5).shape == (2, 4)
        assert between(np.array([0, 2]), np.array([2, 0]), 0.5).dtype == np.float64


@pytest.mark.parametrize("between", [latent.lerp, latent.slerp])
@pytest.mark.parametrize(
    ("z0", "z1", "t", "message"),
    [
        (np.zeros(3), np.zeros(4), 0.5, r"\(3,\) and \(4,\)"),
        (np.zeros((2, 3)), np.zeros((2, 3)), [0.1, 0.2, 0.3], r"one for each row"),
        (np.array([np.nan, 0.0]), np.zeros(2), 0.5, "finite"),
        (np.zeros(2), np.zeros(2), np.inf, "finite"),
    ],
)
def test_paths_refuse(between, z0, z1, t, message):
    with pytest.raises(ValueError, match=message):
        between(z0, z1, t)


def test_lerp_leaves_the_shell_and_slerp_does_not():
    # Two independent latents are nearly at right angles, so half way lerp has length √(d/2), not √d.
    z0, z1 = latent.sample(500, 256, seed=0), latent.sample(500, 256, seed=1)
    by_lerp = np.linalg.norm(latent.lerp(z0, z1, 0.5), axis=1).mean()
    by_slerp = np.linalg.norm(latent.slerp(z0, z1, 0.5), axis=1).mean()
    assert by_lerp == pytest.approx(np.sqrt(256 / 2), rel=0.01)
    assert by_slerp == pytest.approx(np.sqrt(256), rel=0.01)


def check_equal_steps(equal_steps):
    # Total 6, so steps of 1.5: 1.5, 3 and 4.5 all lie in the second segment (1 to 5); the third is empty.
    got = equal_steps([1.0, 4.0, 0.0, 1.0], 5)
    np.testing.assert_allclose(got, [0, 1.125, 1.5, 1.875, 4.0])


def test_equal_steps_by_hand():
    check_equal_steps(latent.equal_steps)
    with pytest.raises(AssertionError):
        check_equal_steps(lambda lengths, n: np.linspace(0, len(lengths), n))  # equal in t, not in length
    lengths = np.array([2.0, 1.0, 5.0])  # in which unit does not matter
    np.testing.assert_allclose(latent.equal_steps(lengths, 4), latent.equal_steps(10 * lengths, 4))
    # Ends on an empty segment: both ends are kept, and no position is NaN.
    np.testing.assert_allclose(latent.equal_steps([0.0, 2.0, 0.0], 3), [0.0, 1.5, 3.0])


@pytest.mark.parametrize("lengths", [[], [0.0], [-1.0, 2.0], [np.nan], [[1.0]]])
def test_equal_steps_refuses_lengths(lengths):
    with pytest.raises(ValueError, match="lengths must"):
        latent.equal_steps(lengths, 3)


def test_path_visits_in_equal_steps():
    # Quarter circle of radius 1, then of radius 1 again: 5 points, 45° each.
    corners = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]])
    half = np.sqrt(0.5)
    expected = [[1, 0], [half, half], [0, 1], [-half, half], [-1, 0]]
    np.testing.assert_allclose(latent.path(corners, 5), expected, atol=1e-6)
    points = RNG.standard_normal((4, 32))
    for how in ("lerp", "slerp"):
        way = latent.path(points, 61, how)
        steps = np.linalg.norm(np.diff(way, axis=0), axis=1)
        off = np.abs(steps / np.median(steps) - 1)
        assert (off < 0.01).sum() >= 58  # of 60; a chord is shorter where it cuts one of the two corners
        np.testing.assert_allclose(way[[0, -1]], points[[0, -1]], atol=1e-9)
    with pytest.raises(ValueError, match="lerp, slerp"):
        latent.path(points, 5, "spline")
    with pytest.raises(ValueError, match="at least 2"):
        latent.path(points, 1)


# Points ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("d", "squared"), [(1, 2 / np.pi), (2, np.pi / 2), (3, 8 / np.pi)])
def test_expected_norm_by_hand(d, squared):
    # The mean of |N(0, 1)|, of a Rayleigh and of a Maxwell variable.
    assert latent.expected_norm(d) == pytest.approx(np.sqrt(squared))


def test_samples():
    z = latent.sample(4000, 64, seed=3)
    assert np.linalg.norm(z, axis=1).mean() == pytest.approx(latent.expected_norm(64), abs=0.05)
    np.testing.assert_array_equal(z, latent.sample(4000, 64, seed=3))
    assert (z[:5] != latent.sample(5, 64, seed=4)).all()


def test_truncated_sample_draws_again_and_does_not_clip():
    z = latent.truncated_sample(2000, 16, 1.0, seed=0)
    assert abs(z).max() <= 1.0
    # N(0, 1) given |z| ≤ 1 has variance 1 − 2φ(1)/(2Φ(1) − 1) = 1 − 2·0.24197/0.68269 = 0.29112.
    assert z.var() == pytest.approx(0.29112, abs=0.005)
    clipped = np.clip(latent.sample(2000, 16, 0), -1, 1)
    assert abs(clipped.var() - 0.29112) > 0.1
    with pytest.raises(ValueError, match="threshold"):
        latent.truncated_sample(1, 4, 0.0, seed=0)


def test_truncate():
    np.testing.assert_allclose(latent.truncate(np.array([[2.0, -1.0]]), 0.25), [[0.5, -0.25]])
    with pytest.raises(ValueError, match="psi"):
        latent.truncate(np.zeros(2), 1.5)


def test_mix_classes():
    np.testing.assert_allclose(latent.mix_classes(1, 1, 0.3, 3), [0, 1, 0])
    several = latent.mix_classes(2, 0, np.array([0.0, 1.0, 0.5]), 3)
    np.testing.assert_allclose(several, [[0, 0, 1], [1, 0, 0], [0.5, 0, 0.5]])
    with pytest.raises(ValueError, match="from 0 to 9"):
        latent.mix_classes(3, 10, 0.5, 10)
    with pytest.raises(ValueError, match=r"\[0, 1\]"):
        latent.mix_classes(3, 1, 1.5, 10)


# Directions ------------------------------------------------------------------------------------------------


def check_principal(principal_directions):
    # Features are z stretched by 1, 6 and 3 along a turned basis: the rows of the turn, first 6, then 3, and
    # shares of variance 36/46 and 9/46.
    turn = np.linalg.qr(np.random.default_rng(0).standard_normal((3, 3)))[0]
    z = np.random.default_rng(1).standard_normal((3000, 3))
    found = principal_directions(z, z @ turn.T * [1.0, 6.0, 3.0], k=2)
    overlap = np.abs(found.directions @ turn[[1, 2]].T)
    np.testing.assert_allclose(overlap, np.eye(2), atol=0.05)
    np.testing.assert_allclose(found.share, [36 / 46, 9 / 46], atol=0.02)
    np.testing.assert_allclose(np.linalg.norm(found.directions, axis=1), 1.0)


def test_principal_directions():
    check_principal(latent.principal_directions)
    with pytest.raises(AssertionError):  # of the latents instead of the features: every direction is as good
        check_principal(lambda z, features, k: latent.principal_directions(z, z, k))


def test_principal_directions_wide_and_tall_agree():
    z = RNG.standard_normal((300, 8))
    features = np.tanh(z @ RNG.standard_normal((8, 20))) + 3.0
    tall = latent.principal_directions(z, features, k=3)
    wide = latent.principal_directions(z, np.repeat(features, 20, axis=1).reshape(300, 20, 20), k=3)
    np.testing.assert_allclose(tall.directions, wide.directions, atol=1e-6)
    np.testing.assert_allclose(tall.share, wide.share, atol=1e-9)


def test_closed_form_is_the_sampled_one_of_a_linear_layer():
    kernel = RNG.standard_normal((6, 40)) * np.array([5.0, 1.0, 3.0, 0.2, 0.2, 0.2])[:, None]
    exact = latent.closed_form_directions(kernel, k=3)
    z = RNG.standard_normal((20000, 6))
    sampled = latent.principal_directions(z, z @ kernel + 4.0, k=3)
    assert (np.abs((exact.directions * sampled.directions).sum(1)) > 0.99).all()
    np.testing.assert_allclose(exact.share, sampled.share, atol=0.02)
    np.testing.assert_allclose(exact.directions @ exact.directions.T, np.eye(3), atol=1e-9)
    # By hand: kernel [[0, 2], [1, 0]] stretches z₁ by 2 and z₂ by 1.
    np.testing.assert_allclose(latent.closed_form_directions([[0.0, 2.0], [1.0, 0.0]], 2).share, [0.8, 0.2])


def test_coordinates_and_compose_are_inverse():
    z, directions = RNG.standard_normal(10), RNG.standard_normal((3, 10))
    amounts, rest = latent.coordinates(z, directions)
    np.testing.assert_allclose(latent.compose(amounts, directions, rest), z, atol=1e-6)
    np.testing.assert_allclose(directions @ rest, 0, atol=1e-9)


def check_attribute_direction(attribute_direction):
    # value = 2·z₀ − z₁ + 7 + noise of variance 1: direction (2, −1)/√5, slope √5, R² = 5/6.
    rng = np.random.default_rng(2)
    z = rng.standard_normal((4000, 3))
    found = attribute_direction(z, 2 * z[:, 0] - z[:, 1] + 7 + rng.standard_normal(4000))
    np.testing.assert_allclose(found.direction, np.array([2, -1, 0]) / np.sqrt(5), atol=0.03)
    assert found.slope == pytest.approx(np.sqrt(5), rel=0.03)
    assert found.r2 == pytest.approx(5 / 6, abs=0.03)


def test_attribute_direction():
    check_attribute_direction(latent.attribute_direction)

    def without_intercept(z, values):  # the forgotten constant spoils R² and, with few latents, the direction
        w = np.linalg.lstsq(z, values, rcond=None)[0]
        r2 = 1 - ((values - z @ w) ** 2).mean() / values.var()
        return latent.AttributeDirection(w / np.linalg.norm(w), np.linalg.norm(w), r2)

    with pytest.raises(AssertionError):
        check_attribute_direction(without_intercept)


def test_attribute_direction_scores_on_latents_kept_aside():
    # Pure noise fits 60 numbers to 128 points well, and predicts the rest worse than their mean does.
    rng = np.random.default_rng(0)
    found = latent.attribute_direction(rng.standard_normal((160, 60)), rng.standard_normal(160))
    assert found.r2 < 0.1


def test_directions_refuse():
    z = RNG.standard_normal((20, 4))
    with pytest.raises(ValueError, match="20 latents and 19 rows"):
        latent.principal_directions(z, z[:19])
    with pytest.raises(ValueError, match="k must be from 1 to 4"):
        latent.principal_directions(z, z, k=5)
    with pytest.raises(ValueError, match="dense layer"):
        latent.closed_form_directions(z[0])
    with pytest.raises(ValueError, match="too few"):
        latent.attribute_direction(z[:9], z[:9, 0])
    with pytest.raises(ValueError, match="must vary"):
        latent.attribute_direction(z, np.ones(20))
    with pytest.raises(ValueError, match="parallel"):
        latent.without(z[0], -2 * z[0])


def test_without_leaves_nothing_along_the_other():
    a, b = RNG.standard_normal((2, 12))
    left = latent.without(a, b)
    assert left @ b == pytest.approx(0, abs=1e-12) and np.linalg.norm(left) == pytest.approx(1)
    assert left @ a > 0


# Attributes ------------------------------------------------------------------------------------------------


def bar(width, lean=0.0, brightness=255):
    """Return a bar from top to bottom, `width` pixels wide, `lean` pixels further right each row upwards."""
    x = np.arange(64)[None, :] - 32 - lean * (31.5 - np.arange(64)[:, None])
    cover = np.clip(width / 2 + 0.5 - np.abs(x), 0, 1)  # antialiased edges
    return (brightness * cover)[None, ..., None].astype("uint8")


@pytest.mark.parametrize("width", [3, 5, 8])
def test_thickness_of_a_bar(width):
    # From top to bottom only its two sides count as edges: 2 · (64·width) / (2·64) = width.
    assert latent.thickness(bar(width))[0] == pytest.approx(width, rel=0.01)


def test_thickness_of_a_square_by_hand():
    # 10×10: area 100. Forward differences see 10 steps a side, but two at one corner as one √2 long:
    # 40 − 2 + √2, so 200 / (38 + √2) = 5.07.
    image = np.zeros((1, 28, 28, 1), "uint8")
    image[:, 9:19, 9:19] = 255
    assert latent.thickness(image)[0] == pytest.approx(200 / (38 + np.sqrt(2)))


def test_thickness_ignores_place_and_brightness_and_reads_floats():
    image = bar(4)
    moved = np.roll(image, 9, axis=2)
    both = latent.thickness(np.concatenate([image, moved, image // 2]))
    np.testing.assert_allclose(both, both[0], rtol=0.01)
    np.testing.assert_allclose(latent.thickness(data.to_model(image)), both[0], rtol=1e-5)
    ink = lambda images: images.mean((1, 2, 3)) / 16  # the lazy measure depends on the brightness
    assert abs(ink(image) - ink(image // 2)) > 0.1


@pytest.mark.parametrize("lean", [-0.5, 0.0, 0.25])
def test_slant_of_a_bar(lean):
    assert latent.slant(bar(4, lean))[0] == pytest.approx(np.degrees(np.arctan(lean)), abs=0.5)


def test_slant_has_the_right_sign_and_ignores_place_and_brightness():
    image = bar(4, 0.25)
    assert latent.slant(image[:, :, ::-1])[0] == pytest.approx(-latent.slant(image)[0], abs=1e-6)
    assert latent.slant(image[:, ::-1])[0] < -10  # with y downwards the sign would be wrong
    smaller = np.zeros((1, 90, 90, 1), "uint8")
    smaller[:, 20:84, 6:70] = image // 2
    np.testing.assert_allclose(latent.slant(smaller), latent.slant(image), atol=0.3)


def test_attributes_of_real_digits_are_plausible():
    images = data.load("mnist5k").images[:500]
    assert 2 < np.median(latent.thickness(images)) < 4
    assert 0 < latent.slant(images).mean() < 20  # most people lean to the right


def test_width_and_height_are_the_deviation_of_a_bar_and_change_places_when_it_is_turned():
    image = bar(9)
    x = np.arange(64)[image[0, 0, :, 0] > 0]
    assert latent.width(image)[0] == pytest.approx(x.std())  # 9 columns as bright: (9² − 1)/12 = 6.67, its root 2.58
    assert latent.width(image)[0] == pytest.approx(np.sqrt(80 / 12))
    assert latent.height(image)[0] == pytest.approx(np.sqrt((64**2 - 1) / 12))  # 64 rows
    turned = image.transpose(0, 2, 1, 3)
    assert latent.height(turned)[0] == pytest.approx(latent.width(image)[0])
    np.testing.assert_allclose(latent.width(np.roll(image // 2, 7, axis=2)), latent.width(image))


def test_ink_is_the_share_of_white_and_reads_floats():
    image = bar(8)
    assert latent.ink(image)[0] == pytest.approx(8 / 64, rel=1e-3)
    np.testing.assert_allclose(latent.ink(data.to_model(image)), latent.ink(image), rtol=1e-5)


@pytest.mark.parametrize("measure", [latent.thickness, latent.slant, latent.width, latent.height, latent.ink])
def test_attributes_refuse(measure):
    with pytest.raises(ValueError, match="image 1 is blank"):
        measure(np.concatenate([bar(3), np.zeros_like(bar(3))]))
    with pytest.raises(ValueError, match=r"\(n, height, width, 1\)"):
        measure(np.zeros((2, 28, 28)))
