"""`gan-course render`: executes notebooks and writes them back in the form that is committed."""

import os
import time

from gan_utils.course import normal_form, notebooks, setup_cell


class CellFailed(RuntimeError):
    """A cell of a notebook raised, wrote to stderr, or never ended; the message says which and what."""


def run_in_place(notebook, folder, profile, timeout=3600):
    """Execute a notebook in a fresh kernel as a learner would, by "restart and run all"; fills its outputs.

    Args:
        notebook: the node, changed in place.
        folder: where it runs.
        profile: what $GAN_PROFILE says to it.
        timeout: seconds that one cell may take.

    Raises:
        CellFailed: when a cell raises, or writes to stderr.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError

    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
    )
    try:
        client.execute(env=dict(os.environ, GAN_PROFILE=profile, PYTHONHASHSEED="0"))
    except CellExecutionError as error:
        raise CellFailed(first_error(notebook) or str(error)) from None
    except CellTimeoutError as error:
        raise CellFailed(str(error).splitlines()[0]) from None
    _refuse_stderr(notebook)


def _refuse_stderr(notebook):
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream" and output.name == "stderr":
                text = normal_form.without_noise(output.text)
                if text:
                    raise CellFailed(
                        f"cell `{cell.get('id')}` wrote to stderr, which readers see: {text.strip()[:500]}"
                    )


def first_error(notebook):
    """Return "cell `id`: Name: message" for the first cell that stores an error, or None."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                line = _failing_line(output.get("traceback", ()))
                return f"cell `{cell.get('id')}`: {output.ename}: {output.evalue}" + (
                    f"\n    {line}" if line else ""
                )
    return None


def _failing_line(traceback):
    """Return the last line that the traceback points at with an arrow, or ""."""
    lines = [line for part in traceback for line in normal_form.final_text(part).splitlines()]
    arrows = [line.strip() for line in lines if line.lstrip().startswith("--")]
    arrows = [line for line in arrows if "> " in line and line.strip("-> ")]
    return arrows[-1] if arrows else ""


def render(names=(), profile="laptop", prose_only=False, folder=None, say=print):
    """Execute notebooks and write them back in normal form; a notebook that fails is left as it was.

    Args:
        names: which notebooks, as for `notebooks.find`.
        profile: the scale; what is committed ran at "laptop".
        prose_only: do not run, only accept changed Markdown; refused when code changed since the last run.
        folder: where the notebooks are.
        say: called with one line a notebook.

    Returns:
        The names of the notebooks that failed.
    """
    failed = []
    paths = notebooks.find(names, folder)
    place = published_at(notebooks.find((), folder))
    for path in paths:
        start = time.perf_counter()
        try:
            notebook = notebooks.read(path)
            _prepare(notebook, place)
            if prose_only:
                _require_same_code(notebook)
                profile = notebook.metadata[notebooks.METADATA_KEY]["profile"]
            else:
                run_in_place(notebook, path.parent, profile)
            notebooks.write(normal_form.normalise(notebook, profile), path)
        except CellFailed as error:
            failed.append(path.stem)
            say(f"{path.stem}  FAILED, left as it was: {error}")
            continue
        say(f"{path.stem}  {time.perf_counter() - start:.1f} s  {path.stat().st_size // 1024} KB")
        for sentence in normal_form.problems(notebook, path.stem):
            say(f"  still to mend: {sentence}")
    return failed


def published_at(paths):
    """Return the (repository, ref) that the notebooks are stamped with, ("", "main") when none is."""
    for path in paths:
        for cell in notebooks.tagged(notebooks.read(path), "setup"):
            stamp = setup_cell.parse(cell.source)
            if stamp and stamp[0]:
                return stamp
    return "", "main"


def _prepare(notebook, place):
    """Write the canonical set-up cell."""
    for cell in notebooks.tagged(notebook, "setup"):
        if setup_cell.parse(cell.source) is None:
            cell.source = setup_cell.text(*place)
        cell.metadata.update(setup_cell.COLLAPSED)


def _require_same_code(notebook):
    last = notebook.metadata.get(notebooks.METADATA_KEY, {}).get("code")
    if last != notebooks.source_hashes(notebook)["code"]:
        raise CellFailed("its code changed since it last ran, so it has to run: leave out --prose-only")
