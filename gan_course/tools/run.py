"""`gan-course run`: executes the notebooks as papermill does, and leaves a copy and a page of each."""

import time
from pathlib import Path
from typing import NamedTuple

from gan_course.tools import kernel, normal_form, notebooks, pages
from gan_course.tools.kernel import CellFailed, first_error
from gan_utils import profiles

BUILD = notebooks.ROOT / "build" / "course"


class Run(NamedTuple):
    """One notebook of a run: its name, the seconds it took, and the error ("" when there was none)."""

    name: str
    seconds: float
    error: str


def check_parameters(path, parameters):
    """Raise when the notebook has no parameter of a given name, which papermill would ignore.

    Raises:
        ValueError: naming the unknown parameters and those that exist.
    """
    import papermill

    known = papermill.inspect_notebook(str(path))
    unknown = sorted(set(parameters) - set(known))
    if unknown:
        raise ValueError(
            f"{Path(path).stem} has no parameter {', '.join(unknown)}: its `parameters` cell has "
            f"{', '.join(known) or 'none'}"
        )


def execute(path, output, profile, timeout=3600, **parameters):
    """Execute one notebook with papermill in a fresh kernel and keep the executed copy.

    Args:
        path: of the notebook.
        output: path of the copy; when a cell fails, the copy ends with its error.
        profile: name of the profile, passed as the parameter `profile_name`.
        timeout: seconds that one cell may take.
        parameters: more parameters of the notebook.

    Returns:
        The executed notebook.

    Raises:
        CellFailed: when a cell raises.
        ValueError: for a parameter that the notebook does not have.
    """
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    parameters = {"profile_name": profile, **parameters}
    _copy(path, output)
    check_parameters(output, parameters)
    try:
        with kernel.environment(profile):
            return papermill.execute_notebook(
                str(output),
                str(output),
                parameters,
                kernel_name="python3",
                cwd=str(Path(path).parent),
                progress_bar=False,
                request_save_on_cell_execute=False,
                execution_timeout=timeout,
                store_widget_state=False,
                coalesce_streams=True,
                extra_arguments=kernel.ARGUMENTS,
            )
    except papermill.PapermillExecutionError as error:
        raise CellFailed(first_error(notebooks.read(output)) or kernel.shorten(str(error))) from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise CellFailed(str(error).splitlines()[0]) from None


def _copy(path, output):
    """Write the notebook to run at `output`: with its kernel named, and without outputs of another run."""
    notebook = notebooks.read(path)
    notebook.metadata["kernelspec"] = dict(normal_form.KERNELSPEC)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebooks.write(notebook, output)


def run_course(names=(), profile="laptop", folder=None, build=None, say=print):
    """Execute notebooks in order, with one progress line each, and print a table of the results.

    Args:
        names: which notebooks, as for `notebooks.find`.
        profile: the scale.
        folder: where the notebooks are.
        build: where the executed copies and pages go, `build/course` by default.
        say: called like `print` for each piece of progress.

    Returns:
        A list of `Run`, one for each notebook.
    """
    build = Path(build or BUILD)
    paths = notebooks.find(names, folder)
    if not paths:
        raise ValueError("there is no notebook to run: the folder notebooks/ has none")
    runs = []
    pages.syllabus(paths[0].parent, build / "syllabus.html")
    try:
        for number, path in enumerate(paths, 1):
            say(f"[{number}/{len(paths)}] {path.stem:<24}", end=" ", flush=True)
            runs.append(_run_one(path, build, profile))
            say(f"{runs[-1].seconds:7.1f} s  {'FAILED' if runs[-1].error else 'ok'}", flush=True)
            if runs[-1].error:
                say(f"    {runs[-1].error}", flush=True)
    finally:  # an interrupt, too, ends with the table of what has run
        say(summary(runs, profile, _shown(build)))
    return runs


def _run_one(path, build, profile):
    """Execute one notebook and write its page; an error becomes part of the result."""
    start, copy, error = time.perf_counter(), build / path.name, ""
    try:
        execute(path, copy, profile)
    except (CellFailed, ValueError) as problem:
        error = str(problem)
    seconds = time.perf_counter() - start
    pages.write(notebooks.read(copy), copy.with_suffix(".html"), path.stem)
    return Run(path.stem, seconds, error)


def _shown(path):
    """Return `path` relative to the repository when it is inside."""
    return path.relative_to(notebooks.ROOT) if path.is_relative_to(notebooks.ROOT) else path


def summary(runs, profile, build):
    """Return the table of a run as text.

    >>> print(summary([Run("03_dcgan", 61.25, "")], "laptop", "build/course"))
    <BLANKLINE>
    notebook                  seconds  result
    03_dcgan                     61.2  ok
    1 of 1 ran at laptop in 61 s; copies and pages are in build/course
    """
    rows = [f"{run.name:<24}  {run.seconds:7.1f}  {'FAILED' if run.error else 'ok'}" for run in runs]
    good = sum(not run.error for run in runs)
    total = sum(run.seconds for run in runs)
    return "\n".join(
        [
            "",
            f"{'notebook':<24}  seconds  result",
            *rows,
            f"{good} of {len(runs)} ran at {profile} in {total:.0f} s; copies and pages are in {build}",
        ]
    )


def arguments(parser):
    """Add the command's arguments."""
    notebooks.argument(parser)
    parser.add_argument("--profile", choices=profiles.NAMES, default="laptop")


def main(options):
    """Run the notebooks; 1 when one of them failed."""
    runs = run_course(options.notebooks, options.profile)
    return 1 if any(run.error for run in runs) else 0
