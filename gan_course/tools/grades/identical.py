"""Which answers several students share, to the letter or but for names, comments and layout."""

import ast
import builtins
from pathlib import Path
from typing import NamedTuple

from gan_course.tools import notebooks


class Group(NamedTuple):
    """An answer that several students handed in.

    Attributes:
        assignment, answer: which one, as "01_minimax_game", "q3".
        students: their ids, in order.
        alike: "to the letter", or "but for names, comments and layout".
        size: nodes of its syntax tree, or words of a text; a short right answer is the same by itself.
        of: how many students handed in an answer.
    """

    assignment: str
    answer: str
    students: tuple[str, ...]
    alike: str
    size: int
    of: int


def find(folder, assignments):
    """Return the groups of identical answers in a course, those that say most first: long answers, few students.

    Blank answers do not count.

    Args:
        folder: of the course, with `submitted/` and `release/`.
        assignments: names.
    """
    found = []
    for name in assignments:
        release = Path(folder) / "release" / name / f"{name}.ipynb"
        blank = _answers(release) if release.exists() else {}
        handed_in = {}
        for path in sorted(Path(folder).glob(f"submitted/*/{name}")):
            for answer, source in _answers(_notebook(path, name)).items():
                if source.strip() and shape(source) != shape(blank.get(answer, "")):
                    handed_in.setdefault(answer, {})[path.parent.name] = source
        for answer, sources in handed_in.items():
            found += _groups(name, answer, sources)
    return sorted(found, key=lambda group: (len(group.students) - group.size / 1000, group))


def _notebook(folder, name):
    """Return the path of the notebook of a submission, whatever it is called; None when there is none."""
    files = sorted(folder.glob("*.ipynb"), key=lambda path: path.stem != name)
    return files[0] if files else None


def _answers(path):
    """Return {"q1": source, …} of a notebook; empty when it cannot be read."""
    try:
        cells = notebooks.read(path).cells
    except Exception:  # a submission may be anything
        return {}
    found = {}
    for cell in cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("solution") and about.get("grade_id"):
            found[about["grade_id"].removesuffix("-answer")] = cell.source
    return found


def _groups(assignment, answer, sources):
    """Return the groups of one answer; `sources` is {student: source}."""
    exact, same = {}, {}
    for student, source in sources.items():
        exact.setdefault(_trimmed(source), []).append(student)
        same.setdefault(shape(source), []).append(student)
    made = []
    for kind, alike in ((exact, "to the letter"), (same, "but for names, comments and layout")):
        for students in kind.values():
            if len(students) > 1 and not any(group.students == tuple(students) for group in made):
                size = _size(sources[students[0]])
                made.append(Group(assignment, answer, tuple(students), alike, size, len(sources)))
    return made


def _trimmed(source):
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def _size(source):
    try:
        return sum(1 for _ in ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):
        return len(source.split())


def shape(source):
    r"""Return what is left of an answer without comments, docstrings, layout and the names that it gives itself.

    >>> shape("def f(x):\n    total = x + 1  # one more\n    return total") == shape("def f(y):\n  t = y+1\n  return t")
    True
    >>> shape("def f(x): return x + 1") == shape("def f(x): return x + 2")
    False
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return " ".join(source.split()).lower()
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and ast.get_docstring(node):
            node.body = node.body[1:] or [ast.Pass()]
        if isinstance(node, ast.arg):
            names.setdefault(node.arg, f"_{len(names)}")
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.setdefault(node.id, f"_{len(names)}")
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.arg = names[node.arg]
        elif isinstance(node, ast.Name) and node.id in names and not hasattr(builtins, node.id):
            node.id = names[node.id]
    return ast.dump(tree)


def rows(groups):
    """Yield the rows of a CSV."""
    yield ["assignment", "answer", "students", "how many", "of", "alike", "size"]
    for one in groups:
        yield [one.assignment, one.answer, " ".join(one.students), len(one.students), one.of, one.alike, one.size]
