"""What a fresh clone relies on: a quick import, files that agree with each other, and make."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib

import pytest

import gan_utils
from gan_course.tools import notebooks, pin

ROOT = notebooks.ROOT
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

IMPORT = """
import json, sys
before = set(sys.modules)
import gan_utils
print(json.dumps(sorted({name.partition(".")[0] for name in set(sys.modules) - before})))
"""


def test_the_package_imports_at_once_and_without_tensorflow():
    """What it brings is of Python itself and little, so that it takes a hundredth of NumPy's time."""
    done = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True)
    brought = json.loads(done.stdout)
    assert [name for name in brought if name not in sys.stdlib_module_names] == ["gan_utils"]
    assert len(brought) < 20


@pytest.mark.parametrize(
    "module",
    ["gan_course", "gan_course.tools.cli"]
    + [f"gan_utils.{name}" for name in ("data", "game", "latent", "metrics", "plotting", "profiles", "toy", "widgets")],
)
def test_these_modules_need_no_tensorflow_to_import(module):
    program = f"import sys, {module}; sys.exit('tensorflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


def test_an_unknown_module_lists_the_known_ones():
    with pytest.raises(AttributeError, match="profiles"):
        gan_utils.profile  # noqa: B018
    assert set(gan_utils.__all__) <= set(dir(gan_utils))


WITHOUT_NBFORMAT = """
import importlib, pathlib, pkgutil, sys
sys.modules["nbformat"] = sys.modules["nbclient"] = sys.modules["jupyterlab"] = None
import gan_course, gan_course.exercises, gan_utils
for package in (gan_utils, gan_course.exercises):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
"""


def test_what_learners_import_needs_nothing_that_reads_or_runs_notebooks():
    done = subprocess.run([sys.executable, "-c", WITHOUT_NBFORMAT], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not [line for line in PYPROJECT["dependencies"] if line.startswith(("nbformat", "nbclient", "jupyter"))]


@pytest.mark.parametrize("file", [pin.LEARNERS, pin.OTHERS])
def test_requirements_are_what_pyproject_brings_in_here(file):
    """Nothing needed is unpinned; on the Python that the pins were made with, every pin is needed too."""
    pinned, needed = set(pin.read(file)), set(pin.closure(pin.wanted(file)))
    assert needed <= pinned
    if sys.version_info[:2] == (3, 11):
        assert pinned == needed


def test_every_pin_meets_pyproject():
    from packaging.requirements import Requirement

    pinned = pin.read()
    wanted = [Requirement(line) for line in pin.wanted() if not line.startswith("gan-course[")]
    assert len(wanted) > 15
    for requirement in wanted:
        assert requirement.specifier.contains(pinned[pin.canonical(requirement.name)]), requirement


def test_requirements_bring_in_no_cuda():
    assert not [name for name in pin.read(pin.OTHERS) if re.match(r"(?i)(nvidia|cuda)", name)]
    assert "tensorflow[" not in (ROOT / "requirements.txt").read_text()
    assert "tensorflow[and-cuda]" in PYPROJECT["optional-dependencies"]["gpu"][0]


def test_keras_is_past_the_versions_that_run_code_from_a_weights_file():
    assert "keras>=3.15.1" in PYPROJECT["dependencies"]


def test_conda_installs_the_same():
    lines = [line.strip() for line in (ROOT / "environment.yml").read_text().splitlines()]
    assert "- -r requirements.txt" in lines and "- -e ." in lines
    python = next(line for line in lines if line.startswith("- python="))
    assert python.removeprefix("- python=") in ("3.11", "3.12", "3.13")
    assert PYPROJECT["requires-python"] == ">=3.11,<3.14"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_without_make_the_commands_install_what_make_installs(page):
    words = " ".join((ROOT / page).read_text(encoding="utf-8").split())
    assert r".venv\Scripts\python -m pip install -r requirements.txt -e ." in words
    assert r".venv\Scripts\gan-course lab" in words
    tests = words.index(r".venv\Scripts\python -m pytest")
    assert -1 < words.index(r".venv\Scripts\python -m pip install -r requirements-dev.txt") < tests


def test_the_package_and_its_metadata_say_the_same_version():
    assert PYPROJECT["version"] == gan_utils.__version__
    assert "The GAN course authors" in (ROOT / "LICENSE").read_text()


# Stands in for Python: answers the Makefile's question on its version, and writes down what it is asked to do.
FAKE_PYTHON = """#!/bin/sh
case "$1" in
  --version) echo "Python {version}" ;;
  -c) exec {python} -c "$(echo "$2" | sed 's/sys.version_info\\[:2\\]/{pair}/; s|sys.executable|"'"$0"'"|')" ;;
  -m) echo "$@" >> "{log}"
      if [ "$2" = venv ]; then mkdir -p "$3/bin"
        for tool in python gan-course ruff; do cp "$0" "$3/bin/$tool"; done
      fi
      if [ "$2" = pip ] && [ "$3" = --version ]; then exit 0; fi ;;
  *) echo "$(basename "$0") $@" >> "{log}" ;;
esac
"""


class Clone:
    """A folder with this repository's Makefile, and a Python that only writes down its arguments."""

    def __init__(self, folder, version):
        self.folder, self.log = folder, folder / "log"
        for name in ("Makefile", "requirements.txt", "requirements-dev.txt", "pyproject.toml"):
            shutil.copy(ROOT / name, folder)
        (folder / "tests").mkdir()
        shutil.copy(ROOT / "tests" / "find_python", folder / "tests")
        self.python = folder / "python"
        pair = "({}, {})".format(*version.split(".")[:2])
        script = FAKE_PYTHON.format(version=version, python=sys.executable, pair=pair, log=self.log)
        self.python.write_text(script)
        self.python.chmod(0o755)

    def make(self, *arguments):
        command = ["make", "-C", str(self.folder), f"PYTHON={self.python}", *arguments]
        # Variables of the make that runs this test are not for the one that is tested.
        outer = {"ARGS", "GPU", "IP", "NB", "PART", "PORT", "PROFILE", "PY", "PYTHON", "QUICK", "VENV", "WORKERS"}
        environment = {
            name: value for name, value in os.environ.items() if name not in outer and not name.startswith("MAKE")
        }
        environment["PATH"] = f"{self.folder}{os.pathsep}{environment['PATH']}"
        return subprocess.run(command, capture_output=True, text=True, env=environment)

    def did(self):
        """Return what was asked since the last call, and forget it."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return [line for line in lines if not line.endswith("pip --version")]


@pytest.fixture
def clone(tmp_path):
    return Clone(tmp_path, "3.12.4")


def test_make_installs_once_and_again_when_the_requirements_change(clone):
    assert clone.make("lab").returncode == 0
    venv, install, lab = clone.did()
    assert venv == "-m venv .venv"
    assert install.startswith("-m pip install") and install.endswith("-r requirements.txt -e .")
    assert lab == "gan-course lab --ip localhost --port 8888"
    clone.make("course", "PROFILE=smoke", "NB=03")
    assert clone.did() == ["gan-course run --profile smoke 03"]
    later = time.time() + 5
    os.utime(clone.folder / "requirements.txt", (later, later))
    clone.make("course")
    assert [line[:14] for line in clone.did()] == ["-m pip install", "gan-course run"]


INSTALLS = {"-r requirements.txt -e .": "what learners need", "-r requirements-dev.txt": "the rest"}


def installed(lines):
    """Return what was installed, in order, and the other commands."""
    pips = [line.partition("--disable-pip-version-check ")[2] for line in lines if "-m pip install" in line]
    return [INSTALLS[pip] for pip in pips], [line for line in lines if "-m pip" not in line and "-m venv" not in line]


def test_make_installs_for_a_learner_only_what_a_learner_needs(clone):
    clone.make("course", "NB=00")
    assert installed(clone.did()) == (["what learners need"], ["gan-course run --profile laptop 00"])
    assert not (clone.folder / ".venv" / ".installed-dev").exists()


@pytest.mark.parametrize(
    ("target", "commands"),
    [
        ("test", ["-m pytest -n 2"]),
        ("lint", ["ruff check .", "ruff format --check .", "gan-course lint"]),
        ("bench", ["-m benchmarks"]),
        ("dev", []),
    ],
)
def test_make_installs_the_rest_where_it_is_needed_and_once(clone, target, commands):
    assert clone.make(target).returncode == 0
    pips, others = installed(clone.did())
    assert pips == ["what learners need", "the rest"] and [line.strip() for line in others] == commands
    clone.make(target), clone.make("lab"), clone.make("course")
    assert installed(clone.did())[0] == []


def test_make_installs_again_what_a_changed_file_asks_for(clone):
    def after_a_change_of(changed, target):
        now = time.time()
        files = [clone.folder / name for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml")]
        stamps = sorted((clone.folder / ".venv").glob(".installed*"))
        for file, ago in [*((file, 100) for file in files), *((stamp, 50) for stamp in stamps)]:
            os.utime(file, (now - ago, now - ago))
        os.utime(clone.folder / changed, (now - 10, now - 10))
        clone.make(target)
        return installed(clone.did())[0]

    clone.make("test"), clone.did()
    assert after_a_change_of("requirements-dev.txt", "lab") == []
    assert after_a_change_of("requirements-dev.txt", "test") == ["the rest"]
    assert after_a_change_of("requirements.txt", "lab") == ["what learners need"]
    assert after_a_change_of("pyproject.toml", "lint") == ["what learners need", "the rest"]


def test_make_tries_again_after_an_installation_that_failed(clone):
    clone.make("lab"), clone.did()
    python = clone.folder / ".venv" / "bin" / "python"
    sound = python.read_text()
    python.write_text(sound.replace('if [ "$2" = pip ]', 'case "$*" in *-dev.txt) exit 1 ;; esac; if [ "$2" = pip ]'))
    failed = clone.make("test")
    assert failed.returncode != 0 and "The installation failed, see above" in failed.stderr
    assert "pytest" not in " ".join(clone.did())
    python.write_text(sound)
    assert clone.make("test").returncode == 0
    assert installed(clone.did())[0] == ["the rest"]


def test_make_with_gpu_adds_the_cuda_packages_once(clone):
    clone.make("lab")
    clone.did()
    clone.make("lab", "GPU=1")
    install, _ = clone.did()
    assert install.endswith("-e .[gpu]")
    clone.make("lab", "GPU=1")
    clone.make("lab")
    assert [line for line in clone.did() if "pip" in line] == []


@pytest.mark.parametrize("version", ["3.10.13", "3.14.0", "2.7.18"])
def test_make_says_in_a_sentence_that_python_does_not_fit(tmp_path, version):
    clone = Clone(tmp_path, version)
    done = clone.make("lab")
    assert done.returncode != 0
    assert "needs Python 3.11, 3.12 or 3.13" in done.stderr and f"is Python {version}" in done.stderr
    assert clone.did() == [] and not (tmp_path / ".venv").exists()


def test_make_runs_the_tests_on_another_python_in_an_environment_of_its_own(clone):
    clone.python.rename(clone.folder / "python3.12")
    assert clone.make("test-python", "PY=3.12", "ARGS=-x").returncode == 0
    lines = clone.did()
    assert lines[0] == "-m venv .venv-3.12"
    assert installed(lines) == (["what learners need", "the rest"], ["-m pytest -n 2 -x"])
    assert (clone.folder / ".venv-3.12" / ".installed").exists() and not (clone.folder / ".venv").exists()
    missing = clone.make("test-python", "PY=3.99")
    assert missing.returncode != 0 and "There is no Python 3.99 here: install it" in missing.stderr


def test_make_alone_says_what_there_is(clone):
    shown = clone.make().stdout
    assert all(f"make {target}" in shown for target in ("lab", "course", "test", "lint", "dev"))
    assert clone.did() == []


def test_ci_installs_chromium_where_it_is_missing_and_colabs_versions_and_runs_the_tests(tmp_path):
    script, log, commands = ROOT / ".ci" / "run", tmp_path / "log", tmp_path / "bin"
    assert os.access(script, os.X_OK)
    (tmp_path / ".ci").mkdir(), commands.mkdir()
    shutil.copy(script, tmp_path / ".ci")
    (commands / "dirname").symlink_to(shutil.which("dirname"))

    def stand_in(name):
        (commands / name).write_text(f'#!/bin/sh\necho "${{0##*/}} $@" >> "{log}"\n')
        (commands / name).chmod(0o755)

    def did():
        log.unlink(missing_ok=True)
        bash = [shutil.which("bash"), tmp_path / ".ci" / "run"]
        subprocess.run(bash, env={"PATH": str(commands)}, check=True, timeout=60)
        return log.read_text().splitlines()

    stand_in("apt-get"), stand_in("make")
    update, install, *rest = did()
    assert update.startswith("apt-get update") and install.startswith("apt-get install")
    assert install.endswith(" chromium") and rest == ["make colab", "make test"]
    stand_in("chromium")
    assert did() == ["make colab", "make test"]


def test_without_chromium_browser_tests_are_skipped_with_a_notice_but_never_in_ci():
    """A page that needs Chromium is asked whether it would be skipped, where no Chromium can be found."""
    asks = "import lab_page; mark = lab_page.MARKS[1]; print(bool(mark.args[0]), mark.kwargs['reason'])"
    for ci, said in (({}, "True no Chromium here: install it to run this"), ({"CI": "true"}, "False ")):
        done = subprocess.run(
            [sys.executable, "-c", asks],
            env={"PATH": os.devnull, "PYTHONPATH": str(ROOT / "tests" / "helpers"), **ci},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.startswith(said), done.stdout
