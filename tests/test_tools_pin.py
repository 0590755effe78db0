"""The requirements files: what stands in which, and what brings it in."""

import pytest

from gan_course.tools import pin


def test_pins_name_what_is_missing_or_of_another_version():
    with pytest.raises(ValueError, match="pip install no-such-package"):
        pin.closure(["no-such-package"])
    with pytest.raises(ValueError, match=r"numpy .* is installed, but numpy<1 is asked for"):
        pin.closure(["numpy<1"])


def test_pins_follow_requirements_but_not_other_systems_or_extras():
    found = pin.closure(["pooch"])
    assert {"pooch", "requests", "urllib3", "platformdirs"} <= set(found)
    assert "paramiko" not in found  # only for pooch's extra `sftp`
    assert "colorama" not in pin.closure(["tqdm"])  # only on Windows


def test_learners_get_neither_nbgrader_nor_what_only_tests_need():
    learners, every = set(pin.read(pin.LEARNERS)), set(pin.read(pin.OTHERS))
    assert {"tensorflow", "jupyterlab", "papermill", "nbconvert", "nbformat"} <= learners < every
    assert {"nbgrader", "pytest", "ruff", "playwright", "nbval", "notebook"} <= every - learners


def test_the_two_files_share_no_line():
    texts = pin.texts()
    lines = {name: {line for line in text.splitlines() if "==" in line} for name, text in texts.items()}
    assert not lines[pin.LEARNERS] & lines[pin.OTHERS]
    assert "\n-r requirements.txt\n" in texts[pin.OTHERS] and "-r " not in texts[pin.LEARNERS].replace(
        "install -r ", ""
    )


def test_pinning_writes_both_files_which_read_back_as_what_is_installed(tmp_path):
    pin.pin(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [pin.OTHERS, pin.LEARNERS]
    assert pin.read(pin.LEARNERS, tmp_path) == pin.closure(pin.wanted(pin.LEARNERS))
    assert pin.read(pin.OTHERS, tmp_path) == pin.closure(pin.wanted(pin.OTHERS))
