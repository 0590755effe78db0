"""Results as files: one JSON a part, the figures, and a page of Markdown whose main rows the README includes."""

import importlib
import json
import sys
import time

from benchmarks import headlines, measure
from gan_utils import _files

PARTS = {
    "throughput": "benchmarks.throughput",
    "tries": "benchmarks.tries",
    "quality": "benchmarks.quality",
    "quality_60000": "benchmarks.quality_60000",
    "slider": "benchmarks.slider",
    "plane": "benchmarks.plane",
    "start": "benchmarks.start",
    "growth": "benchmarks.growth",
    "course_laptop": "benchmarks.course_laptop",
    "tests": "benchmarks.tests_time",
}
LONG = ("quality_60000", "course_laptop", "tests")
DEFAULT = [name for name in PARTS if name not in LONG]
FOLDER = measure.ROOT / "benchmarks" / "results"
QUICK_FOLDER = measure.ROOT / "build" / "bench"
PAGE = "README.md"
HEADLINES = "headlines.md"  # what the README includes: `gan-course readme`


def measure_part(name, folder, quick=False):
    """Run one part and write its JSON, with the machine and the date."""
    print(f"{name} …", file=sys.stderr, flush=True)
    began = time.perf_counter()
    module = importlib.import_module(PARTS[name])
    found = {"machine": measure.machine(), "commit": measure.commit(), "state": state_of(module), "quick": quick}
    found["result"] = module.run(quick=quick)
    found["seconds"] = round(time.perf_counter() - began, 1)
    folder.mkdir(parents=True, exist_ok=True)
    with _files.replacing(folder / f"{name}.json") as temporary:
        temporary.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"{name}: {found['seconds']:.0f} s", file=sys.stderr, flush=True)


def state_of(module):
    """Return the number of the state of a part's code: 1, or that of the last of its `CHANGES` that move a figure."""
    return max(getattr(module, "CHANGES", {}), default=1)


def outdated(name, one):
    """Return what has changed since a part was measured, sentences without a full stop; empty when nothing has."""
    changes = getattr(importlib.import_module(PARTS[name]), "CHANGES", {})
    return [what for number, what in sorted(changes.items()) if number > one.get("state", 1)]


def load(folder=FOLDER):
    """Return name -> what `measure_part` wrote, for the parts that are there, in the order of `PARTS`."""
    paths = {name: folder / f"{name}.json" for name in PARTS}
    return {name: json.loads(path.read_text(encoding="utf-8")) for name, path in paths.items() if path.exists()}


def markdown(title, header, rows):
    """Return a table.

    >>> print(markdown("Speed", ["system", "ms"], [["ours", "20"]]))
    ### Speed
    <BLANKLINE>
    | system | ms |
    |---|---|
    | ours | 20 |
    """
    lines = [f"### {title}", "", "| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def described(machine):
    """Return a machine in one sentence."""
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    return (
        f"{machine['cores']} cores of {machine['processor']}, {machine['memory_gib']} GiB, {machine['system']}, "
        f"Python {machine['python']}, {versions}, {machine['date']}"
    )


def page(found):
    """Return the page of all results: what each part measures, on which machine, and its tables."""
    parts = [
        "# What the benchmark measured",
        "Written by `make bench` (`python -m benchmarks --report` writes it anew from the JSON files). Repeats take "
        "turns in one run; a figure is the median, with the lowest and the highest in brackets.",
    ]
    for name, one in found.items():
        module = importlib.import_module(PARTS[name])
        parts.append(f"## {name.replace('_', ' ')}")
        parts.append(module.__doc__.strip())
        quick = "Quick and rough. " if one["quick"] else ""
        at = f", at commit {one['commit']}" if one.get("commit") else ""
        parts.append(f"{quick}Took {one['seconds']:.0f} s. Machine: {described(one['machine'])}{at}.")
        changes = "; ".join(outdated(name, one))
        if changes:
            parts.append(f"**Measured by an earlier state of the code.** Since then: {changes}.")
        if hasattr(module, "picture"):
            parts.append(f"![{module.__doc__.strip().splitlines()[0]}]({name}.png)")
        parts += [markdown(*table) for table in module.tables(one["result"])]
    return "\n\n".join(parts) + "\n"


def write(folder=FOLDER):
    """Write the page and the figures of the results in a folder."""
    from gan_utils import plotting

    found = load(folder)
    for name, one in found.items():
        module = importlib.import_module(PARTS[name])
        if hasattr(module, "picture"):
            with _files.replacing(folder / f"{name}.png") as temporary:
                temporary.write_bytes(plotting.to_png(module.picture(one["result"]), dpi=100))
    with _files.replacing(folder / PAGE) as temporary:
        temporary.write_text(page(found), encoding="utf-8")
    with _files.replacing(folder / HEADLINES) as temporary:
        temporary.write_text(headlines.table(found, outdated), encoding="utf-8")
