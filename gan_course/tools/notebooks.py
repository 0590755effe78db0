"""The notebooks of the course as files: where they are, how they are read, written and hashed."""

import ast
import hashlib
import json
import re
from pathlib import Path

from gan_course.paths import ROOT
from gan_utils import _files

FOLDER = ROOT / "notebooks"
METADATA_KEY = "gan_course"
GET = "get the course's repository, and in its folder run `make lab`, or `pip install -r requirements.txt -e .`"
BADGE = re.compile(r"\n*\[!\[Open in Colab\]\([^)]*\)\]\([^)]*\)")


def argument(parser, nargs="*"):
    """Add to a command's arguments which notebooks it is for; with `nargs="+"` at least one must be named."""
    words = "numbers or names, as 03" + ("; default all" if nargs == "*" else "")
    parser.add_argument("notebooks", nargs=nargs, metavar="NB", help=words)


def require_course():
    """Raise where the package stands alone, without the course around it, as when it was installed from a wheel.

    Raises:
        ValueError: saying so.
    """
    if not find():
        raise ValueError(f"there is no course here, as {FOLDER} holds no notebooks: {GET}")


def find(names=(), folder=None):
    """Return the paths of the course's notebooks in reading order.

    Args:
        names: which ones: numbers ("3", "03"), names ("03_dcgan") or paths; none means all.
        folder: where they are; `notebooks/` of this repository by default.

    Raises:
        ValueError: for a name that no notebook has, listing those that exist.
    """
    folder = Path(folder or FOLDER)
    every = sorted(folder.glob("[0-9][0-9]_*.ipynb"))
    if not names:
        return every
    chosen = [_one(str(name), every, folder) for name in names]
    return sorted(set(chosen))


def _one(name, every, folder):
    stem = Path(name).stem
    for path in every:
        if stem == path.stem or (stem.isdigit() and int(stem) == int(path.stem[:2])):
            return path
    known = ", ".join(path.stem for path in every) or f"there is none in {folder.name}/"
    raise ValueError(f"no notebook is called {name!r}: choose one of {known}")


def read(path):
    """Return the notebook at `path` as a node of nbformat 4."""
    import nbformat

    return nbformat.read(path, as_version=4)


def dumps(notebook):
    """Return the notebook as text, always the same for the same content: sorted keys, one final newline."""
    from nbformat import v4

    return v4.writes(notebook).rstrip("\n") + "\n"


def write(notebook, path):
    """Write the notebook whole or not at all, so that an interrupt leaves the old one as it was."""
    with _files.replacing(path) as temporary:
        temporary.write_text(dumps(notebook), encoding="utf-8")


def tags(cell):
    """Return the tags of a cell.

    >>> from nbformat import v4
    >>> tags(v4.new_code_cell("x = 1", metadata={"tags": ["setup"]}))
    ['setup']
    """
    return list(cell.metadata.get("tags", ()))


def tagged(notebook, tag):
    """Return the cells that carry `tag`."""
    return [cell for cell in notebook.cells if tag in tags(cell)]


def without_badge(source):
    """Return a Markdown source without its Colab badge, which depends on where the course is published."""
    return BADGE.sub("", source)


def source_hashes(notebook):
    """Return the SHA-256 of what the author wrote, as {"sources": all cells, "code": code cells alone}.

    The set-up cell and the Colab badge do not count: `gan-course stamp` rewrites them, and no output depends
    on them.

    >>> from nbformat import v4
    >>> one = v4.new_notebook(cells=[v4.new_markdown_cell("# Title"), v4.new_code_cell("x = 1")])
    >>> two = v4.new_notebook(cells=[v4.new_markdown_cell("# Another"), v4.new_code_cell("x = 1")])
    >>> [source_hashes(one)[kind] == source_hashes(two)[kind] for kind in ("sources", "code")]
    [False, True]
    """
    cells = [
        [cell.cell_type, without_badge(cell.source), sorted(tags(cell))]
        for cell in notebook.cells
        if "setup" not in tags(cell)
    ]
    kinds = {"sources": cells, "code": [cell for cell in cells if cell[0] == "code"]}
    return {kind: hashlib.sha256(json.dumps(kept).encode()).hexdigest() for kind, kept in kinds.items()}


def parameters(notebook):
    """Return the names assigned in the cell tagged `parameters`."""
    return [
        target.id
        for cell in tagged(notebook, "parameters")
        for node in ast.parse(cell.source).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
