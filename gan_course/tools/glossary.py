"""The glossary in notebooks/README.md, and the links to it from where a notebook first uses a term."""

import re
from typing import NamedTuple

PAGE = "README.md"
_ENTRY = re.compile(
    r'^- <a id="(?P<anchor>[\w-]+)"></a>\*\*(?P<words>.+?)\*\*.*? \(\[(?P<number>\d\d)\]\(', re.MULTILINE
)
_LINK = re.compile(rf"\[([^\]]+)\]\({re.escape(PAGE)}#[\w-]+\)")
# What a link may not stand in: code, formulas, links, tags, headings, tables.
_CLOSED = re.compile(
    r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$]*\$|!?\[[^\]]*\](?:\([^)]*\))?|<[^>\n]+>|^#[^\n]*$|^\|[^\n]*$",
    re.DOTALL | re.MULTILINE,
)
# How a notebook says what the glossary calls otherwise: a regular expression.
_SAID = {
    "checkerboard": "checkerboard|boards?",
    "ema": "average of the weights|averaging the generator|moving average|average",
    "penalty": "gradient penalty|penalty",
    "wasserstein": "Wasserstein-1 distance|Wasserstein",
    "held-out": "held[- ]out",
    "truncation": "truncation trick|truncation",
    "latent": "latent|latents",
}


class Term(NamedTuple):
    """A term of the glossary: its anchor, its words, and the number of the notebook that explains it first."""

    anchor: str
    words: str
    number: str


def terms(text):
    """Return the terms of a glossary.

    >>> terms('- <a id="logit"></a>**logit** ([01](01_minimax_game.ipynb)). The logarithm of the odds.')
    [Term(anchor='logit', words='logit', number='01')]
    """
    return [Term(**found.groupdict()) for found in _ENTRY.finditer(text)]


def link(notebook, found):
    """Link the first use of each term in a notebook's Markdown, in place; links that are there are made anew.

    In the first cell only what stands before its list counts: the syllabus quotes the rest.

    Args:
        notebook: the node.
        found: the terms that it explains.

    Returns:
        The terms that it does not use.
    """
    cells = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    for cell in cells:
        cell.source = without_links(cell.source)
    return [term for term in found if not any(_link_first(cell, term, cell is cells[0]) for cell in cells)]


def _link_first(cell, term, before_list):
    """Link the first use of a term in a cell, or only before the list in it; return whether there is one."""
    end = re.search(r"^[-*] |\Z" if before_list else r"\Z", cell.source, re.MULTILINE).start()
    said = _SAID.get(term.anchor, re.escape(term.words).replace(r"\ ", r"\s+"))
    closed = [match.span() for match in _CLOSED.finditer(cell.source)]
    for match in re.finditer(rf"(?<![\w-])(?:{said})s?(?![\w-])", cell.source, re.IGNORECASE):
        if match.end() <= end and not any(start < match.end() and match.start() < end for start, end in closed):
            linked = f"[{match[0]}]({PAGE}#{term.anchor})"
            cell.source = cell.source[: match.start()] + linked + cell.source[match.end() :]
            return True
    return False


def without_links(source):
    """Return Markdown without its links to the glossary.

    >>> without_links("A [logit](README.md#logit) is in [01](01_minimax_game.ipynb).")
    'A logit is in [01](01_minimax_game.ipynb).'
    """
    return _LINK.sub(r"\1", source)
