"""Imports go one way: each package's layers from the top down, the library never to the course, and no circles."""

import json
import shutil
import subprocess
import sys

import import_graph
import pytest

from gan_course.paths import ROOT


def test_the_course_and_its_library_import_downwards_and_in_no_circle():
    assert import_graph.problems(ROOT) == []


def test_every_module_is_looked_at_and_so_are_imports_inside_functions():
    known, found = import_graph.modules(ROOT), import_graph.imports(ROOT)
    files = [file for package in import_graph.LAYERS for file in (ROOT / package).rglob("*.py")]
    assert sorted(known.values()) == sorted(files) and len(files) > 150
    pairs = {(one.importer, one.imported) for one in found}
    assert ("gan_utils.metrics.report", "gan_utils.plotting") in pairs  # inside a method
    assert ("gan_utils.training.players", "gan_utils.models.mixed_precision") in pairs  # from gan_utils.models import …
    assert ("gan_utils.widgets.neighbours", "gan_utils.metrics") in pairs  # a function that the package hands on
    assert ("gan_utils.plotting.images", "gan_utils.data") in pairs  # data/__init__.py runs before data.dataset


# What each file of a small sound tree says. Line 1 is a docstring, so that no planted import stands there.
SOUND = {
    "gan_utils/__init__.py": '"""The library."""\n',
    "gan_utils/data/__init__.py": '"""Data."""\nfrom gan_utils.data.order import shuffled\n',
    "gan_utils/data/order.py": '"""Order."""\nfrom gan_utils import profiles\n',
    "gan_utils/profiles.py": '"""Profiles."""\nimport os\n',
    "gan_utils/plotting/__init__.py": '"""Pictures."""\nfrom gan_utils.plotting.style import show\n',
    "gan_utils/plotting/style.py": '"""Style."""\nfrom gan_utils.data import shuffled\n',
    "gan_utils/metrics/__init__.py": '"""Scores."""\nfrom gan_utils.metrics.report import table\n',
    "gan_utils/metrics/report.py": '"""Report."""\ndef table():\n    from gan_utils import plotting\n',
    "gan_course/__init__.py": '"""The course."""\nfrom gan_course.quiet import hush\n',
    "gan_course/quiet.py": '"""Quiet."""\n',
    "gan_course/exercises/__init__.py": '"""Exercises."""\nfrom gan_utils import metrics\n',
    "gan_course/tools/__init__.py": '"""Tools."""\nfrom gan_course import exercises\n',
}


@pytest.fixture
def tree(tmp_path):
    """A folder with a small library and a small course; call it to plant a line of code in a file."""
    for name, text in SOUND.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    def plant(name, code):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text((file.read_text() if file.exists() else '"""New."""\n') + code)
        return import_graph.problems(tmp_path)

    plant.folder = tmp_path
    return plant


def test_nothing_is_said_of_a_sound_tree(tree):
    assert tree("gan_utils/plotting/style.py", "import numpy as np\nfrom . import style\n") == []


STYLE = "gan_utils/plotting/style.py"
UPWARDS = "plotting does not lie above metrics, but imports gan_utils.metrics"


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("from gan_utils.metrics import table\n", 3),
        ("from gan_utils import metrics\n", 3),
        ("from gan_utils import profiles, metrics\n", 3),
        ("from gan_utils.metrics.report import table\n", 3),
        ("from gan_utils.metrics import *\n", 3),
        ("from ..metrics import table\n", 3),
        ("from .. import metrics\n", 3),
        ("import gan_utils.metrics.report\n", 3),
        ("import gan_utils.metrics as scores\n", 3),
        ("def draw():\n    from gan_utils import metrics\n", 4),
        ("class Picture:\n    def draw(self):\n        import gan_utils.metrics\n", 5),
        ("import importlib\nimportlib.import_module('gan_utils.metrics')\n", 4),
        ("from importlib import import_module as load, import_module\nimport_module('..metrics', __package__)\n", 4),
        ("__import__('gan_utils.metrics')\n", 3),
        ("import gan_utils\ndef draw():\n    return gan_utils.metrics.table()\n", 5),
        ("import gan_utils as library\nlibrary.metrics.report.table()\n", 4),
        ("try:\n    from gan_utils import metrics\nexcept ImportError:\n    pass\n", 4),
    ],
)
def test_an_import_upwards_is_named_with_file_and_line(tree, code, line):
    first = tree(STYLE, code)[0]
    assert first.startswith(f"{STYLE}:{line}: {UPWARDS}")


def test_layers_on_one_line_do_not_import_each_other(tree):
    said = tree("gan_utils/models.py", "from gan_utils import plotting\n")
    assert said == ["gan_utils/models.py:2: models does not lie above plotting, but imports gan_utils.plotting"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("def answer():\n    from gan_course import exercises\n", "gan_course.exercises"),
        ("if True:\n    import gan_course.quiet\n", "gan_course.quiet"),
        ("def read():\n    import nbformat.v4 as v4\n", "nbformat.v4"),
        ("def ask():\n    from jupyter_client import manager\n", "jupyter_client.manager"),
    ],
)
def test_the_library_imports_neither_the_course_nor_what_runs_notebooks(tree, code, name):
    said = tree("gan_utils/profiles.py", code)
    assert said[0] == f"gan_utils/profiles.py:4: gan_utils does without {name.split('.')[0]}, but imports {name}"


def test_the_course_imports_the_library_and_what_runs_notebooks(tree):
    assert tree("gan_course/quiet.py", "import nbformat\nfrom gan_utils import profiles\n") == []


def test_in_the_course_tools_stand_on_top(tree):
    (first, circle) = tree("gan_course/exercises/__init__.py", "from gan_course import tools\n")
    assert first == (
        "gan_course/exercises/__init__.py:3: exercises does not lie above tools, but imports gan_course.tools"
    )
    assert circle.startswith("a circle: gan_course/exercises/__init__.py:3 imports gan_course.tools, ")


def test_a_circle_of_three_is_named_once_with_every_file_and_line(tree):
    tree("gan_utils/data/files.py", "from gan_utils.data import formats\n")
    tree("gan_utils/data/formats.py", "import os\ndef read():\n    from gan_utils.data.names import name\n")
    said = tree("gan_utils/data/names.py", "def name():\n    from .files import file\n")
    assert said == [
        "a circle: gan_utils/data/files.py:2 imports gan_utils.data.formats, "
        "gan_utils/data/formats.py:4 imports gan_utils.data.names, "
        "gan_utils/data/names.py:3 imports gan_utils.data.files"
    ]


def test_two_modules_and_a_module_with_its_own_package_are_circles_as_well(tree):
    back = "def load():\n    from gan_utils.data import shuffled\n"  # the package hands on what `order` holds
    (said,) = tree("gan_utils/data/order.py", back)
    assert (
        "data/__init__.py:2 imports gan_utils.data.order" in said and "data/order.py:4 imports gan_utils.data" in said
    )
    tree("gan_course/tools/lint.py", "from gan_course.tools import stamp\n")
    assert len(tree("gan_course/tools/stamp.py", "from gan_course.tools import lint\n")) == 2


def test_a_circle_through_a_package_that_runs_on_the_way_is_seen(tree):
    """`quiet` imports a module that imports nothing, but Python runs its package first, and that comes back."""
    tree("gan_course/results/__init__.py", "from gan_course import quiet\n")
    tree("gan_course/results/leaf.py", "")
    said = tree("gan_course/quiet.py", "from gan_course.results.leaf import leaf\n")
    assert said[-1] == (
        "a circle: gan_course/quiet.py:2 imports gan_course.results, gan_course/results/__init__.py:2 imports "
        "gan_course.quiet"
    )


def test_a_module_in_no_layer_is_asked_for_its_place(tree):
    (said,) = tree("gan_utils/sounds/noise.py", "from gan_utils import metrics\n")
    assert said.startswith("gan_utils.sounds.noise stands in no layer of gan_utils: give sounds a place")


def test_an_import_planted_in_the_real_course_is_named(tmp_path):
    for package in import_graph.LAYERS:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "gan_utils" / "plotting" / "curves.py"
    lines = file.read_text("utf-8").splitlines()
    planted = [*lines, "", "", "def plot_scores():", "    from gan_utils.metrics.report import Row"]
    file.write_text("\n".join(planted), "utf-8")
    said = import_graph.problems(tmp_path)
    place = f"gan_utils/plotting/curves.py:{len(planted)}"
    assert said[0] == f"{place}: plotting does not lie above metrics, but imports gan_utils.metrics.report"
    assert len(said) == 2 and said[1].startswith("a circle: ") and place in said[1]


# --- what is loaded ---------------------------------------------------------------------------------------------


def loaded(statement):
    """Return the modules that a new Python has loaded after a statement and had not before."""
    code = f"import json, sys\nbefore = set(sys.modules)\n{statement}\nprint(json.dumps([*set(sys.modules) - before]))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


HEAVY = {
    "IPython",
    "PIL",
    "ipywidgets",
    "keras",
    "matplotlib",
    "nbformat",
    "numpy",
    "scipy",
    "skimage",
    "sklearn",
    "tensorflow",
}


def test_the_library_alone_loads_nothing_heavy_and_none_of_its_modules():
    names = loaded("import gan_utils")
    assert not HEAVY & set(names)
    own = {name for name in names if name.startswith("gan_")}
    assert own == {"gan_utils", "gan_utils._keras_settings", "gan_utils._streams"}  # a millisecond each


def test_recording_results_loads_neither_tensorflow_nor_a_tool():
    names = loaded("from gan_course import record")
    assert not (HEAVY - {"numpy"}) & set(names)
    parts = {".".join(name.split(".")[:2]) for name in names if name.startswith("gan_course.")}
    assert parts and not parts & {"gan_course.tools", "gan_course.experiments", "gan_course.exercises"}


def test_what_is_loaded_would_be_seen():
    names = loaded("from gan_course.tools import setup_cell; import numpy")
    assert {"gan_course.tools", "numpy"} <= set(names)
