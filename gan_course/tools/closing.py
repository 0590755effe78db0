"""The closing page, notebooks/MAP.md: questions with their notebooks and measurements, and bars for what comes next.

`gan-course syllabus` writes what stands between its comments, from the README's results, the cards of the shipped
weights and the tables of the experiments.
"""

import re
import statistics

from gan_course.experiments import responsible
from gan_course.tools.readme import rows as results

PAGE = "MAP.md"
GROUPS = {
    "The game: what it is, how it is played, with which networks.": ("01", "02", "03"),
    "Control: ask for a class, for a direction, for codes that nobody named.": ("04", "05", "11"),
    "Judgement: of pictures, of training, of copying, of bugs, and of what all this does to others.": (
        *("06", "07", "08", "09", "16"),
    ),
    "Beyond: a density, a picture to begin with, today's recipes, flows, sounds and tables, your own pictures.": (
        *("10", "12", "13", "14", "15", "17"),
    ),
}
# The measurement that answers a notebook's question, where that is not the first one of the README: how it begins.
TOLD_BY = {
    "02": "modes of the ring",
    "03": "FCD without labels",
    "05": "ten held-out digits",
    "08": "share of samples nearer",
    "12": "digits that the classifier reads",
    "13": "FCD of digits after 2,000 steps",
}


def measured(number, filled):
    """Return what a notebook measured as "what: the measurement", "–" where the README holds nothing of it.

    Args:
        number: of the notebook, as "03".
        filled: the README's rows, as `readme.rows.filled` returns them.

    >>> measured("05", [("05", "a slider", "3 ms", ""), ("05", "ten held-out digits, projected", "11 of 255", "")])
    'ten held-out digits, projected: 11 of 255'
    >>> measured("00", [])
    '–'
    """
    own = [(what, value) for source, what, value, _ in filled if source == number]
    told = [pair for pair in own if pair[0].startswith(TOLD_BY.get(number, ""))]
    return ": ".join(told[0]) if told else "–"


def table(found, filled):
    """Return the course as a Markdown table: a line a notebook, with its question and its measurement."""
    lines = [
        f"| {row.question} | [{row.name[:2]} {row.title}]({row.name}.ipynb) | {measured(row.name[:2], filled)} |"
        for row in found
    ]
    return "\n".join(["| question | notebook | measured |", "|---|---|---|", *lines])


def groups(found):
    """Return how the questions hang together as a Markdown list, a line a group."""
    by_number = {row.name[:2]: row for row in found}
    lines = []
    for words, numbers in GROUPS.items():
        name, _, rest = words.partition(": ")
        rows = [by_number[number] for number in numbers if number in by_number]
        links = ", ".join(f"[{row.name[:2]} {row.title}]({row.name}.ipynb)" for row in rows)
        lines.append(f"- **{name}:** {rest} {links}.")
    return "\n".join(lines)


def bars():
    """Return the numbers that the three projects start from, by the name of their place on the page."""
    from gan_utils.models.pretrained import pretrained_card

    scores = {name: pretrained_card(name)["scores"] for name in ("cgan", "clusters")}
    runs = [run for run in responsible.load()["runs"] if run["row"] == "hardened mark"]
    read = statistics.fmean(run["read"]["JPEG 50"][0] for run in runs)
    cost = statistics.fmean(after - before for before, after in (run["fcd"] for run in runs))
    copies = scores["clusters"]["share_nearer_to_training"]
    return {
        "unlabelled": f"FCD {scores['clusters']['fcd_against_held_out']:.1f} without a label; with labels "
        f"{scores['cgan']['fcd_against_held_out']:.1f}; share nearer to training digits {copies:.2f}",
        "signed": f"{read:.0%} of the bits after JPEG of quality 50, mean of {len(runs)} seeds, at an FCD that changes "
        f"by {cost:+.1f}",
    }


def written(text, found):
    """Return the text of notebooks/MAP.md with what is made between its comments.

    Args:
        text: of the page.
        found: the notebooks, as `syllabus.rows` returns them.
    """
    made = {"map": table(found, results.filled()), "groups": groups(found)}
    made |= {f"bar:{name}": f"- **So far:** {words}." for name, words in bars().items()}
    for name, block in made.items():
        place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = place.sub(lambda around, block=block: f"{around[1]}{block}\n{around[2]}", text)
    return text
