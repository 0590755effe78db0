"""Every notebook at laptop, as learners run it: seconds and peak memory of each; see `benchmarks.course`.

A notebook whose cells have not changed since it was measured, on the same machine with the same versions, keeps its
figures: one more notebook costs its own minutes, not those of the whole course. To measure all of them anew, remove
`benchmarks/results/course_laptop.json`.
"""

import json

from benchmarks import course, measure

RESULT = measure.ROOT / "benchmarks" / "results" / "course_laptop.json"


def run(quick=False, result=RESULT):
    """Run the notebooks that have no figures yet at laptop, or with `quick` the first alone.

    Args:
        result: the file of the last measurement, whose figures are kept where they still hold.
    """
    return course.measured("laptop", ["00"]) if quick else course.measured("laptop", kept=still_valid(result))


def still_valid(result):
    """Return name -> figures of the last measurement, {} if that was made on another machine or is not there."""
    if not result.exists():
        return {}
    last = json.loads(result.read_text(encoding="utf-8"))
    here = measure.machine()
    return last["result"] if all(last["machine"].get(key) == here[key] for key in here if key != "date") else {}


def tables(result):
    """Return the table of a result: (title, header, rows)."""
    return [course.table("The course at laptop", result)]
