"""`make test` from its first line to its last: seconds, peak memory of all its processes, its own summary, its lanes.

The seconds of a lane are those of its tests, set-up included, added up; two tests run at a time, so all lanes together
take about twice the minutes of the whole. Peak memory counts what processes share once for each of them, a browser's
above all, so it can be more than the machine has.
"""

import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from benchmarks import course, measure

CHANGES = {
    2: "nine notebooks and what tests them are new",
    3: "a notebook runs twice where it ran three times, and six kernels look for leaks where twenty did",
}
# A lane: what it is, what runs it, and how the names of its tests begin; a test belongs to the first that fits.
LANES = (
    (
        "notebooks as a learner gets them, by nbval",
        "make test ARGS='tests/notebooks -k restart'",
        ("tests.notebooks.test_run.test_a_learner",),
    ),
    ("notebooks answered, with Colab's versions, by papermill", "make test-colab", ("tests.colab",)),
    (
        "notebooks besides",
        "make test ARGS='tests/notebooks tests/test_load.py'",
        ("tests.notebooks", "tests.test_load"),
    ),
    ("views in a browser", "make test ARGS=tests/browser", ("tests.browser",)),
    ("assignments", "make test ARGS=tests/assignments", ("tests.assignments",)),
    (
        "runs that are killed, and two processes that train together",
        "make test ARGS='-m kills'",
        ("tests.test_checkpoint_killed", "tests.test_training_machines"),
    ),
    (
        "exercises: answers right, wrong and planted",
        "make test ARGS='tests -k exercises'",
        ("tests.exercises", "tests.test_exercises"),
    ),
    ("experiments", "make test ARGS='tests -k experiments'", ("tests.test_experiments",)),
    ("benchmarks", "make test ARGS='tests -k benchmarks'", ("tests.test_benchmarks", "benchmarks.")),
    ("examples in docstrings", "make test ARGS='gan_utils gan_course'", ("gan_utils.", "gan_course.")),
    ("the rest of the library and the tools", "make test ARGS='-m \"not notebooks\"'", ("",)),
)


def run(quick=False):
    """Run every test, or with `quick` those of one module.

    Raises:
        RuntimeError: when a test fails, with the end of what pytest said.
    """
    print("tests: make test, for some half an hour", file=sys.stderr, flush=True)
    which = ["tests/test_profiles.py"] if quick else []
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "tests.xml"
        arguments = " ".join(["--durations=20", f"--junitxml={report}", *which])
        done = measure.run_alone(["make", "--no-print-directory", "test", f"ARGS={arguments}"])
        cases = [_case(case) for case in ElementTree.parse(report).iter("testcase")]
    lines = done["said"].splitlines()
    slowest = [line.split(maxsplit=2) for line in lines if line[:1].isdigit() and "s call " in line]
    return {
        "seconds": done["seconds"],
        "peak_memory": done["peak_memory"],
        "summary": next(line.strip("= ") for line in reversed(lines) if " passed" in line),
        "lanes": lanes(cases),
        "slowest": [{"seconds": float(seconds[:-1]), "test": test} for seconds, _, test in slowest],
    }


def _case(case):
    return f"{case.get('classname')}.{case.get('name')}", float(case.get("time"))


def lanes(cases):
    """Return what each lane costs, in the order of `LANES`, without those that have no test.

    Args:
        cases: pairs of a test's dotted name and its seconds.

    Returns:
        List of dictionaries of lane, command, tests and seconds.

    >>> found = lanes([("tests.browser.test_plane.test_it", 2.0), ("gan_utils.toy.ring", 0.5), ("tests.test_toy.a", 1)])
    >>> [(one["lane"], one["tests"], one["seconds"]) for one in found][:2]
    [('views in a browser', 1, 2.0), ('examples in docstrings', 1, 0.5)]
    """
    found = {lane: [] for lane, _, _ in LANES}
    for name, seconds in cases:
        lane = next(lane for lane, _, beginnings in LANES if name.startswith(beginnings))
        found[lane].append(seconds)
    return [
        {"lane": lane, "command": command, "tests": len(found[lane]), "seconds": round(sum(found[lane]), 1)}
        for lane, command, _ in LANES
        if found[lane]
    ]


def tables(result):
    """Return the tables of a result: (title, header, rows)."""
    whole = [[f"{result['seconds'] / 60:.1f}", course.memory(result["peak_memory"]), result["summary"]]]
    by_lane = [
        [one["lane"], f"`{one['command']}`", f"{one['tests']:,}", f"{one['seconds'] / 60:.1f}"]
        for one in result.get("lanes", ())
    ]
    slowest = [[one["test"].strip(), f"{one['seconds']:.0f}"] for one in result["slowest"]]
    lanes_table = (
        "What each lane of `make test` costs",
        ["lane", "command", "tests", "minutes of one worker"],
        by_lane,
    )
    return [
        ("make test", ["minutes", "peak memory, GB", "summary"], whole),
        *([lanes_table] if by_lane else []),  # an older result has none
        ("The slowest tests", ["test", "seconds"], slowest),
    ]
