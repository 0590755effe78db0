"""`make test` from its first line to its last: seconds, peak memory of all its processes, and its own summary."""

import sys

from benchmarks import course, measure

CHANGES = {2: "nine notebooks and what tests them are new"}


def run(quick=False):
    """Run every test, or with `quick` those of one module.

    Raises:
        RuntimeError: when a test fails, with the end of what pytest said.
    """
    print("tests: make test, for some half an hour", file=sys.stderr, flush=True)
    which = ["tests/test_profiles.py"] if quick else []
    arguments = " ".join(["--durations=20", *which])
    done = measure.run_alone(["make", "--no-print-directory", "test", f"ARGS={arguments}"])
    lines = done["said"].splitlines()
    slowest = [line.split(maxsplit=2) for line in lines if line[:1].isdigit() and "s call " in line]
    return {
        "seconds": done["seconds"],
        "peak_memory": done["peak_memory"],
        "summary": lines[-1].strip("= "),
        "slowest": [{"seconds": float(seconds[:-1]), "test": test} for seconds, _, test in slowest],
    }


def tables(result):
    """Return the tables of a result: (title, header, rows)."""
    whole = [[f"{result['seconds'] / 60:.1f}", course.memory(result["peak_memory"]), result["summary"]]]
    slowest = [[one["test"].strip(), f"{one['seconds']:.0f}"] for one in result["slowest"]]
    return [
        ("make test", ["minutes", "peak memory, GB", "summary"], whole),
        ("The slowest tests", ["test", "seconds"], slowest),
    ]
