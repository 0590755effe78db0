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
import json, sys, time
start = time.perf_counter()
import gan_utils
print(json.dumps([time.perf_counter() - start, [m for m in ("tensorflow", "keras") if m in sys.modules]]))
"""


def test_the_package_imports_at_once_and_without_tensorflow():
    runs = []
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout))
    assert [heavy for _, heavy in runs] == [[]] * 5
    assert min(seconds for seconds, _ in runs) < 0.2


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


def test_requirements_are_what_pyproject_brings_in_here():
    """Nothing needed is unpinned; on the Python that the pins were made with, every pin is needed too."""
    pinned, needed = set(pin.read()), set(pin.closure(pin.wanted()))
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
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    assert not [line for line in lines if re.match(r"(?i)(nvidia|cuda|tensorflow\[)", line)]
    assert "tensorflow[and-cuda]" in PYPROJECT["optional-dependencies"]["gpu"][0]


def test_keras_is_past_the_versions_that_run_code_from_a_weights_file():
    assert "keras>=3.15.1" in PYPROJECT["dependencies"]


def test_conda_installs_the_same():
    lines = [line.strip() for line in (ROOT / "environment.yml").read_text().splitlines()]
    assert "- -r requirements.txt" in lines and "- -e ." in lines
    python = next(line for line in lines if line.startswith("- python="))
    assert python.removeprefix("- python=") in ("3.11", "3.12", "3.13")
    assert PYPROJECT["requires-python"] == ">=3.11,<3.14"


def test_the_package_and_its_metadata_say_the_same_version():
    assert PYPROJECT["version"] == gan_utils.__version__
    assert "The GAN course authors" in (ROOT / "LICENSE").read_text()


# Stands in for Python: answers the Makefile's question on its version, and writes down what it is asked to do.
FAKE_PYTHON = """#!/bin/sh
case "$1" in
  --version) echo "Python {version}" ;;
  -c) exec {python} -c "$(echo "$2" | sed 's/sys.version_info\\[:2\\]/{pair}/; s|sys.executable|"'"$0"'"|')" ;;
  -m) echo "$@" >> "{log}"
      if [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; cp "$0" "$3/bin/gan-course"; fi
      if [ "$2" = pip ] && [ "$3" = --version ]; then exit 0; fi ;;
  *) echo "gan-course $@" >> "{log}" ;;
esac
"""


class Clone:
    """A folder with this repository's Makefile, and a Python that only writes down its arguments."""

    def __init__(self, folder, version):
        self.folder, self.log = folder, folder / "log"
        for name in ("Makefile", "requirements.txt", "pyproject.toml"):
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
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
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
    venv, install, tests = clone.did()
    assert venv == "-m venv .venv-3.12" and install.startswith("-m pip install")
    assert tests == "-m pytest -n 2 -x"
    assert (clone.folder / ".venv-3.12" / ".installed").exists() and not (clone.folder / ".venv").exists()
    missing = clone.make("test-python", "PY=3.99")
    assert missing.returncode != 0 and "There is no Python 3.99 here: install it" in missing.stderr


def test_make_alone_says_what_there_is(clone):
    shown = clone.make().stdout
    assert all(f"make {target}" in shown for target in ("lab", "course", "test", "lint"))
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
