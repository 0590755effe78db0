"""The doctor on machines other than this one."""

import errno
import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from gan_course.tools import doctor, machine, notebooks
from gan_utils import data
from gan_utils.data import offline

GOOD = machine.Facts(
    python=(3, 12, 4),
    versions={
        **dict.fromkeys(
            ("scipy", "scikit-image", "scikit-learn", "mlxtend", "matplotlib", "pillow", "pooch", "anywidget"), "1.0"
        ),
        **{"tensorflow": "2.21.0", "keras": "3.15.1", "numpy": "2.4.6", "protobuf": "7.36.2"},
        **{"ipywidgets": "8.1.9", "jupyterlab": "4.6.6", "jupyterlab-widgets": "3.0.17"},
    },
)


def having(versions, **changes):
    """`GOOD` with other versions (None: not installed) and other facts."""
    kept = {name: version for name, version in {**GOOD.versions, **versions}.items() if version}
    return replace(GOOD, versions=kept, **changes)


BAD = {
    "an old Python": (replace(GOOD, python=(3, 10, 9)), "Python", "too old"),
    "a new Python": (replace(GOOD, python=(3, 14, 0)), "Python", "PYTHON=python3.12"),
    "an Intel Mac": (replace(GOOD, system="Darwin", machine="x86_64"), "System", "Colab"),
    "no TensorFlow": (having({"tensorflow": None}), "TensorFlow", "pip install -r requirements.txt"),
    "TensorFlow 2.19": (having({"tensorflow": "2.19.1"}), "TensorFlow", "2.20 or 2.21"),
    "TensorFlow 2.22": (having({"tensorflow": "2.22.0"}), "TensorFlow", "2.20 or 2.21"),
    "TensorFlow that breaks": (replace(GOOD, tensorflow_error="ImportError: DLL"), "TensorFlow", "DLL"),
    "tensorflow-metal": (
        having({"tensorflow-metal": "1.2.0"}, system="Darwin", machine="arm64"),
        "TensorFlow",
        "pip uninstall",
    ),
    "Keras 2": (having({"keras": "2.15.0"}), "Keras", "3.13 or later"),
    "no Keras": (having({"keras": None}), "Keras", "not installed"),
    "NumPy 1": (having({"numpy": "1.26.4"}), "Libraries", "numpy 1.26.4 is not >=2.0"),
    "protobuf 5": (replace(GOOD, conflicts=("protobuf 5.29.0 is not <8,>=6",)), "Libraries", "protobuf 5.29"),
    "no mlxtend": (having({"mlxtend": None}), "Packages", "mlxtend"),
    "no widgets": (having({"ipywidgets": None}), "Widgets", "pip install 'ipywidgets>=7.7,<9'"),
    "widgets 9": (having({"ipywidgets": "9.0.0"}), "Widgets", "ipywidgets 9.0.0"),
    "a full disk": (replace(GOOD, free_bytes=4 * 10**8), "Disk", "0.4 GB free"),
    "no folder for a cache": (replace(GOOD, cache_error="Not a directory"), "Cache", "GAN_DATA_DIR"),
}

NOTES = {
    "Windows": (replace(GOOD, system="Windows", machine="AMD64"), "GPU", "WSL2"),
    "a GPU without CUDA": (replace(GOOD, nvidia_driver=True), "GPU", "make lab GPU=1"),
    "a GPU out of reach": (having({"nvidia-cudnn-cu12": "9.3"}, nvidia_driver=True), "GPU", "nvidia-smi"),
    "Keras that runs code": (having({"keras": "3.15.0"}), "Keras", "3.15.1"),
    "JupyterLab without sliders": (having({"jupyterlab-widgets": None}), "Widgets", "jupyterlab-widgets"),
    "a tight disk": (replace(GOOD, free_bytes=10**9), "Disk", "1.0 GB free"),
    "a folder shared read-only": (
        replace(GOOD, cache_error="Permission denied", cache_read_only=True),
        "Cache",
        "GAN_DATA_DIR",
    ),
}

COLAB = having({"keras": "3.13.0", "ipywidgets": "7.7.1", "jupyterlab-widgets": None}, colab=True)
FINE = {
    "Linux without a GPU": GOOD,
    "Linux with a GPU": replace(GOOD, gpus=("NVIDIA H200",), nvidia_driver=True),
    "an Apple processor": replace(GOOD, system="Darwin", machine="arm64"),
    "Python 3.11": replace(GOOD, python=(3, 11, 0)),
    "Python 3.13": replace(GOOD, python=(3, 13, 9)),
    "Colab": replace(COLAB, versions={k: v for k, v in COLAB.versions.items() if k != "jupyterlab"}),
}


@pytest.mark.parametrize("name", BAD)
def test_what_stops_the_course_is_bad_alone_and_says_what_to_do(name):
    known, place, words = BAD[name]
    report = doctor.doctor(known)
    assert not report.can_run
    (bad,) = [finding for finding in report if finding.status == "bad"]
    assert bad.name == place and bad.remedy
    assert words in bad.words + bad.remedy
    assert "cannot run" in str(report)


@pytest.mark.parametrize("name", NOTES)
def test_what_only_limits_the_course_is_a_note(name):
    known, place, words = NOTES[name]
    report = doctor.doctor(known)
    assert report.can_run
    (note,) = [finding for finding in report if finding.status == "note"]
    assert note.name == place and words in note.words + note.remedy


@pytest.mark.parametrize("name", FINE)
def test_a_supported_machine_is_all_ok(name):
    assert {finding.status for finding in doctor.doctor(FINE[name])} == {"ok"}


def test_every_finding_that_is_not_ok_says_what_to_do():
    for known, *_ in [*BAD.values(), *NOTES.values()]:
        assert all(finding.remedy for finding in doctor.doctor(known) if finding.status != "ok")


def test_a_check_is_a_plain_function_of_facts():
    assert [check(GOOD).status for check in doctor.CHECKS] == ["ok"] * len(doctor.CHECKS)


def test_conflicts_heed_markers_and_extras():
    requirements = ["numpy>=1.26.0", "six>=2; python_version < '3'", "protobuf<8.0.0,>=6.31.1"]
    installed = {"numpy": "1.20.0", "six": "1.0", "protobuf": "8.0.1"}.get
    assert machine.conflicts(requirements, installed) == (
        "numpy 1.20.0 is not >=1.26.0",
        "protobuf 8.0.1 is not <8.0.0,>=6.31.1",
    )


def test_this_machine_runs_the_course_and_its_report_names_no_folder_of_ours():
    report = doctor.doctor()
    assert report.can_run, str(report)
    assert str(notebooks.ROOT) not in str(report)


def test_an_unwritable_cache_is_found(tmp_path, monkeypatch):
    blocked = tmp_path / "data"
    blocked.write_text("a file where the folder should be")
    monkeypatch.setenv("GAN_DATA_DIR", str(blocked))
    folder, error, read_only = machine._cache()
    assert folder == blocked / "cache" and error and not read_only


@pytest.mark.parametrize("reason", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_cache_without_permission_is_read_only_and_the_offline_digits_load_all_the_same(monkeypatch, reason):
    def refused(self, *arguments, **options):
        raise OSError(reason, os.strerror(reason), str(self))

    monkeypatch.setattr(Path, "mkdir", refused)
    monkeypatch.setattr(Path, "write_bytes", refused)
    assert machine._cache()[1:] == (os.strerror(reason), True)
    monkeypatch.setattr(offline, "_cached", lambda path: None)
    monkeypatch.setattr(tempfile, "mkstemp", refused)
    assert len(data.load("mnist5k")) == 4000


def test_the_doctor_looks_for_every_package_that_it_asks_for():
    asked = doctor.check_packages(replace(GOOD, versions={})).words.removeprefix("not installed: ").split(", ")
    assert len(asked) > 5 and set(asked) <= set(machine.DISTRIBUTIONS)
