"""How a figure is taken: in turns, several times, in a process of its own, with the machine named beside it."""

import json
import os
import platform
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent


def spread(values):
    """Return what the tables say of repeated measurements: the median, the lowest, the highest, and all of them.

    >>> spread([3.0, 1.0, 2.0])
    {'median': 2.0, 'low': 1.0, 'high': 3.0, 'values': [3.0, 1.0, 2.0]}
    """
    values = [float(value) for value in values]
    return {
        "median": statistics.median(values),
        "low": min(values),
        "high": max(values),
        "values": values,
    }


def text(spread, digits=1, unit=""):
    """Return "median (low to high)" of a `spread`, with a unit; of a single value, that alone.

    >>> text({"median": 2.0, "low": 1.0, "high": 3.04, "values": [1, 2, 3.04]}, 1, " ms")
    '2.0 ms (1.0 to 3.0)'
    >>> text({"median": -0.0001, "low": -0.01, "high": 0.01, "values": [-0.01, -0.0001, 0.01]}, 3)
    '0.000 (-0.010 to 0.010)'
    """
    rounded = {key: round(spread[key], digits) + 0.0 for key in ("median", "low", "high")}  # + 0.0: no "-0"
    low, high = (f"{rounded[key]:,.{digits}f}" for key in ("low", "high"))
    median = f"{rounded['median']:,.{digits}f}{unit}"
    return median if len(spread["values"]) == 1 else f"{median} ({low} to {high})"


def ratios(numerators, denominators):
    """Return the spread of the ratios of measurements that were taken in turns, pair by pair.

    >>> ratios([2.0, 6.0, 4.0], [1.0, 2.0, 2.0])["median"]
    2.0
    """
    return spread([a / b for a, b in zip(numerators, denominators, strict=True)])


def in_turns(candidates, repeats):
    """Measure every candidate once, then every one again, `repeats` times: what drifts then falls on all alike.

    Args:
        candidates: name -> function without arguments that returns one measurement, a float.
        repeats: how often.

    Returns:
        name -> list of `repeats` floats.

    >>> in_turns({"a": lambda: 1.0, "b": lambda: 2.0}, repeats=2)
    {'a': [1.0, 1.0], 'b': [2.0, 2.0]}
    """
    taken = {name: [] for name in candidates}
    for _ in range(repeats):
        for name, candidate in candidates.items():
            taken[name].append(float(candidate()))
    return taken


def processor():
    """Return the name of the processor, as the system gives it."""
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def machine():
    """Return what the figures depend on: processor, cores, memory, system, and the versions of what is measured."""
    from importlib import metadata

    return {
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": {name: metadata.version(name) for name in ("tensorflow", "keras", "numpy")},
        "date": time.strftime("%Y-%m-%d"),
    }


def commit(root=ROOT):
    """Return the commit that is checked out, with "and changes" where files differ from it; "" where git says nothing.

    >>> commit(root=Path.home().anchor)
    ''
    """
    ask = lambda *words: subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True).stdout
    try:
        return ask("rev-parse", "--short=7", "HEAD").strip() + (" and changes" if ask("status", "--porcelain") else "")
    except (OSError, subprocess.CalledProcessError):
        return ""


def timed(train, *arguments):
    """Return the seconds that a call takes."""
    began = time.perf_counter()
    train(*arguments)
    return time.perf_counter() - began


def after_the_first(fit, batches, **settings):
    """Return the seconds that a Keras `fit` takes from the end of its first step on: a `GAN` does that one alone."""
    import keras

    from gan_utils.training.executing import after_several

    ends = []

    class Clock(keras.callbacks.Callback):
        @after_several
        def on_train_batch_end(self, batch, logs=None):
            ends.append(time.perf_counter())

    fit(batches, callbacks=[Clock()], **settings)
    return ends[-1] - ends[0]


class Worker:
    """A process that measures when it is told to, so that things which cannot share one can take turns.

    The process reads one JSON object a line and answers each with one line of JSON; the first line that it writes
    by itself says that it is ready. What else it prints goes to standard error.

    Args:
        arguments: command line, such as [sys.executable, "-m", "benchmarks.throughput", "fit"].
        env: environment variables to set besides those of this process.

    Raises:
        RuntimeError: when the process ends before it answers, with the end of what it said.
    """

    def __init__(self, arguments, env=None):
        self.process = subprocess.Popen(
            [str(part) for part in arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"} | (env or {}),
        )
        self._said = []
        self._reader = threading.Thread(target=self._keep_what_it_says, daemon=True)
        self._reader.start()
        try:
            self.ready = self._answer()
        except RuntimeError:
            self.close()
            raise

    def _keep_what_it_says(self):
        for line in self.process.stderr:
            self._said.append(line)
            del self._said[:-50]

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            self._reader.join(5)
            raise RuntimeError(
                f"{' '.join(map(str, self.process.args[1:4]))} ended with {self.process.returncode} before it "
                f"answered: {''.join(self._said)[-2000:]}"
            )
        return json.loads(line)

    def ask(self, **request):
        """Send one request; return the answer."""
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def peak_memory(self):
        """Return the highest resident memory of the process so far, in bytes (Linux), or None."""
        try:
            for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
                if line.startswith("VmHWM"):
                    return int(line.split()[1]) * 1024
        except OSError:
            pass
        return None

    def close(self):
        """Have the process end."""
        self.process.stdin.close()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._reader.join(5)
        self.process.stdout.close()
        self.process.stderr.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def serve(handle, ready=None):
    """Be a `Worker`'s process: answer each request by `handle(**request)`, until there are no more.

    What the code prints meanwhile goes to standard error, since standard output carries the answers.
    """
    answers, sys.stdout = sys.stdout, sys.stderr
    print(json.dumps(ready), file=answers, flush=True)
    for line in sys.stdin:
        print(json.dumps(handle(**json.loads(line))), file=answers, flush=True)


def run_alone(arguments, env=None, timeout=None):
    """Run a command to its end; return its seconds, peak memory with its children's, and standard output.

    Peak memory is the highest sum of the resident memory of the process and its descendants, read ten times a
    second, in bytes. Pages that they share are counted once for each.

    Raises:
        RuntimeError: when the command fails, with the end of what it said.
    """
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"} | (env or {}),
    )
    peak = 0
    done = threading.Event()

    def watch():
        nonlocal peak
        while not done.wait(0.1):
            peak = max(peak, _memory_of(process.pid))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        said, _ = process.communicate(timeout=timeout)
    finally:
        done.set()
        if process.poll() is None:
            process.kill()
            process.wait()
    seconds = time.perf_counter() - began
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, arguments))} ended with {process.returncode}: {said[-2000:]}")
    return {"seconds": seconds, "peak_memory": peak, "said": said}


def _memory_of(pid):
    total = 0
    try:
        root = psutil.Process(pid)
        for process in [root, *root.children(recursive=True)]:
            try:
                total += process.memory_info().rss
            except psutil.Error:
                continue
    except psutil.Error:
        pass
    return total
