"""How soon a learner can begin: the package's import, TensorFlow's, the first picture of notebook 00, the smoke course.

Imports: whole processes from their start to their end, in turns; the package's own share is what it takes more than a
process that does nothing. First picture: notebook 00 from the start of its kernel until the cell that shows the first
generated picture is done, without a screen; and in JupyterLab, from the press on "Run All Cells", the kernel started
but nothing imported, to the painted picture. Both include TensorFlow's import. The files are in the system's cache,
which only its administrator can empty: the first start after switching the machine on takes longer. The smoke course
is described in `benchmarks.course`.
"""

import os
import subprocess
import sys
import time

from benchmarks import course, in_browser, measure

CHANGES = {2: "nine notebooks are new"}
PROGRAMS = {
    "nothing": "pass",
    "gan_utils": "import gan_utils",
    "tensorflow": "import tensorflow",
}
FIRST_PICTURE = "first-view"  # the id of the cell of notebook 00 that shows it
PORT = 18955


def seconds_of(program):
    """Return the seconds of a fresh Python process that runs one line."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        cwd=measure.ROOT,
        env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
    )
    return time.perf_counter() - began


def imports(repeats, slow_repeats):
    """Return name -> spread of seconds of each of `PROGRAMS`, and "gan_utils alone", less a process of nothing."""
    seconds_of(PROGRAMS["tensorflow"])  # its files into the system's cache
    quick = {name: lambda program=PROGRAMS[name]: seconds_of(program) for name in ("nothing", "gan_utils")}
    taken = measure.in_turns(quick, repeats)
    taken |= measure.in_turns({"tensorflow": lambda: seconds_of(PROGRAMS["tensorflow"])}, slow_repeats)
    alone = [a - b for a, b in zip(taken["gan_utils"], taken["nothing"], strict=True)]
    return {name: measure.spread(values) for name, values in (taken | {"gan_utils alone": alone}).items()}


def seconds_to_first_picture():
    """Run notebook 00 up to its first generated picture in a fresh kernel; return the seconds.

    Raises:
        RuntimeError: when the cell shows no view.
    """
    import nbformat
    from nbclient import NotebookClient

    from gan_course.tools import kernel, notebooks

    (path,) = notebooks.find(["00"])
    cells = notebooks.read(path).cells
    last = [cell.get("id") for cell in cells].index(FIRST_PICTURE)
    notebook = nbformat.v4.new_notebook(cells=cells[: last + 1])
    where = {"metadata": {"path": str(path.parent)}}
    with kernel.environment("smoke"):
        client = NotebookClient(notebook, kernel_name="python3", resources=where, extra_arguments=kernel.ARGUMENTS)
        done = []
        client.on_cell_executed = lambda cell_index, **_: done.append(time.perf_counter())
        began = time.perf_counter()
        client.execute()
    shown = [output.get("data", {}) for output in notebook.cells[-1].outputs]
    if not any("application/vnd.jupyter.widget-view+json" in data for data in shown):
        raise RuntimeError(f"the cell {FIRST_PICTURE!r} of {path.stem} shows no view: name the one that does")
    return done[-1] - began


def first_picture_in_browser(repeats):
    """Open fresh copies of notebook 00 in JupyterLab; return the seconds of each from the press to the picture."""
    seconds = []
    with in_browser.page(PORT) as (page, open_copy):
        for _ in range(repeats):
            open_copy("00_start_here")
            seconds.append(in_browser.seconds_to_first_picture(page))
    return seconds


def run(quick=False):
    """Measure imports, first pictures and the smoke course; `quick` leaves out the browser and most notebooks."""
    print("start: imports", file=sys.stderr, flush=True)
    result = {"imports": imports(*((5, 1) if quick else (15, 5)))}
    print("start: notebook 00 until its first picture", file=sys.stderr, flush=True)
    pictures = [seconds_to_first_picture() for _ in range(1 if quick else 5)]
    result["first_picture"] = {"from kernel start": measure.spread(pictures)}
    notice = "left out of a quick run" if quick else in_browser.missing()
    pressed = {"skipped": notice} if notice else measure.spread(first_picture_in_browser(3))
    result["first_picture"]["from Run All Cells, in a browser"] = pressed
    result["smoke"] = course.measured("smoke", ["00"] if quick else [])
    return result


def _seconds(spread, digits=2):
    if "skipped" in spread:
        return spread["skipped"]
    return measure.text(spread, digits)


def tables(result):
    """Return the tables of a result: (title, header, rows)."""
    words = {
        "nothing": "a process that does nothing",
        "gan_utils": "import gan_utils",
        "gan_utils alone": "the difference",
        "tensorflow": "import tensorflow",
    }
    rows = [[words[name], _seconds(result["imports"][name], 3)] for name in words]
    rows += [[f"first picture of 00, {how}", _seconds(one)] for how, one in result["first_picture"].items()]
    return [
        ("Until a learner can begin", ["what", "seconds"], rows),
        course.table("The course at smoke", result["smoke"]),
    ]
