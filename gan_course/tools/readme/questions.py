"""The page notebooks/QUESTIONS.md: what articles say and learners ask, the right answer, and where it is shown."""

import functools
import json
import re
import statistics
import tomllib
import urllib.parse
from pathlib import Path

from gan_course import results
from gan_course.tools import notebooks
from gan_utils import _files

FILE = Path(__file__).with_name("questions.toml")
PAGE = "notebooks/QUESTIONS.md"
HEADS = {"articles": "## What articles say", "learners": "## What learners ask"}
OPENING = """\
# Questions, and where the answers are shown

Advice that introductions to GANs give, and questions that learners ask again and again, each with its answer in a
sentence or two. Every number is read from what a notebook recorded or from a table in `data/results`: follow the link
and run it. An FCD is that of 2,000 samples to the 1,000 held-out digits, unless the notebook says otherwise. "Cannot
tell" is a verdict: three seeds are not enough to call two rows different.

`gan-course readme` writes this page from `gan_course/tools/readme/questions.toml`.
"""
HEADING = re.compile(r"^#{1,4} +(?:\d+ *[.·] *)?(.+?) *$", re.MULTILINE)


class Each(list):
    """Numbers that are all shown, each formatted alike.

    >>> f"{Each([0.681, 0.76]):.0%}"
    '68%, 76%'
    """

    def __format__(self, spec):
        return ", ".join(format(value, spec) for value in self)


def questions():
    """Return what the file holds: a list of dictionaries of by, said, answer, shown and, in most, numbers."""
    with open(FILE, "rb") as file:
        return tomllib.load(file)["question"]


def value(source, *keys):
    """Return a number, or a word, that a notebook recorded or a table in data/results holds.

    Args:
        source: a notebook's number, or the name of a table.
        keys: of what was recorded, names and positions, one within the other; of a table a row and a key of its runs.
            Of a list the mean is taken, unless the last key is "each" or "count".

    Raises:
        ValueError: for a key that is not there, naming it.
    """
    keys, take = (keys[:-1], keys[-1]) if keys[-1] in ("each", "count") else (keys, "mean")
    try:
        if source.isdigit():
            found = _within(results.recorded(_notebook(notebooks.find([source])[0])), keys)
        else:
            row, *rest = keys
            found = [_within(run, rest) for run in _runs(source)[row]]
    except (KeyError, IndexError) as error:
        raise ValueError(f"{source} has no {' / '.join(map(str, keys))}: {error} is not there") from None
    if not isinstance(found, list):
        return found
    return {"each": Each, "count": len, "mean": statistics.fmean}[take](found)


def _within(found, keys):
    for key in keys:
        found = found[key]
    return found


def _runs(name):
    found = {}
    for run in json.loads((_files.data_dir() / "results" / f"{name}.json").read_text(encoding="utf-8"))["runs"]:
        found.setdefault(run["row"], []).append(run)
    return found


def _notebook(path):
    return _read_once(path, path.stat().st_mtime_ns)


@functools.lru_cache
def _read_once(path, written):
    return notebooks.read(path)


def headings(path):
    """Return the headings of a notebook, in order: [(as it stands, without its number), …]."""
    texts = (cell.source for cell in _notebook(path).cells if cell.cell_type == "markdown")
    return [(match[0].lstrip("# ").rstrip(), match[1]) for text in texts for match in HEADING.finditer(text)]


def link(where, folder=""):
    """Return a Markdown link to a notebook, or to a section of it; "Not shown yet" where there is no such notebook.

    Args:
        where: a notebook's number, or that, a slash, and how a heading begins.
        folder: of the notebooks, as seen from the page that links, such as "notebooks/".

    Raises:
        ValueError: when no heading of the notebook begins so.

    >>> link("01/Does the game ever end")
    '[01, Does the game ever end?](01_minimax_game.ipynb#8.-Does-the-game-ever-end%3F)'
    """
    number, _, start = where.partition("/")
    found = sorted(notebooks.FOLDER.glob(f"{number}_*.ipynb"))
    if not found:
        return "Not shown yet"
    titles = headings(found[0])
    if not start:
        return f"[{number}, {titles[0][1]}]({folder}{found[0].name})"
    matching = [(whole, bare) for whole, bare in titles if bare.startswith(start)]
    if not matching:
        raise ValueError(f"{found[0].name} has no heading that begins with {start!r}: correct {FILE.name}")
    whole, bare = matching[0]
    plain = re.sub(r" \(\d+ points?\)$", "", bare)
    return f"[{number}, {plain}]({folder}{found[0].name}#{urllib.parse.quote(whole.replace(' ', '-'), safe='-.,')})"


def page():
    """Return the page as Markdown, all numbers and links filled in."""
    parts = [OPENING]
    for by, head in HEADS.items():
        parts.append(f"{head}\n\n| what is said | what is right | shown in |\n|---|---|---|")
        for question in questions():
            if question["by"] != by:
                continue
            numbers = {name: value(*keys) for name, keys in question.get("numbers", {}).items()}
            links = ", ".join(dict.fromkeys(map(link, question["shown"])))
            parts.append(f"| {question['said']} | {question['answer'].format(**numbers)} | {links} |")
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"
