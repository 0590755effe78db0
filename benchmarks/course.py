"""What whole notebooks cost: each in a process of its own with its kernel, seconds and peak memory of both together.

Seconds are those that `gan-course run` prints: from the start of the kernel to the end of the last cell, TensorFlow's
import included. The executed copies and pages go to a temporary folder.
"""

import json
import sys
import tempfile

from benchmarks import measure

# Prints what `gan-course run` prints, then the seconds as JSON.
ONE = """\
import json, sys
from gan_course.tools import run
name, profile, folder, build = sys.argv[1:]
(run,) = run.run_course([name], profile, folder, build)
if run.error:
    sys.exit(1)
print(json.dumps(run.seconds))
"""


def measured(profile, names=(), folder=None, kept=None):
    """Run notebooks one after the other; return name -> {"seconds", "peak_memory" in bytes, "sources": their hash}.

    Args:
        profile: "smoke" or "laptop".
        names: numbers or names, as for `notebooks.find`; all by default.
        folder: where the notebooks are, `notebooks/` by default.
        kept: what an earlier call returned; a notebook with the same sources is not run again.

    Raises:
        RuntimeError: when a notebook fails, with its error.
    """
    from gan_course.tools import notebooks

    found = {}
    for path in notebooks.find(names, folder):
        sources = notebooks.source_hashes(notebooks.read(path))["code"]
        earlier = (kept or {}).get(path.stem, {})
        if earlier.get("sources") == sources:
            found[path.stem] = earlier
            continue
        print(f"course: {path.stem} at {profile}", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory() as build:
            one = [sys.executable, "-c", ONE, path.stem, profile, path.parent, build]
            done = measure.run_alone(one)
        seconds = json.loads(done["said"].splitlines()[-1])
        found[path.stem] = {"seconds": seconds, "peak_memory": done["peak_memory"], "sources": sources}
    return found


def table(title, found):
    """Return (title, header, rows) of what `measured` found, the sum of the seconds in the last row."""
    rows = [[name, f"{one['seconds']:.0f}", memory(one["peak_memory"])] for name, one in found.items()]
    seconds, peak = ([one[key] for one in found.values()] for key in ("seconds", "peak_memory"))
    rows.append(["together", f"{sum(seconds):.0f}", memory(max(peak))])
    return title, ["notebook", "seconds", "peak memory, GB"], rows


def memory(size):
    """Return bytes as GB in text.

    >>> memory(1_234_000_000)
    '1.23'
    """
    return f"{size / 1e9:.2f}"
