"""Puts a submission back into the form of its release before nbgrader grades it.

nbgrader gives up on a notebook in which a cell was renamed or copied, and on some in which a cell is missing; the
points of every exercise are then lost. Here only the answers are taken from the student, and what they added.
"""

import ast
import copy
from pathlib import Path

from nbconvert.preprocessors import Preprocessor
from nbgrader.api import Gradebook
from traitlets import Bool

from gan_course.tools import notebooks


class RestoreCells(Preprocessor):
    """A first step for `Autograde.sanitize_preprocessors` of nbgrader."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb, resources):
        """Return the restored notebook, and `resources` as they are."""
        about = resources["nbgrader"]
        folder = self.parent.parent.coursedir.format_path("release", ".", about["assignment"])
        path = Path(folder) / f"{about['notebook']}.ipynb"
        if not path.exists():
            raise FileNotFoundError(f"{path} is missing: grade in the folder where generate_assignment has run")
        restored, said = restore(nb, notebooks.read(path))
        self._as_tested(restored, about)
        for sentence in said:
            self.log.warning("%s: %s", about["student"], sentence)
        return restored, resources

    def _as_tested(self, notebook, about):
        """Give locked cells the text that they are graded with, hidden tests included.

        nbgrader would do so next, and call each difference from the release a changed checksum.
        """
        with Gradebook(about["db_url"]) as book:
            found = book.find_notebook(about["notebook"], about["assignment"])
            texts = {cell.name: cell.source for cell in found.source_cells if cell.locked}
            points = {cell.name: cell.max_score for cell in found.grade_cells}
        for cell in notebook.cells:
            cell.source = texts.get(_grade_id(cell), cell.source)
            if _grade_id(cell) in points:
                cell.metadata.nbgrader["points"] = points[_grade_id(cell)]


def restore(submitted, released):
    """Return (notebook, sentences): the released notebook with the answers and own cells of a submission.

    An answer is the last cell that has its grade_id and is not blank, else the last that defines the same functions.
    Own cells stay behind the cell that they followed. Everything else is as released: texts, tests, set-up, metadata.

    Args:
        submitted, released: notebook nodes; both stay as they are.

    Returns:
        A new node, and what was restored, a sentence each.
    """
    known = {_grade_id(cell): number for number, cell in enumerate(released.cells) if _grade_id(cell)}
    texts = {cell.source: number for number, cell in enumerate(released.cells)}
    chosen, said = {}, []
    for grade_id, number in known.items():
        same = [cell for cell in submitted.cells if _grade_id(cell) == grade_id]
        if len(same) != 1:
            said.append(f"the cell {grade_id} is there {len(same)} times")
        if released.cells[number].metadata.nbgrader.solution:
            chosen[number] = _answer(released.cells[number], same, submitted, known)
    places = {id(cell): number for number, cell in chosen.items() if cell is not None}
    own, before = {}, -1
    for cell in submitted.cells:
        place = places.get(id(cell), known.get(_grade_id(cell), texts.get(cell.source)))
        if place is None or _is_another_answer(cell, place, chosen, released):
            own.setdefault(before, []).append(cell)
        else:
            before = place
    return _assembled(submitted, released, chosen, own), said


def _grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def _answer(blank, same, submitted, known):
    """Return the cell with a student's answer, None when it is blank or gone."""
    written = [cell for cell in same if cell.source.strip() != blank.source.strip()]
    if same:
        return written[-1] if written else None
    asked = _functions(blank.source)
    strangers = [cell for cell in submitted.cells if cell.cell_type == "code" and _grade_id(cell) not in known]
    if blank.cell_type == "markdown":  # a written answer, whose metadata are gone: its id may be left
        found = [cell for cell in submitted.cells if cell.get("id") == _grade_id(blank)]
        return found[-1] if found and found[-1].source.strip() != blank.source.strip() else None
    found = [cell for cell in strangers if asked and asked <= _functions(cell.source)]
    return found[-1] if found else None


def _functions(source):
    """Return the names of the functions that a cell defines; none when it is no Python."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return set()
    return {node.name for node in statements if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def _is_another_answer(cell, place, chosen, released):
    """Return whether a cell is an answer besides the chosen one, and not blank: it runs where it was."""
    return place in chosen and cell is not chosen[place] and cell.source.strip() != released.cells[place].source.strip()


def _assembled(submitted, released, chosen, own):
    """Return the restored notebook from its parts; `own` are the student's cells by the number they follow."""
    restored = copy.deepcopy(released)
    restored.metadata = copy.deepcopy(submitted.metadata)
    for number, cell in chosen.items():
        if cell is not None:
            restored.cells[number].source = cell.source
    cells, count = [], 0
    for number in range(-1, len(restored.cells)):
        cells += restored.cells[number : number + 1] if number >= 0 else []
        for cell in copy.deepcopy(own.get(number, [])):
            count += 1
            cell.id = f"own-{count}"
            cell.metadata.pop("nbgrader", None)
            cells.append(cell)
    restored.cells = cells
    return restored
