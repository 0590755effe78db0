"""Makes a page of feedback readable: points by exercise, and nothing of the machine that graded."""

import re

from nbconvert.preprocessors import Preprocessor
from nbformat import v4
from traitlets import Bool

from gan_course.tools.assign import assignment

_GRADED = re.compile(r"(?P<kind>[qe])(?P<number>\d+)-(hidden-test|answer)(-(?P<part>\w+))?$")
_ANSI = re.compile(r"(\x1b\[[0-9;]*m)")
# A path of two folders or more, not part of an address or a word; of it the last name stays.
_PATH = re.compile(r"(?<![\w.:/\\~])(?:~|[A-Za-z]:)?[/\\](?:[^\s/\\:\"'<>|]+[/\\])+(?P<last>[^\s/\\:\"'<>|,)]*)")
_CELL = re.compile(r"(?:[^\s\"']*[/\\])?ipykernel_\d+[/\\]\d+\.py")


class TidyFeedback(Preprocessor):
    """A step after `GetGrades` among nbgrader's `GenerateFeedback.preprocessors`."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb, resources):
        """Return the notebook with a table of points on top, and `resources` as they are."""
        rows = [row for cell in nb.cells if (row := _row(cell))]
        made = []
        for cell in nb.cells:
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


def _row(cell):
    """Return (name, title, score, points) of a cell that gives points, else None."""
    about = cell.metadata.get("nbgrader", {})
    found = _GRADED.match(about.get("grade_id", ""))
    if not (about.get("grade") and found):
        return None
    name = found["kind"] + found["number"]
    return name, _title(name, found["part"]), about.get("score") or 0, about.get("points") or 0


def _table(rows):
    total = f"| **together** | **{sum(row[2] for row in rows):g}** | **{sum(row[3] for row in rows):g}** |"
    lines = [f"| [{title}](#{name}) | {score:g} | {points:g} |" for name, title, score, points in rows]
    return "\n".join(["| | your points | of |", "|---|---|---|", *lines, total])


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


def _clean(output):
    """Take the paths out of an output, and the traceback from what says all in its message."""
    if output.output_type == "error":
        output.traceback = [without_paths(line) for line in output.traceback]
        output.evalue = without_paths(output.evalue)
    elif output.output_type == "stream":
        output.text = without_paths(output.text)
    else:
        for kind in ("text/plain", "text/html"):
            if kind in output.get("data", {}):
                output.data[kind] = without_paths(output.data[kind])
