"""Names of directions, against generators that do along each direction what was planted there."""

import numpy as np
import pytest

from gan_utils import latent

D = 6
Z = latent.sample(300, D, seed=0)
SIDE = 40


def planted(z, lean=0.25, thicker=0.5, paler=0.0):
    """A generator of bars: number 0 shears them, 1 thickens them, 2 dims them, and the others do nothing."""
    y, x = np.arange(SIDE)[::-1] - (SIDE - 1) / 2, np.arange(SIDE) - (SIDE - 1) / 2
    tilt, half = lean * z[:, 0], np.clip(3 + thicker * z[:, 1], 0.5, None) / 2
    away = np.abs(x[None, None, :] - tilt[:, None, None] * y[None, :, None])
    cover = np.clip(half[:, None, None] + 0.5 - away, 0, 1) * (np.abs(y) < 12)[None, :, None]
    bright = np.clip(1 - paler * np.clip(z[:, 2], -3, 3) / 3, 0.05, 1)
    return (2 * cover * bright[:, None, None] - 1)[..., None].astype(np.float32)


def check_names(name_directions):
    directions = np.eye(D)[[0, 1, 2, 3]] * [[-1], [1], [1], [1]]
    found = name_directions(lambda z: planted(z, paler=0.4), Z, directions)
    assert [one.measure for one in found] == ["slant", "thickness", "ink", None]
    assert found[0].name == "less slant" and found[1].name == "more thickness"
    assert found[2].name == "less ink" and found[3].name == "unnamed"
    assert max(abs(move) for move in found[3].moves.values()) < 0.1
    assert set(found[0].moves) == {"slant", "thickness", "width", "height", "ink"}


def test_directions_that_shear_thicken_and_dim_are_named_so_and_one_that_does_nothing_is_unnamed():
    check_names(latent.name_directions)


def by_raw_change(generate, latents, directions):
    """The slip: degrees, pixels and shares compared as they are, without their spread."""
    found = latent.name_directions(generate, latents, directions)
    spreads = latent.naming._spreads(latent.naming.MEASURES, generate(latents))
    return [
        latent.naming._named({name: move * spreads[name] for name, move in one.moves.items()}, 1.0) for one in found
    ]


def without_sign(generate, latents, directions):
    """The slip: more and less are the same."""
    return [
        latent.naming._named({name: abs(move) for name, move in one.moves.items()}, 1.0)
        for one in latent.name_directions(generate, latents, directions)
    ]


@pytest.mark.parametrize("wrong", [by_raw_change, without_sign])
def test_slips_in_naming_are_caught(wrong):
    with pytest.raises(AssertionError):
        check_names(wrong)


def test_of_two_measures_that_move_the_one_further_in_its_own_spread_names_the_direction():
    # Along (1, 1)/√2 with a lean of 0.05 a unit: both move equally far in spreads, by 4/√2; tip it to either side.
    for tip, expected in ((0.9, "slant"), (1.1, "thickness")):
        (found,) = latent.name_directions(lambda z: planted(z, lean=0.05), Z, [[1.0, tip, 0, 0, 0, 0]])
        assert found.measure == expected, found.moves


def test_the_move_of_a_linear_measure_is_four_times_its_correlation_with_the_coordinate():
    measures = {"sum": lambda images: images[:, 0, 0, 0] * 3 + images[:, 0, 1, 0] * 4 - 7}
    generate = lambda z: z[:, None, :, None]
    found = latent.name_directions(generate, latent.sample(20_000, D, seed=1), np.eye(D)[:3], measures)
    # 3·z₀ + 4·z₁ has deviation 5: from −2 to 2 it goes 12 or 16, so 12/5 and 16/5 spreads, and none along z₂.
    np.testing.assert_allclose([one.moves["sum"] for one in found], [2.4, 3.2, 0.0], atol=0.05)


def test_length_of_directions_and_order_of_latents_do_not_matter():
    directions = np.eye(D)[:2]
    found = latent.name_directions(planted, Z, directions)
    again = latent.name_directions(planted, Z[::-1], 7 * directions)
    for one, other in zip(found, again, strict=True):
        assert one.name == other.name
        np.testing.assert_allclose(list(one.moves.values()), list(other.moves.values()), atol=1e-4)


def test_a_measure_that_moves_less_than_is_asked_gives_no_name():
    strict = latent.name_directions(planted, Z, np.eye(D)[:1], least=10.0)
    assert strict[0].name == "unnamed" and strict[0].moves["slant"] > 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"latents": Z[0]}, r"expected latents of shape \(n, d\)"),
        ({"directions": np.eye(5)}, r"\(5, 5\)"),
        ({"measures": {"none": lambda images: 1.0}}, "the measure 'none' gave shape"),
        ({"measures": {"nan": lambda images: np.full(len(images), np.nan)}}, "the measure 'nan'"),
        ({"measures": {}}, "expected measures"),
        ({"reach": 0}, "a reach above 0"),
    ],
)
def test_naming_refuses(change, message):
    arguments = {"generate": planted, "latents": Z, "directions": np.eye(D)} | change
    with pytest.raises(ValueError, match=message):
        latent.name_directions(**arguments)
