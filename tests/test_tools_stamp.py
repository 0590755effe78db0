"""The set-up cell, on a learner's machine and in Colab, and stamping."""

import importlib.util
import shutil
import subprocess
import sys
import types

import nbformat
import pytest
import sample_notebook as sample

import gan_course
from gan_course.tools import notebooks, setup_cell, stamp

PLACE = ("owner/gan-course", "v1")


@pytest.fixture
def machine(monkeypatch):
    """Lets the set-up cell run here: no TensorFlow, no network; returns the commands it ran."""
    commands = []
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "2")
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(gan_course, "import_tensorflow", lambda: commands.append("import tensorflow"))
    monkeypatch.setattr(subprocess, "run", lambda command, check: commands.append(" ".join(command)))
    return commands


def without(monkeypatch, *names):
    """Hide modules from `find_spec`."""
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in names else find(name))


def in_colab(monkeypatch):
    monkeypatch.chdir("/")
    monkeypatch.setitem(sys.modules, "google.colab", types.ModuleType("google.colab"))


def run_cell(place=("", "main")):
    exec(setup_cell.text(*place), {})


def test_on_a_learners_machine_it_only_checks(machine):
    run_cell(PLACE)
    assert machine == ["import tensorflow"]


def test_without_the_package_it_says_what_to_do(machine, monkeypatch):
    without(monkeypatch, "gan_course")
    with pytest.raises(ModuleNotFoundError, match=r"run `make lab` in the course's folder"):
        run_cell()


def test_in_colab_it_fetches_the_course_and_only_what_is_missing(machine, monkeypatch):
    in_colab(monkeypatch)
    without(monkeypatch, "pooch")  # what the laboratory's canvas needs is looked for beside it
    run_cell(PLACE)
    clone, install, last = machine
    assert '"anywidget", "mlxtend", "pooch", "psygnal"' in setup_cell.text()
    assert clone == ("git clone --quiet --depth=1 --branch=v1 https://github.com/owner/gan-course /gan-course")
    assert install.endswith("-m pip install --quiet --no-deps pooch")
    assert last == "import tensorflow"
    assert sys.path[0] == "/gan-course"


def test_in_colab_a_second_run_fetches_nothing(machine, monkeypatch):
    in_colab(monkeypatch)
    monkeypatch.setattr("os.path.isdir", lambda path: True)
    run_cell(PLACE)
    run_cell(PLACE)
    assert machine == ["import tensorflow"] * 2
    assert sys.path.count("/gan-course") == 1


def test_an_unstamped_copy_in_colab_says_what_to_do(machine, monkeypatch):
    in_colab(monkeypatch)
    without(monkeypatch, "gan_course")
    with pytest.raises(ModuleNotFoundError, match="from the README's Colab badge"):
        run_cell()
    assert machine == []


def test_the_cell_is_as_ruff_would_write_it(tmp_path):
    file = tmp_path / "cell.py"
    file.write_text(setup_cell.text(*PLACE) + "\n")
    config = notebooks.ROOT / "pyproject.toml"
    ruff = shutil.which("ruff", path=str(sys.prefix) + "/bin") or "ruff"
    subprocess.run([ruff, "format", "--check", "-q", "--config", config, file], check=True)
    subprocess.run([ruff, "check", "-q", "--config", config, "--ignore=E402", file], check=True)


@pytest.fixture
def folder(tmp_path):
    for name in ("01_one", "02_two"):
        nbformat.write(sample.make(), tmp_path / f"{name}.ipynb")
    (tmp_path / "README.md").write_text("| 01 | <!-- colab:01_one --><!-- /colab --> |\n")
    return tmp_path


def stamped(folder, **options):
    return stamp.stamp(folder=folder, readme=folder / "README.md", **options)


def test_stamping_writes_cell_badge_and_readme_and_then_changes_nothing(folder):
    assert stamped(folder, repository="owner/course", check=True) == ["01_one", "02_two", "README.md"]
    assert stamped(folder, repository="owner/course") == ["01_one", "02_two", "README.md"]
    assert stamped(folder, repository="owner/course") == []
    title, cell = notebooks.read(folder / "02_two.ipynb").cells[:2]
    link = "https://colab.research.google.com/github/owner/course/blob/main/notebooks/02_two.ipynb"
    assert title.source.startswith("# 03 A sample\n\n[![Open in Colab](")
    assert title.source.endswith(f"({link})\nHow does it look?")
    assert setup_cell.parse(cell.source) == ("owner/course", "main")
    assert link.replace("02_two", "01_one") in (folder / "README.md").read_text()


def test_by_default_the_git_remote_is_stamped(folder, monkeypatch):
    monkeypatch.setattr(stamp, "repository_of_remote", lambda: "owner/course")
    assert stamped(folder) == stamped(folder, repository="other/place", check=True)
    assert stamp.published_at([notebooks.read(folder / "01_one.ipynb")]) == ("owner/course", "main")


def test_a_moved_course_is_stamped_anew(folder):
    stamped(folder, repository="owner/course")
    assert stamped(folder, repository="other/place", ref="v2", check=True) == ["01_one", "02_two", "README.md"]
    stamped(folder, repository="other/place", ref="v2")
    source = notebooks.read(folder / "01_one.ipynb").cells[0].source
    assert source.count("Open in Colab") == 1 and "owner/course" not in source
    assert stamp.published_at([notebooks.read(folder / "01_one.ipynb")]) == ("other/place", "v2")


def test_an_unpublished_course_has_no_badge(folder, monkeypatch):
    monkeypatch.setattr(stamp, "repository_of_remote", lambda: "")
    stamped(folder)
    assert "Colab" not in notebooks.read(folder / "01_one.ipynb").cells[0].source


def test_a_repository_needs_an_owner(folder):
    with pytest.raises(ValueError, match="OWNER/NAME"):
        stamped(folder, repository="course")


@pytest.mark.parametrize("ref", ["", "my branch", "-x", "a..b", "a/", "/a", "a//b", ".a", "a.", "a.lock", 'a"b', "ä"])
def test_what_cannot_be_a_branch_or_tag_is_refused_before_anything_is_written(folder, ref):
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(ValueError, match="cannot be a branch or tag"):
        stamped(folder, repository="owner/course", ref=ref)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("ref", ["main", "v1.2.0", "course/2026", "fix-3_b"])
def test_the_cell_reads_back_every_branch_or_tag_that_is_taken(folder, ref):
    stamped(folder, repository="owner/course", ref=ref)
    assert stamp.published_at([notebooks.read(folder / "01_one.ipynb")]) == ("owner/course", ref)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/owner/gan.course.git", "owner/gan.course"),
        ("git@github.com:owner/course.git", "owner/course"),
        ("https://github.com/owner/course/", "owner/course"),
        ("/srv/git/course", ""),
    ],
)
def test_the_remote_names_the_repository(tmp_path, url, expected):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "remote", "add", "origin", url], check=True)
    assert stamp.repository_of_remote(tmp_path) == expected


def test_without_a_remote_there_is_no_repository(tmp_path):
    assert stamp.repository_of_remote(tmp_path / "nowhere") == ""


def test_the_committed_notebooks_and_the_readme_are_stamped_alike(monkeypatch):
    """A clone from anywhere, a fork too: what is committed names one place in all, or none."""
    monkeypatch.setattr(stamp, "repository_of_remote", lambda *folder: "")
    assert stamp.stamp(check=True) == []
