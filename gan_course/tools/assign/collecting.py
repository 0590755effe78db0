"""Whose a file is that was handed in, and that it is the assignment, whatever the student or the platform called it."""

import re
import shutil
from collections import Counter
from pathlib import Path

import nbformat
from nbgrader.plugins import FileNameCollectorPlugin
from traitlets import List

from gan_course.tools.assign import roster


def name_lone_notebook(assignment, student, notebooks):
    """Give the only notebook of a submission that can be the assignment its name (`Autograde.pre_convert_hook`).

    The student's file stays where it is; a copy gets the name.

    Args:
        assignment, student: as nbgrader was told, maybe a pattern; not used.
        notebooks: paths of the notebooks of one submission; the copy is put in their place, in this list itself.
    """
    if not notebooks:
        return
    folder = Path(notebooks[0]).parent
    right = folder / f"{folder.name}.ipynb"  # an assignment has one notebook, called like it
    if right.exists():
        return
    found = notebooks if len(notebooks) == 1 else [path for path in notebooks if _is_assignment(path)]
    if len(found) == 1:
        shutil.copyfile(found[0], right)
        notebooks[:] = [str(right)]


def _is_assignment(path):
    """Return whether a notebook holds a cell that nbgrader handed out."""
    try:
        return any("nbgrader" in cell.metadata for cell in nbformat.read(path, as_version=4).cells)
    except Exception:  # it is no notebook at all
        return False


class PlatformCollector(FileNameCollectorPlugin):
    """Reads from a path in a platform's archive whose file it is (`ZipCollectApp.collector_plugin`).

    The student is looked up in the roster, by the platform's number, the id or the name; who is not there goes by the
    name in the path. Of several notebooks the one called like the assignment is taken, else the last.
    """

    patterns = List(help="Regular expressions, tried in turn: each names its student_id or full_name.").tag(config=True)

    def collect(self, submitted_file):
        """Return {"student_id", "file_id"} of a file, or None when it is not to be collected."""
        file, root = Path(submitted_file), Path(self.parent._format_collect_path(self.parent.extracted_directory))
        if file.suffix.lower() not in self.valid_ext or "__MACOSX" in file.parts:
            return None
        if not hasattr(self, "_chosen"):
            self._chosen = self._choose(root)
        return self._chosen.get(file.resolve())

    def _choose(self, root):
        """Return {file: what `collect` says of it} for one file of each student."""
        assignment = self.parent.coursedir.assignment_id
        files = sorted(file for file in root.rglob("*.ipynb") if "__MACOSX" not in file.parts)
        known = roster.of(self.parent.coursedir.root, self.parent.coursedir.db_url)
        owners = whose([file.relative_to(root).as_posix() for file in files], self.patterns, known, assignment)
        best = {}
        for file, owner in zip(files, owners, strict=True):
            if owner is None:
                self.log.warning("Nobody's: no pattern of PlatformCollector.patterns fits %s", file.relative_to(root))
                continue
            if known and owner not in {student.id for student in known}:
                self.log.warning("%s is not in the roster, and goes by the name in the path", owner)
            rank = (assignment in file.stem, _attempt(file.stem), file.stat().st_mtime)
            if owner not in best or rank >= best[owner][0]:
                best[owner] = rank, file
        return {
            file.resolve(): {"student_id": owner, "file_id": f"{assignment}.ipynb"} for owner, (_, file) in best.items()
        }


def _attempt(stem):
    """Return which attempt a file is, as Canvas numbers them: "…-2" is the third."""
    found = re.search(r"-(\d+)$", stem)
    return int(found[1]) if found else 0


def whose(paths, patterns, known, assignment):
    """Return the student's id for each path, None where no pattern fits.

    Args:
        paths: relative to the archive, with "/".
        patterns: regular expressions with the groups `student_id` or `full_name`, and maybe `lms_id` and `number`.
        known: a list of `roster.Student`.
        assignment: name of the assignment, which is nobody's.

    >>> ada = roster.Student("al1815", "Ada", "Lovelace", lms_id="12345")
    >>> whose(["Ada Lovelace_77_x/a.ipynb"], [r"(?P<full_name>[^_/]+)_(?P<number>\\d+)_"], [ada], "01_minimax_game")
    ['al1815']
    """
    matched = [_match(path, patterns, assignment) for path in paths]
    numbers = {}  # a name with two numbers is two people's
    for one in matched:
        if one and one.get("number"):
            numbers.setdefault(_told(one), set()).add(one["number"])
    return [one and _student(one, known, len(numbers.get(_told(one), ())) > 1) for one in matched]


def _match(path, patterns, assignment):
    for pattern in patterns:
        found = re.search(pattern, path)
        if found and found.groupdict().get("student_id") != assignment:
            return found.groupdict()
    return None


def _told(one):
    return one.get("student_id") or one["full_name"]


def _student(one, known, two_people):
    """Return the id of the student whom the groups of a match are about."""
    name = _told(one)
    by_number = [student.id for student in known if student.lms_id and student.lms_id == one.get("lms_id")]
    if by_number:
        return by_number[0]
    names = Counter(form for student in known for form in _forms(student))
    by_name = [student.id for student in known if roster.plain(name) in _forms(student)]
    if len(by_name) == 1 and not two_people:
        return by_name[0]
    if name in (student.id for student in known):
        return name
    safe = re.sub(r"[^\w@-]+", ".", name.strip()).strip(".").lower()
    return f"{safe}.{one['number']}" if one.get("number") and (two_people or names[roster.plain(name)] > 1) else safe


def _forms(student):
    """Return how a platform may write a student into a file name."""
    names = (student.first_name, student.last_name)
    return {roster.plain("".join(order)) for order in (names, names[::-1])} - {""} | {roster.plain(student.id)}
