"""`gan-course syllabus`: hours, outcomes and weeks in notebooks/README.md, and the map in MAP.md, from the notebooks.

Reading times, prerequisites and outcomes are what each notebook says of itself in its first cell; running times were
measured; points are those of the exercises.
"""

import json
import re
from typing import NamedTuple

from gan_course import exercises, quiet
from gan_course.tools import closing, glossary, notebooks, render
from gan_course.tools.readme import TIMES, rounded
from gan_utils import _files

MINUTES_A_POINT, MINUTES_OPEN = 6, 30  # "an hour more with the exercises", says a notebook of ten points
WORDS = {"five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "half an hour": 30}

# weeks: what each week is for, and the notebooks that it takes.
PLANS = {
    6: [
        ("set-up; the game on paper", ("00", "01")),
        ("the training step", ("02",)),
        ("convolutions", ("03",)),
        ("control, and the latent space", ("04", "05")),
        ("measuring, and repairing", ("06", "07")),
        ("copying; the capstone is handed in", ("08",)),
    ],
    12: [
        ("set-up", ("00",)),
        ("the game on paper", ("01",)),
        ("the training step", ("02",)),
        ("convolutions", ("03",)),
        ("control", ("04",)),
        ("the latent space; essay", ("05",)),
        ("measuring", ("06",)),
        ("why training fails", ("07",)),
        ("copying", ("08",)),
        ("capstone: question, data and plan", ()),
        ("capstone: runs, three seeds at least", ()),
        ("capstone: report, and another group's report refereed", ()),
    ],
}


class Row(NamedTuple):
    """A notebook in the syllabus.

    Attributes:
        name: of its file.
        title, question: as its first cell has them.
        read: minutes to read it.
        run: in words, as measured.
        tasks: how many exercises it has.
        points: of its exercises together.
        before, after: what to know before, what one can do afterwards.
    """

    name: str
    title: str
    question: str
    read: int
    run: str
    tasks: int
    points: int
    before: str
    after: str

    @property
    def do(self):
        """Minutes for the exercises and the open task."""
        return MINUTES_A_POINT * self.points + MINUTES_OPEN


def rows(folder=None):
    """Return the notebooks of the course as `Row`, in reading order.

    Args:
        folder: where they are; `notebooks/` of this repository by default.

    Raises:
        ValueError: for a notebook whose first cell does not say what a syllabus needs.
    """
    measured = json.loads((notebooks.ROOT / TIMES).read_text(encoding="utf-8"))["result"]
    return [_row(path, measured) for path in notebooks.find((), folder)]


def _row(path, measured):
    text = glossary.without_links(notebooks.without_badge(notebooks.read(path).cells[0].source))
    title = re.search(r"^# \d+ · (.+)$", text, re.MULTILINE)
    question = re.search(r"^\*\*(.+\?)\*\*", text, re.MULTILINE)
    after, before = _item(text, "Afterwards you can"), _item(text, "Before you start", "Before this")
    if not (title and question and after and before):
        raise ValueError(f"the first cell of {path.name} lacks its title, its question, what comes before or after")
    run = rounded(measured[path.stem]["seconds"]) if path.stem in measured else "–"
    found = exercises.of(path.stem)
    points = sum(exercise.points for exercise in found)
    return Row(path.stem, title[1], question[1], minutes(text), run, len(found), points, before, after)


def _item(text, *heads):
    """Return what stands behind one of the heads of the list in a first cell, on one line, "" where none is there."""
    found = re.search(rf"^[-*] \*\*(?:{'|'.join(heads)})[.:]?\*\*:? *(.+?)(?=\n[-*] \*\*|\n\n|\Z)", text, re.M | re.S)
    return " ".join(found[1].split()).rstrip(".") if found else ""


def minutes(text):
    """Return the minutes of reading that a notebook's first cell claims.

    Raises:
        ValueError: where it claims none.

    >>> minutes("- **Time.** Reading: about ten minutes. Running on two cores: about half a minute.")
    10
    >>> minutes("* **Time:** about 35 minutes to read, an hour more with the exercises; under a minute to run.")
    35
    """
    line = next((line for line in text.splitlines() if re.search(r"\bread", line, re.I) and "minute" in line), "")
    found = re.search(rf"(\d+|{'|'.join(WORDS)}) minutes", line)
    if not found:
        raise ValueError("the first cell of a notebook says how long reading takes, as in 'Reading: about 25 minutes'")
    return int(found[1]) if found[1].isdigit() else WORDS[found[1]]


def hours(number):
    """Return minutes as hours, to the next quarter.

    >>> hours(100), hours(120), hours(8)
    ('1¾ h', '2 h', '¼ h')
    """
    quarters = -(-number // 15)
    whole, part = divmod(quarters, 4)
    return f"{whole or ''}{('', '¼', '½', '¾')[part]} h"


def table(found):
    """Return the hours of the course as a Markdown table."""
    lines = [
        f"| [{row.name[:2]} {row.title}]({row.name}.ipynb) | {row.question} | {hours(row.read)} | {row.run} | "
        f"{row.tasks} | {row.points} | {hours(row.do)} |"
        for row in found
    ]
    read, do = (sum(getattr(row, field) for row in found) for field in ("read", "do"))
    tasks, points = (sum(getattr(row, field) for row in found) for field in ("tasks", "points"))
    total = f"| **together** | | **{hours(read)}** | | **{tasks}** | **{points}** | **{hours(do)}** |"
    head = ["| notebook | question | to read | to run | exercises | points | to do |", "|---|---|---|---|---|---|---|"]
    return "\n".join([*head, *lines, total])


def outcomes(found):
    """Return what to know before each notebook and what one can do after it, as a Markdown list."""
    return "\n".join(
        f"- **[{row.name[:2]} {row.title}]({row.name}.ipynb).** *Before:* {row.before}. "
        f"*Afterwards you can* {row.after}."
        for row in found
    )


def plan(found, weeks):
    """Return a term plan as a Markdown table: what each week is for, its notebooks, and their hours."""
    by_number = {row.name[:2]: row for row in found}
    lines = []
    for week, (what, numbers) in enumerate(PLANS[weeks], 1):
        chosen = [by_number[number] for number in numbers]
        links = ", ".join(f"[{row.name[:2]}]({row.name}.ipynb)" for row in chosen) or "–"
        time = hours(sum(row.read + row.do for row in chosen)) if chosen else "–"
        lines.append(f"| {week} | {what} | {links} | {time} |")
    return "\n".join(["| week | for | notebooks | hours |", "|---|---|---|---|", *lines])


def written(text, found):
    """Return the text of notebooks/README.md with what is made from the notebooks between its comments."""
    made = {"hours": table(found), "outcomes": outcomes(found)}
    made |= {f"weeks:{weeks}": plan(found, weeks) for weeks in PLANS}
    for name, block in made.items():
        place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = place.sub(lambda around, block=block: f"{around[1]}{block}\n{around[2]}", text)
    return text


def link(folder=None, say=print):
    """Write into each notebook what its exercises are worth, and links to the glossary; nothing is run.

    Args:
        folder: where the notebooks are; `notebooks/` of this repository by default.
        say: called with one line a notebook that changed, or that lacks a term.

    Returns:
        The names of the notebooks that changed.
    """
    paths = notebooks.find((), folder)
    terms = glossary.terms((paths[0].parent / "README.md").read_text(encoding="utf-8"))
    changed = []
    for path in paths:
        notebook = notebooks.read(path)
        before = [cell.source for cell in notebook.cells]
        for exercise in exercises.of(path.stem):
            for cell in notebook.cells:
                if cell.get("id") == f"{exercise.name}-statement":
                    cell.source = priced(cell.source, exercise.points)
        for term in glossary.link(notebook, [term for term in terms if term.number == path.stem[:2]]):
            say(f"{path.stem} nowhere says {term.words!r}")
        if before != [cell.source for cell in notebook.cells]:
            notebooks.write(notebook, path)
            changed.append(path.stem)
    if changed:
        render.render(changed, prose_only=True, folder=folder, say=say)
    return changed


def priced(statement, points):
    """Return the statement of an exercise with its points at the end of its title.

    >>> priced("### Exercise 1 · R1 (3 points)\\n\\nFinish…", 2)
    '### Exercise 1 · R1 (2 points)\\n\\nFinish…'
    >>> priced("**Exercise 2: a value.** A warm-up.", 1)
    '**Exercise 2: a value (1 point).** A warm-up.'
    """
    title, *rest = re.sub(r"\A([^\n]*?) \(\d+ points?\)", r"\1", statement).split("\n")
    worth = f" ({points} point{'' if points == 1 else 's'})"
    if title.startswith("**"):
        title = "**" + re.sub(r"\.?\*\*", lambda end: worth + end[0], title[2:], count=1)
    else:
        title += worth
    return "\n".join([title, *rest])


def arguments(parser):
    """Add the command's arguments."""
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the syllabus is not up to date")
    parser.add_argument(
        "--notebooks", action="store_true", help="write points and links to the glossary into the notebooks"
    )


def main(options):
    """Write the tables of the syllabus and of the closing page, or check them."""
    quiet.import_tensorflow()  # the exercises of later notebooks need it
    if options.notebooks:
        link()
    found = rows()
    path = notebooks.FOLDER / "README.md"
    old = path.read_text(encoding="utf-8")
    new = written(old, found)
    changed = _kept(path, old, new, options.check)
    page = notebooks.FOLDER / closing.PAGE
    old = page.read_text(encoding="utf-8")
    changed |= _kept(page, old, closing.written(old, found), options.check)
    return int(options.check and changed)


def _kept(path, old, new, check):
    """Write a page where it changed, unless it is only checked; say what was done, and return whether it changed."""
    if new != old and not check:
        with _files.replacing(path) as temporary:
            temporary.write_text(new, encoding="utf-8")
    late = "not up to date: run `gan-course syllabus`" if check else "written"
    print(f"{path.name}: {'up to date' if new == old else late}")
    return new != old
