"""Every notebook in an environment with Colab's versions, fetched by its set-up cell from a local git remote.

`make test-colab` builds the environment, `.venv-colab`, and runs these; `.ci/run` builds it before `make test`.
"""

import json
import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import nbformat
import pytest
from expected import answered, assert_holds

from gan_course.tools import kernel, notebooks, run, setup_cell, stamp

HERE = Path(__file__).parent
ENVIRONMENT = notebooks.ROOT / ".venv-colab"
PYTHON = ENVIRONMENT / "bin" / "python"
PLACE = ("owner/gan-course", "main")
BROUGHT = {"anywidget", "mlxtend", "pooch", "psygnal"}  # what the set-up cell may install

pytestmark = [
    pytest.mark.colab,
    pytest.mark.skipif(
        not (ENVIRONMENT / ".installed").exists(),
        reason="no .venv-colab: `make test-colab` builds it and runs this",
    ),
]


def git(*arguments, cwd):
    who = ["-c", "user.name=course", "-c", "user.email=course@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *arguments], cwd=cwd, check=True, capture_output=True)


def packages():
    """Return {name: version} of what Colab's environment holds."""
    folders = [str(folder) for folder in (ENVIRONMENT / "lib").glob("python*/site-packages")]
    return {one.name.lower(): one.version for one in metadata.distributions(path=folders)}


@pytest.fixture(scope="module")
def remote(tmp_path_factory):
    """A git remote that holds the course as it is in this folder, tracked files only, changes included."""
    tree = tmp_path_factory.mktemp("published") / "tree"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=notebooks.ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (notebooks.ROOT / name).is_file():
            target = tree / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((notebooks.ROOT / name).read_bytes())
    git("init", "--quiet", cwd=tree)
    git("add", "--all", "--force", cwd=tree)
    git("commit", "--quiet", "--message=published", cwd=tree)
    bare = tree.parent / PLACE[0]
    git("clone", "--quiet", "--bare", str(tree), str(bare), cwd=tree)
    return bare.parent.parent


@pytest.fixture(scope="module")
def colab(remote, tmp_path_factory):
    """The folder where Colab starts, and in `os.environ` what makes kernels there Colab's."""
    content = tmp_path_factory.mktemp("content")
    kernel = tmp_path_factory.mktemp("jupyter") / "kernels" / "python3"
    kernel.mkdir(parents=True)
    start = "import google.colab; from ipykernel.kernelapp import launch_new_instance as go; go()"
    spec = {
        "argv": [str(PYTHON), "-Xfrozen_modules=off", "-c", start, "-f", "{connection_file}"],
        "display_name": "Colab",
        "language": "python",
    }
    (kernel / "kernel.json").write_text(json.dumps(spec))
    inside = {
        "JUPYTER_PATH": str(kernel.parents[1]),
        "PYTHONPATH": str(HERE / "stubs"),
        "PYTHONWARNINGS": "ignore",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.file://{remote}/.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://github.com/",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in inside.items():
            patch.setenv(name, value)
        yield content


def executed_in_colab(notebook, name, content):
    """Execute a notebook in Colab's environment, in the folder where Colab starts; return it executed."""
    source = content / f"{name}.ipynb"
    notebooks.write(notebook, source)
    return run.execute(source, content / "executed" / source.name, "smoke", timeout=600)


def cell_that_says(code, setup):
    """Return a notebook of a set-up cell, parameters, and a cell that prints what `code` evaluates to."""
    v4 = nbformat.v4
    tagged = [("setup", setup), ("parameters", "profile_name = None\nseed = 0"), ("said", f"print({code})")]
    cells = [v4.new_code_cell(source, metadata={"tags": [tag]}) for tag, source in tagged]
    return v4.new_notebook(cells=cells)


def test_the_environment_has_the_versions_of_colab():
    wanted = dict(re.findall(r"^([\w-]+)==([\d.]+)$", (HERE / "requirements.txt").read_text(), re.MULTILINE))
    assert len(wanted) == 6
    assert {name: packages()[name] for name in wanted} == wanted
    find = [notebooks.ROOT / "tests" / "find_python", "3.13"]
    if subprocess.run(find, capture_output=True).returncode == 0:  # else the make target says what it takes instead
        version = subprocess.run([PYTHON, "--version"], capture_output=True, text=True, check=True)
        assert version.stdout.startswith("Python 3.13.")


def test_an_unstamped_copy_says_in_one_sentence_what_to_do(colab):
    with pytest.raises(kernel.CellFailed) as failure:
        executed_in_colab(cell_that_says("1", setup_cell.text()), "unstamped", colab)
    assert "does not say where its course is published: open it from the README's Colab badge" in str(failure.value)


@pytest.fixture(scope="module")
def fetched(colab):
    """What a first run of the set-up cell leaves: (the package's file, the kernel's prefix, packages before, after)."""
    subprocess.run([PYTHON, "-m", "pip", "uninstall", "--quiet", "--yes", *BROUGHT], check=True)
    before = packages()
    code = "gan_utils.__file__, sys.prefix, sep='\\n'"
    said = executed_in_colab(cell_that_says(code, setup_cell.text(*PLACE) + "\nimport gan_utils"), "set_up", colab)
    file, prefix = said.cells[-1].outputs[0].text.splitlines()
    return Path(file), Path(prefix), before, packages()


def test_the_set_up_cell_fetches_the_course_and_changes_no_package_of_colab(colab, fetched):
    file, _, before, after = fetched
    assert file == colab / "gan-course" / "gan_utils" / "__init__.py"
    assert set(after) - set(before) == BROUGHT
    assert {name: after[name] for name in before} == before


def test_the_kernel_is_that_of_the_environment(fetched):
    assert fetched[1] == ENVIRONMENT != Path(sys.prefix)
    assert os.environ["JUPYTER_PATH"]


LABORATORY = """\
from google.colab import output
from gan_utils import widgets
from gan_utils.training.plane import plane_networks
laboratory = widgets.PlaneLaboratory("ring", networks=plane_networks((8,)))
laboratory.advance(1)
"""


def test_the_plane_laboratory_asks_colab_for_what_its_canvas_needs(colab, fetched):
    setup = setup_cell.text(*PLACE) + "\n" + LABORATORY
    said = executed_in_colab(cell_that_says("output.allowed > 0, repr(laboratory.notice.value)", setup), "plane", colab)
    assert said.cells[-1].outputs[0].text.strip() == "True ''"


@pytest.mark.notebooks
@pytest.mark.parametrize("path", notebooks.find(), ids=lambda path: path.stem)
def test_a_notebook_and_its_checks_run_with_the_versions_of_colab(path, colab, fetched):
    executed = executed_in_colab(stamp.apply(answered(path), path.stem, PLACE), path.stem, colab)
    assert_holds(path, executed)
    assert packages() == fetched[-1]
