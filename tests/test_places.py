"""Where data, cache and progress go: in a checkout, in one that nobody may write to, and without a home."""

import errno
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from gan_course.exercises import records
from gan_course.tools import doctor, machine
from gan_utils import _files, _places, data
from gan_utils.data import offline


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout of its own with an empty data folder, and a user whose folders are the test's."""
    monkeypatch.delenv("GAN_DATA_DIR", raising=False)
    monkeypatch.setattr(_places, "CHECKOUT", tmp_path / "course" / "data")
    monkeypatch.setattr(_places, "user", lambda kind: tmp_path / "home" / kind)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    for folder in ("course/data/pretrained", "tmp"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def shut(folder):
    """Let nobody write to a folder, not even root: a file stands in its place."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")


def test_in_a_checkout_the_cache_lies_beside_the_data(checkout):
    assert _files.cache_dir() == checkout / "course" / "data" / "cache"
    assert _files.cached("a") == checkout / "course" / "data" / "cache" / "a"
    assert not (checkout / "home").exists()


def test_in_a_read_only_checkout_it_is_the_users_and_without_that_a_temporary_one(checkout):
    shut(checkout / "course" / "data" / "cache")
    assert _files.cache_dir() == checkout / "home" / "cache"
    (checkout / "home" / "cache").rmdir()
    shut(checkout / "home" / "cache")
    assert _files.cache_dir().is_relative_to(checkout / "tmp")


def test_a_shared_cache_that_is_full_is_read_though_nobody_may_write_to_it(checkout, monkeypatch):
    first = data.load("mnist5k")
    monkeypatch.setattr(_places, "cache", lambda: pytest.fail("written to"))
    monkeypatch.setattr(offline, "_mnist5k_from_package", lambda: pytest.fail("made again"))
    assert (data.load("mnist5k").images == first.images).all()


def test_a_chosen_data_folder_is_the_only_one(checkout, monkeypatch):
    monkeypatch.setenv("GAN_DATA_DIR", str(checkout / "mine"))
    assert _places.data() == checkout / "mine" and _places.caches() == [checkout / "mine" / "cache"]
    shut(checkout / "mine" / "cache")
    with pytest.raises(OSError):
        _files.cache_dir()


def test_doctor_says_of_a_read_only_checkout_that_the_course_runs(checkout, monkeypatch):
    """Findings E5: it said "cannot run", and it runs."""
    shut(checkout / "course" / "data" / "cache")
    monkeypatch.setattr(machine, "_gpus", lambda: ((), ""))
    report = doctor.doctor()
    cache = next(finding for finding in report if finding.name == "Cache")
    assert cache.status == "ok" and cache.words == f"{checkout / 'home' / 'cache'} can be written"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_doctor_says_of_a_read_only_folder_of_ones_choice_what_cannot_be_done(checkout, monkeypatch, number):
    def refuse():
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(_places, "cache", refuse)
    monkeypatch.setattr(machine, "_gpus", lambda: ((), ""))
    report = doctor.doctor()
    cache = next(finding for finding in report if finding.name == "Cache")
    assert cache.status == "note" and "is read-only for you: MNIST" in cache.words


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_is_passed_over(checkout):
    beside = checkout / "course" / "data" / "cache"
    beside.mkdir()
    beside.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert _files.cache_dir() == checkout / "home" / "cache"


WITHOUT_A_HOME = """
import os, pathlib, platformdirs, sys
os.path.expanduser = lambda path: path  # as for a user that the machine has no entry for
from gan_course import exercises
from gan_course.exercises import records
from gan_utils import _keras_settings, _places, data
print(_places.user("cache"), _places.user("data"), sep="\\n")
assert not _keras_settings.problem() and exercises.progress().solved == 0
records.remember("01_minimax_game/q1", "correct")
assert exercises.progress().solved == 1
assert len(data.load("digits")) == 1438
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows asks the system")
def test_without_a_home_everything_goes_on_in_a_temporary_folder(tmp_path):
    without = ("HOME", "GAN_", "XDG_", "MPLCONFIGDIR")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(without)}
    command = [sys.executable, "-c", WITHOUT_A_HOME]
    done = subprocess.run(
        command, capture_output=True, text=True, env=kept | {"TMPDIR": str(tmp_path)}, cwd=tmp_path, timeout=600
    )
    assert done.returncode == 0, done.stderr
    own = tmp_path / f"gan-course-{os.getuid()}"
    assert done.stdout.splitlines() == [str(own / "cache"), str(own / "data")]
    assert (own / "data" / "progress.json").exists() and not (tmp_path / "~").exists()


def test_a_home_that_cannot_be_written_keeps_no_progress_and_stops_nothing(tmp_path, monkeypatch):
    monkeypatch.delenv("GAN_PROGRESS_FILE", raising=False)
    shut(tmp_path / "home")
    monkeypatch.setattr(_places, "user", lambda kind: tmp_path / "home" / kind)
    records.remember("01_minimax_game/q1", "correct")
    assert records.load() == {}


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such pipes")
def test_progress_into_a_device_or_a_pipe_is_not_kept_and_leaves_it_as_it_is(tmp_path, monkeypatch):
    """As GAN_PROGRESS_FILE=/dev/null asks for; root could put a file in the place of that device."""
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(records, "_part", lambda name: {})  # to read from it would wait for ever
    monkeypatch.setenv("GAN_PROGRESS_FILE", str(tmp_path / "pipe"))
    records.remember("01_minimax_game/q1", "correct")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode) and len(list(tmp_path.iterdir())) == 1
    with (
        pytest.raises(OSError, match="is a device or a pipe: give the name of a file"),
        _files.replacing(tmp_path / "pipe"),
    ):
        pass


def test_progress_of_an_earlier_version_on_a_mac_is_still_found(tmp_path, monkeypatch):
    monkeypatch.delenv("GAN_PROGRESS_FILE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "darwin")
    new, earlier = tmp_path / "Library", tmp_path / ".local" / "share" / "gan-course" / "progress.json"
    monkeypatch.setattr(_places, "user", lambda kind: new)
    assert records.path() == new / "progress.json"
    earlier.parent.mkdir(parents=True)
    earlier.write_text("{}")
    assert records.path() == earlier
    new.mkdir()
    (new / "progress.json").write_text("{}")
    assert records.path() == new / "progress.json"


def test_the_library_alone_does_not_look_for_these_places():
    program = "import sys, gan_utils; print('platformdirs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "False\n"
    assert Path(_places.PACKAGE).name == "gan_utils"
