"""The README's table of the five articles' systems: what each is, what was wrong in its program, and what it makes."""

import statistics

from gan_course.experiments import seeds
from gan_course.tools.readme.questions import link

SECTIONS = {
    "02": "02/Five systems out of five articles",
    "03": "03/Two of the five articles",
    "04": "04/The colour conditional GAN of an article",
}
SHOWN = {1: "03", 2: "02", 3: "02", 4: "03", 5: "02"}


def shown(row):
    """Return the number of the notebook that shows a row.

    >>> shown("1 DCGAN"), shown("4 colour conditional GAN")
    ('03', '04')
    """
    return "04" if "conditional" in row else SHOWN[seeds.ROWS[row].article]


def measured(runs):
    """Return what the runs of one row came to, in words: FCD of each seed, the raw generator's mean, and beside."""
    mean = lambda key: statistics.fmean(run[key] for run in runs)
    told = ", ".join(f"{run['fcd']:.0f}" for run in runs) + f" (raw {mean('raw_fcd'):.0f})"
    if "recognisable" in runs[0]:
        told += f"; {mean('recognisable'):.0%} recognisable"
    if "agreement" in runs[0]:
        told += "; colour as asked " + ", ".join(
            f"{run['agreement'][0]:.1%} (at least {run['agreement'][1]:.1%})" for run in runs
        )
    return told


def table():
    """Return the systems as a Markdown table, a row a system."""
    lines = [
        "| article's system | layers | distance, each seed | processor seconds | wrong in its program | shown in |",
        "|---|---|---|---|---|---|",
    ]
    for row, runs in seeds.by_row().items():
        seconds = statistics.fmean(run["processor_seconds"] for run in runs)
        wrong = seeds.WRONG[seeds.ROWS[row].article]
        cells = [
            row,
            seeds.SYSTEMS[row],
            measured(runs),
            f"{seconds:.0f}",
            wrong,
            link(SECTIONS[shown(row)], "notebooks/"),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
