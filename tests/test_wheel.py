"""A wheel of this project, built here and unpacked where there is no course: what it carries, finds and refuses."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gan_course.tools import cli, notebooks

ROOT = notebooks.ROOT
BUILD = """
import sys, setuptools.build_meta as backend
backend.build_wheel(sys.argv[1])
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder that an unpacked wheel fills, as site-packages would be."""
    setuptools = pytest.importorskip("setuptools", reason="setuptools, which builds the wheel, is not installed")
    source, site = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("site")
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("gan_utils", "gan_course", "data/pretrained", "data/results"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    if int(setuptools.__version__.partition(".")[0]) < 77:  # knows the licence only as a table
        text = (source / "pyproject.toml").read_text().replace('license = "MIT"\n', 'license = { text = "MIT" }\n')
        (source / "pyproject.toml").write_text(text.replace('license-files = ["LICENSE"]\n', ""))
    subprocess.run([sys.executable, "-c", BUILD, site], cwd=source, check=True, capture_output=True, timeout=600)
    (wheel,) = site.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    wheel.unlink()
    return site


def python(site, home, program, *arguments):
    """Run a program with the unpacked wheel alone, for a user whose home is empty."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GAN_", "XDG_", "KERAS_"))}
    own = {"PYTHONPATH": str(site), "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=kept | own, cwd=home, timeout=600)


def files(folder):
    return {file.relative_to(folder).as_posix() for file in Path(folder).rglob("*") if file.is_file()}


def test_weights_results_and_lab_settings_are_in_the_wheel(site):
    carried = files(site)
    for folder in ("pretrained", "results"):
        assert {f"gan_utils/shipped/{folder}/{name}" for name in files(ROOT / "data" / folder)} <= carried
    settings = files(ROOT / "gan_course" / "tools" / "lab_settings")
    assert len(settings) >= 2 and {f"gan_course/tools/lab_settings/{name}" for name in settings} <= carried
    assert {f"gan_utils/widgets/plane/{name}" for name in ("draw.js", "view.js", "view.css")} <= carried
    assert not [name for name in carried if name.startswith(("tests", "notebooks", "benchmarks", "data/"))]


FINDS = """
import json
from gan_course.exercises import records
from gan_course.experiments import ablation, remedies, unlabelled, table
from gan_course.tools import lab
from gan_utils import _files, data, models
runs = [len(table.load(module.EXPERIMENT)["runs"]) for module in (ablation, remedies, unlabelled)]
digits, generator = data.load("mnist5k"), models.load_pretrained("dcgan")
records.remember("01_minimax_game/q1", "correct")
print(json.dumps([str(_files.data_dir()), runs, len(digits), generator.count_params() > 1000,
    sorted(file.name for file in lab.SETTINGS.rglob("*.json")), records.load()]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of other systems have other names")
def test_all_that_is_shipped_is_found_and_all_that_is_made_is_the_users(site, tmp_path):
    """Findings E6: weights, settings and cache were looked for beside site-packages."""
    before = files(site)
    done = python(site, tmp_path, FINDS)
    assert done.returncode == 0, done.stderr
    place, runs, digits, loaded, settings, progress = json.loads(done.stdout.splitlines()[-1])
    assert place == str(site / "gan_utils" / "shipped") and min(runs) > 0 and digits == 4000 and loaded
    assert settings == ["nbgrader.json", "page_config.json"] and progress == {"01_minimax_game/q1": "correct"}
    assert files(site) == before
    assert {".cache/gan-course/mnist5k.npz", ".local/share/gan-course/progress.json"} <= files(tmp_path)


COMMANDS = """
import contextlib, io, json, sys
from gan_course.tools import cli
answers = {}
for name in cli.COMMANDS:
    out, err = io.StringIO(), io.StringIO()
    needed = {"assign": ["01", "--out", "x"], "grades": ["x"], "handout": ["--out", "x"]}.get(name, [])
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.main([name, *needed])
    answers[name] = code, out.getvalue(), err.getvalue()
print(json.dumps(answers))
"""


def test_commands_that_need_the_course_say_so_and_doctor_among_the_rest(site, tmp_path):
    """Findings E6: doctor, lint and stamp reported success on nothing."""
    before = files(site)
    done = python(site, tmp_path, COMMANDS)
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout.splitlines()[-1])
    assert set(answers) == set(cli.COMMANDS)
    code, said, _ = answers.pop("doctor")
    assert code == 1 and f"Course      is not here: {site / 'notebooks'} holds no notebooks" in said
    assert f"Cache       {tmp_path / '.cache' / 'gan-course'} can be written" in said
    for name, (code, said, err) in answers.items():
        assert code == 2 and said == "" and err.count("\n") == 1, (name, code, said, err)
        assert err.startswith(f"gan-course {name}: there is no course here, as {site / 'notebooks'} holds no notebooks")
    assert files(site) == before


def test_the_version_is_that_of_the_wheel(site, tmp_path):
    program = "from gan_course.tools import cli; cli.main(['--version'])"
    (metadata,) = site.glob("*.dist-info")
    assert f"{python(site, tmp_path, program).stdout.split()[-1]}.dist-info" == metadata.name.partition("-")[2]
