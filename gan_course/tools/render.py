"""`gan-course render`: executes notebooks and writes them back in the form that is committed."""

import time

from gan_course import quiet
from gan_course.tools import kernel, normal_form, notebooks, stamp
from gan_course.tools.kernel import CellFailed, first_error
from gan_utils import profiles


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
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

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
        extra_arguments=kernel.ARGUMENTS,
    )
    try:
        with kernel.environment(profile):
            client.execute()
    except CellExecutionError as error:
        raise CellFailed(first_error(notebook) or str(error)) from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise CellFailed(str(error).splitlines()[0]) from None
    _refuse_stderr(notebook)


def _refuse_stderr(notebook):
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream" and output.name == "stderr":
                words = quiet.without_noise(output.text).strip()
                if words:
                    raise CellFailed(f"cell `{cell.get('id')}` wrote to stderr: {kernel.shorten(words)}")


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
    place = stamp.published_at(map(notebooks.read, notebooks.find((), folder)))
    for path in paths:
        start = time.perf_counter()
        try:
            notebook = notebooks.read(path)
            stamp.apply(notebook, path.stem, place)
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


def _require_same_code(notebook):
    last = notebook.metadata.get(notebooks.METADATA_KEY, {}).get("code")
    if last != notebooks.source_hashes(notebook)["code"]:
        raise CellFailed("its code changed since it last ran, so it has to run: leave out --prose-only")


def arguments(parser):
    """Add the command's arguments."""
    notebooks.argument(parser)
    parser.add_argument("--profile", choices=profiles.NAMES, default="laptop")
    parser.add_argument("--prose-only", action="store_true", help="accept changed Markdown without running")


def main(options):
    """Render; 1 when a notebook failed."""
    return 1 if render(options.notebooks, options.profile, options.prose_only) else 0
