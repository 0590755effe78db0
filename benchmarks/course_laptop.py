"""Every notebook at laptop, as learners run it: seconds and peak memory of each; see `benchmarks.course`."""

from benchmarks import course


def run(quick=False):
    """Run all notebooks at laptop, or with `quick` the first alone."""
    return course.measured("laptop", ["00"] if quick else [])


def tables(result):
    """Return the table of a result: (title, header, rows)."""
    return [course.table("The course at laptop", result)]
