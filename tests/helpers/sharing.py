"""How `make test` shares tests out to two workers: by file, the long ones first, and whole notebooks one by one."""

from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

LONG = ("colab", "assignments", "browser", "kills", "notebooks")


# Whether notebooks are run with Colab's versions; then those runs are the answered ones (tests/colab).
WITH_COLAB = (Path(__file__).parents[2] / ".venv-colab" / ".installed").exists()


class ByFile(LoadScopeScheduling):
    """Hands a worker a file after the other, since what a module's fixtures make is costly; but see `unit`."""

    def __init__(self, config, log=None):
        super().__init__(config, log)
        config.option.loadscopereorder = False  # xdist would put the files with most tests first

    def _split_scope(self, nodeid):
        return unit(nodeid)


def unit(nodeid):
    """Return what is handed out together with a test: the name of its file, or its own if it runs a whole notebook.

    >>> unit("tests/test_data.py::test_load[mnist5k]")
    'tests/test_data.py'
    >>> unit("tests/notebooks/test_run.py::test_normal_form[00_start_here]")
    'tests/notebooks/test_run.py::test_normal_form[00_start_here]'
    """
    return nodeid if nodeid.startswith("tests/notebooks/") else nodeid.split("::")[0]


def place(item):
    """Return where a test stands in the order: by the first of `LONG` that any test of its unit may be marked with."""
    marks = [number for number, name in enumerate(LONG) if item.get_closest_marker(name)]
    return min(marks, default=len(LONG))


def left_out(asked, with_colab=WITH_COLAB):
    """Return the marks whose tests do not run by themselves: the class of sixty, and what Colab's lane runs already.

    Args:
        asked: the expression of pytest's `-m`; a mark in it is not left out.
        with_colab: whether Colab's versions are installed.

    >>> left_out("", with_colab=True), left_out("", with_colab=False), left_out("answered", with_colab=True)
    (['class60', 'answered'], ['class60'], ['class60'])
    """
    marks = ["class60", *["answered"] * with_colab]
    return [mark for mark in marks if mark not in asked]
