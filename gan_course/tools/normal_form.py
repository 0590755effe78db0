"""The form in which notebooks are committed: `normalise` makes it, `problems` says where it is not kept."""

import base64
import io
import re

import numpy as np
from nbformat import validator

from gan_course import quiet
from gan_course.tools import notebooks, setup_cell

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
SIZE_LIMIT = 1_000_000
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
WIDGET_TEXT = "[Interactive view: run this cell to use it. The picture nearby says the same.]"
WORST_MEAN_ERROR, WORST_ERROR = 1.0, 24  # of 255 grey levels: of all pixels, and of all but one in a thousand
CELL_METADATA = ("tags", "jupyter", "slideshow", "editable", "deletable", "nbgrader", "cellView")

_WIDGET_REPR = re.compile(r"^[A-Z]\w*\(")
_MEMORY_ADDRESS = re.compile(r" at 0x[0-9a-f]{6,}")


def _normal_outputs(cell):
    """Return the outputs of a cell that just ran, without whatever belongs to that run alone."""
    kept = []
    for output in cell.outputs:
        output.pop("transient", None)
        if output.output_type == "stream":
            clean = quiet.without_noise if output.name == "stderr" else quiet.final_text
            output.text = clean(output.text)
            if not output.text.strip():
                continue
        elif WIDGET_VIEW in output.get("data", {}):
            words = output.data.get("text/plain", "")
            output.data = {"text/plain": WIDGET_TEXT if _WIDGET_REPR.match(words) or not words else words}
            output.metadata = {}
        elif "data" in output:
            output.metadata = {mime: about for mime, about in output.metadata.items() if "/" in mime and about}
            if "image/png" in output.data:
                output.data["image/png"] = smaller_png(output.data["image/png"])
        if output.output_type == "execute_result":
            output.execution_count = cell.execution_count
        kept.append(output)
    return kept


def normalise(notebook, profile):
    """Turn an executed notebook into the form that is committed; changes and returns `notebook`.

    Execution counts 1…n; no widget state, timings or other traces of the run; outputs as they looked at
    the end; the hashes of the sources and the profile in the metadata.

    Args:
        notebook: a node with outputs.
        profile: the name of the profile that it ran at.
    """
    count = 0
    for cell in notebook.cells:
        cell.source = "\n".join(line.rstrip() for line in cell.source.rstrip().split("\n"))
        cell.metadata = {key: cell.metadata[key] for key in CELL_METADATA if key in cell.metadata}
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            cell.outputs = _normal_outputs(cell)
    notebook.metadata = {
        "kernelspec": dict(KERNELSPEC),
        "language_info": {"name": "python"},
        notebooks.METADATA_KEY: {"profile": profile, **notebooks.source_hashes(notebook)},
    }
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def problems(notebook, name):
    """Return a sentence for each thing that keeps a notebook from being committed.

    Args:
        notebook: the node.
        name: of its file without the suffix, as in "03_dcgan".
    """
    invalid = (str(error).splitlines()[0] for error in validator.iter_validate(notebook))
    found = [
        *(f"it is not a valid notebook: {words}" for words in invalid),
        *_structure(notebook),
        *_exercises(notebook, name),
    ]
    if notebooks.METADATA_KEY in notebook.metadata:
        found += [*_counts(notebook), *_outputs(notebook), *_metadata(notebook)]
    else:
        found.append("it has not been rendered: run `gan-course render`")
    size = len(notebooks.dumps(notebook).encode())
    if size >= SIZE_LIMIT:
        found.append(f"the file has {size:,} bytes, more than {SIZE_LIMIT:,}: draw fewer or smaller pictures")
    return [f"{name}: {sentence}" for sentence in found]


def _structure(notebook):
    """Yield what is wrong with the cells as written: order, tags, ids."""
    cells = notebook.cells
    if not cells or cells[0].cell_type != "markdown" or not cells[0].source.startswith("# "):
        yield "the first cell must be Markdown that starts with '# ', the title"
    if len(notebooks.tagged(notebook, "setup")) != 1:
        yield "exactly one cell must be tagged `setup`"
    elif len(cells) < 2 or "setup" not in notebooks.tags(cells[1]):
        yield "the second cell must be the one tagged `setup`"
    elif setup_cell.parse(cells[1].source) is None:
        yield "the set-up cell differs from the canonical one: run `gan-course stamp`"
    if len(notebooks.tagged(notebook, "parameters")) != 1:
        yield "exactly one cell must be tagged `parameters`"
    elif not {"profile_name", "seed"} <= set(notebooks.parameters(notebook)):
        yield "the `parameters` cell must assign profile_name and seed"
    ids = [cell.get("id", "") for cell in cells]
    for duplicate in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"the cell id `{duplicate}` is used twice"
    for number, cell in enumerate(cells, 1):
        if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f-]+)?|", cell.get("id", "")):
            yield f"cell {number} has no readable id (`{cell.get('id', '')}`): name it after what it does"
        if not cell.source.strip():
            yield f"cell `{cell.get('id')}` is empty"


def _exercises(notebook, name):
    """Yield what is wrong with the exercises: each needs a statement, a stub that survives 'run all', and a check."""
    stated = _numbers(cell.get("id", "") for cell in notebook.cells if cell.get("id", "").endswith("-statement"))
    stubs = notebooks.tagged(notebook, "exercise")
    answered = _numbers(tag for cell in stubs for tag in notebooks.tags(cell))
    if stated != answered:
        yield (
            f"exercises are stated (cells `qN-statement`) for {stated} but have stubs (code cells tagged "
            f"`exercise` and `qN`) for {answered}: each needs both"
        )
    checked = _numbers(cell.get("id", "") for cell in notebooks.tagged(notebook, "check"))
    if checked != answered:
        yield (
            f"exercises have stubs for {answered} but checks (code cells `qN-check` tagged `check`) for {checked}: "
            "each needs both"
        )
    if answered != list(range(1, len(answered) + 1)):
        yield f"the exercises are numbered {answered}, not 1, 2, 3, …, one stub each"
    if not 3 <= len(answered) <= 6 and not name.startswith("00_"):
        yield f"there are {len(answered)} exercises; a notebook has 3 to 6"
    for cell in stubs:
        if "your code here" not in cell.source.lower() and "your answer here" not in cell.source.lower():
            yield f"the stub `{cell.get('id')}` needs the comment '# your code here'"
        if re.search(r"^\s*raise\b", cell.source, re.MULTILINE):
            yield f"the stub `{cell.get('id')}` raises: return `...` instead, so that 'run all' survives it"


def _numbers(labels):
    """Return the N of every label `qN`, `qN-statement` or `qN-check`, in order."""
    matches = (re.fullmatch(r"q(\d+)(-statement|-check)?", label) for label in labels)
    return sorted(int(match[1]) for match in matches if match)


def _counts(notebook):
    """Yield where execution counts leave 1, 2, 3, …, for the first such cell."""
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    for count, cell in enumerate(cells, 1):
        if cell.execution_count != count:
            yield f"cell `{cell.get('id')}` has execution count {cell.execution_count}, not {count}: render it"
            return


def _outputs(notebook):
    """Yield what is wrong with the stored outputs."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            yield from (f"cell `{cell.get('id')}` {wrong}" for wrong in _output(output))


def _output(output):
    """Yield what is wrong with one output."""
    if output.output_type == "error":
        yield f"stores an error ({output.ename})"
    if output.output_type == "stream" and output.name == "stderr":
        yield f"stores text from stderr: {output.text.strip().splitlines()[0][:80]!r}"
    data = output.get("data", {})
    if WIDGET_VIEW in data:
        yield "stores a widget view, which shows nothing without its kernel"
    for mime in data:
        if mime.startswith("image/") and not output.metadata.get(mime, {}).get("alt", "").strip():
            yield "stores a picture without alt text: show it with plotting.show(fig, alt=…)"
    if _MEMORY_ADDRESS.search(str(data.get("text/plain", ""))):
        yield "shows a memory address, which changes with every run: end the line with a semicolon or print"


def _metadata(notebook):
    """Yield what is wrong with the metadata, stale outputs included."""
    kept = notebook.metadata.get(notebooks.METADATA_KEY, {})
    if set(notebook.metadata) != {"kernelspec", "language_info", notebooks.METADATA_KEY}:
        yield "the metadata is not that of a rendered notebook: run `gan-course render`"
    elif notebook.metadata.kernelspec != KERNELSPEC or notebook.metadata.language_info != {"name": "python"}:
        yield "the kernel is not the plain python3: run `gan-course render`"
    if kept.get("profile") != "laptop":
        yield f"the outputs are from the profile {kept.get('profile')}, not laptop: run `gan-course render`"
    if kept.get("sources") != notebooks.source_hashes(notebook)["sources"]:
        yield (
            "the outputs are older than the sources: run `gan-course render` (with --prose-only when only text changed)"
        )
    for cell in notebook.cells:
        extra = set(cell.metadata) - set(CELL_METADATA)
        if extra:
            yield f"cell `{cell.get('id')}` has metadata of a run or an editor: {', '.join(sorted(extra))}"


def smaller_png(encoded):
    """Return a PNG with a palette of 64 to 256 colours when that looks the same, else the same picture, packed better.

    Args:
        encoded: the PNG in base64, as notebooks store it.

    Returns:
        A PNG in base64. It differs from the first by at most `WORST_MEAN_ERROR` on average, and not at all where no
        palette comes near enough; pictures with transparency, those that already have a palette and those that would
        not shrink stay as they are.
    """
    from PIL import Image

    original = Image.open(io.BytesIO(base64.b64decode(encoded)))
    if original.mode not in ("RGB", "RGBA") or original.getextrema()[3:] not in ((), ((255, 255),)):
        return encoded
    rgb = original.convert("RGB")
    palette = next(filter(None, (_reduced(rgb, colours) for colours in (64, 128, 256))), None)
    buffer = io.BytesIO()
    (palette or rgb).save(buffer, "PNG", optimize=True)
    shrunk = base64.b64encode(buffer.getvalue()).decode()
    return shrunk if len(shrunk) < len(encoded.strip()) else encoded


def _reduced(rgb, colours):
    """Return the picture with that many colours, or None when an eye could tell: on average, or in a thin line."""
    from PIL import Image

    # MAXCOVERAGE keeps rare colours, as of a thin line; k-means then moves each to the middle of its own
    palette = rgb.quantize(colours, method=Image.Quantize.MAXCOVERAGE, kmeans=3)
    difference = np.abs(np.asarray(rgb, np.int16) - np.asarray(palette.convert("RGB"), np.int16)).max(axis=-1)
    same = difference.mean() <= WORST_MEAN_ERROR and np.percentile(difference, 99.9) <= WORST_ERROR
    return palette if same else None
