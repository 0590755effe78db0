"""Three scales, chosen by argument or environment."""

import pytest

from gan_utils import profiles


@pytest.mark.parametrize(
    ("argument", "environment", "expected"),
    [
        (None, None, "laptop"),
        (None, "", "laptop"),
        (None, "smoke", "smoke"),
        ("gpu", "smoke", "gpu"),  # an argument outweighs the environment
    ],
)
def test_the_argument_then_the_environment_then_laptop(monkeypatch, argument, environment, expected):
    monkeypatch.delenv("GAN_PROFILE", raising=False)
    if environment is not None:
        monkeypatch.setenv("GAN_PROFILE", environment)
    assert profiles.get(argument).name == expected


@pytest.mark.parametrize(("name", "expected"), [("smoke", 1), ("laptop", 20), ("gpu", 50)])
def test_pick_takes_the_value_of_its_own_profile(name, expected):
    assert profiles.get(name).pick(smoke=1, laptop=20, gpu=50) == expected


def test_pick_wants_a_value_for_every_profile():
    with pytest.raises(TypeError, match="gpu"):
        profiles.get("smoke").pick(smoke=1, laptop=20)


def test_an_unknown_profile_lists_the_valid_ones(monkeypatch):
    with pytest.raises(ValueError, match=r"'fast'.*smoke, laptop, gpu"):
        profiles.get("fast")
    monkeypatch.setenv("GAN_PROFILE", "tiny")
    with pytest.raises(ValueError, match=r"GAN_PROFILE 'tiny'.*smoke, laptop, gpu"):
        profiles.get()


def test_profiles_of_the_same_name_are_equal_and_cannot_be_changed():
    assert profiles.get("smoke") == profiles.Profile("smoke") != profiles.Profile("gpu")
    with pytest.raises(AttributeError):
        profiles.get("smoke").name = "gpu"
