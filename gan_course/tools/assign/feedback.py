"""Makes a page of feedback readable: points by exercise, and nothing of the machine that graded."""

import re
import textwrap

from nbconvert.preprocessors import Preprocessor
from nbformat import v4
from nbgrader.api import Gradebook
from traitlets import Bool

from gan_course.tools.assign import assignment

_GRADED = re.compile(r"(?P<kind>[qe])(?P<number>\d+)-(hidden-test|answer)(-(?P<part>\w+))?$")
_SHOWN = re.compile(r"[qe]\d+-|own-")
_ANSI = re.compile(r"(\x1b\[[0-9;]*m)")
# A path of two folders or more, not part of an address or a word; of it the last name stays.
_PATH = re.compile(r"(?<![\w.:/\\~])(?:~|[A-Za-z]:)?[/\\](?:[^\s/\\:\"'<>|]+[/\\])+(?P<last>[^\s/\\:\"'<>|,)]*)")
_CELL = re.compile(r"(?:[^\s\"']*[/\\])?ipykernel_\d+[/\\]\d+\.py")


class TidyFeedback(Preprocessor):
    """A step after `GetGrades` among nbgrader's `GenerateFeedback.preprocessors`."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb, resources):
        """Return the exercises and the student's own cells, a table of points on top, and `resources` as they are."""
        waiting = _waiting(resources.get("nbgrader", {}))
        rows = [row for cell in nb.cells if (row := _row(cell, waiting))]
        made = []
        for cell in nb.cells:
            if not _SHOWN.match(cell.get("id", "own-")):
                continue  # the story, which the student has
            anchor = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if re.fullmatch(r"[qe]\d+-answer", anchor):
                name = anchor.removesuffix("-answer")
                made.append(_markdown(f'<a name="{name}"></a>**{_title(name)}**', f"heading-{name}"))
            made += _tidied(cell)
        nb.cells = [_markdown(_table(rows), "points"), *made]
        return nb, resources


def without_paths(text):
    r"""Return text in which a path is its last name, and a cell's temporary file is "your cell".

    >>> without_paths('File "/home/ada/course/.venv/lib/keras/ops.py:7", in add')
    'File "ops.py:7", in add'
    >>> without_paths("see https://arxiv.org/abs/1406.2661, 1/2/3 and C:\\Users\\ada\\x.py")
    'see https://arxiv.org/abs/1406.2661, 1/2/3 and x.py'
    >>> without_paths("File /tmp/ipykernel_12/34.py:2")
    'File your cell:2'
    """
    pieces = _ANSI.split(text)  # a colour ends in a letter, which is no part of the word behind it
    return "".join(
        piece if number % 2 else _PATH.sub(lambda found: found["last"], _CELL.sub("your cell", piece))
        for number, piece in enumerate(pieces)
    )


def _title(name, part=""):
    word = "Exercise" if name[0] == "q" else "Essay"
    return f"{word} {name[1:]}" + (f", {part.replace('_', ' ')}" if part else "")


def _waiting(about):
    """Return the grade_ids that a person is still to grade."""
    if "db_url" not in about:
        return set()
    with Gradebook(about["db_url"]) as book:
        found = book.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
        return {grade.name for grade in found.grades if grade.needs_manual_grade}


def _row(cell, waiting):
    """Return (name, title, score, points) of a cell that gives points, else None; the score is None while it waits."""
    about = cell.metadata.get("nbgrader", {})
    found = _GRADED.match(about.get("grade_id", ""))
    if not (about.get("grade") and found):
        return None
    name = found["kind"] + found["number"]
    score = None if about["grade_id"] in waiting else about.get("score") or 0
    return name, _title(name, found["part"]), score, about.get("points") or 0


def _table(rows):
    """Return the points as a table in HTML, since nbgrader's page gives tables of Markdown no room."""
    cells = [(f'<a href="#{name}">{title}</a>', _told(score), f"{points:g}") for name, title, score, points in rows]
    total = sum(score or 0 for _, _, score, _ in rows), sum(points for *_, points in rows)
    cells.append(tuple(f"<strong>{word}</strong>" for word in ("together", *(f"{number:g}" for number in total))))
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    head = "".join(f'<th scope="col">{word}</th>' for word in ("", "your points", "of"))
    return f'<table class="table" style="width:auto"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _told(score):
    return "to be graded" if score is None else f"{score:g}"


def _markdown(source, name):
    return v4.new_markdown_cell(source, id=name)


def _tidied(cell):
    """Return a cell without nbgrader's names for it, and behind it the comment of whoever graded."""
    about = cell.metadata.pop("nbgrader", {})
    if cell.cell_type == "code":
        hidden = rf"{assignment.BEGIN}.*?{assignment.END}"
        cell.source = re.sub(hidden, "", cell.source, flags=re.DOTALL).rstrip()
        for output in cell.outputs:
            _clean(output)
    if not about.get("comment"):
        return [cell]
    return [cell, _markdown(f"**Comment:** {about['comment']}", f"comment-{about['grade_id']}")]


def _wrapped(text):
    """Return lines of at most 100 characters, since a page does not break those of an output."""
    return "\n".join(textwrap.fill(line, 100, subsequent_indent=" " * 8) for line in text.splitlines())


def _clean(output):
    """Take the paths out of an output, and the traceback from what says all in its message."""
    if output.output_type == "error":
        whole = len(output.traceback) == 1  # what a check says, and no traceback
        output.traceback = [_wrapped(told) if whole else told for told in map(without_paths, output.traceback)]
        output.evalue = without_paths(output.evalue)
    elif output.output_type == "stream":
        output.text = without_paths(output.text)
    else:
        for kind in ("text/plain", "text/html"):
            if kind in output.get("data", {}):
                output.data[kind] = without_paths(output.data[kind])
