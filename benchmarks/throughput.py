"""How many images a second the same networks learn from, in `GAN.fit` and in other people's loops.

Two pairs of networks, the course's (notebook 03) and that of TensorFlow's DCGAN tutorial, at batches of 64 and 256.
Each system trains them for most of a second at a time, all in turns, again and again. The first call, which traces or
compiles, is not counted, nor is the first step of each later call of a `fit`, with all that `fit` begins with:

- our `fit`: D's stage and G's, each on noise of its own, with the history of every step; as it is by default on a CPU;
- our `fit` with `share_fakes`: G learns from the fakes that D has just seen, but D sees them anew;
- our `fit` with `simultaneous`: one forward pass of each network for both updates, as in the next;
- the tutorial's loop: one forward pass of each network for both updates, so less arithmetic than the first two;
- Keras' `fit`: a `train_step` as Keras' examples write it, one pass of D over generated and real images;
- PyTorch, eager and compiled: the same two stages as ours, with images and kernels channels last and no gradients of
  D's weights in G's stage, in an environment of its own.

The share of the matrix-product rate is the arithmetic of the dense and convolutional layers alone, two operations a
product and none for zero padding, over the seconds of a step, over the rate at which TensorFlow multiplies 2048×2048
float32 matrices here, measured in the same turns.
"""

import itertools
import os
import sys
import time
from pathlib import Path

from benchmarks import measure

CHANGES = {
    2: "PyTorch keeps channels last and spares the gradients of D's weights in G's stage; before, it did neither",
    3: "`fit` with `share_fakes` is new",
    4: "`fit` with `simultaneous` is new",
    5: "several steps of our `fit` are one call of TensorFlow",
}
NETWORKS, BATCHES = ("course", "tutorial"), (64, 256)
OURS, SHARED, AT_ONCE = "our fit", "our fit, shared fakes", "our fit, simultaneous"
LOOP, KERAS = "tutorial's loop", "Keras' fit"
WAYS = {OURS: {}, SHARED: {"share_fakes": True}, AT_ONCE: {"simultaneous": True}}
"""What our `fit` is compiled with besides."""
TORCH = ("PyTorch eager", "PyTorch compiled")
NO_TORCH = "PyTorch was not measured: `make bench-torch` builds an environment with it, in `.venv-torch`."


def torch_python():
    """Return the Python that has PyTorch, or None: $BENCH_TORCH, or the one in `.venv-torch`."""
    path = Path(os.environ.get("BENCH_TORCH") or measure.ROOT / ".venv-torch" / "bin" / "python")
    return path if path.exists() else None


def run(quick=False):
    """Measure every system on every pair and batch; return milliseconds a step, and ratios pair by pair."""
    result = {"pairs": []}
    if torch_python() is None:
        print(f"throughput: {NO_TORCH}", file=sys.stderr)
        result["notice"] = NO_TORCH
    for networks, batch in list(itertools.product(NETWORKS, BATCHES))[: 1 if quick else None]:
        result["pairs"].append(_pair(networks, batch, *((2, 0.5) if quick else (5, 0.8))))
    return result


def _pair(networks, batch, repeats, seconds):
    ours = measure.Worker([sys.executable, "-m", "benchmarks.throughput_process", networks, batch])
    theirs = None
    if torch_python() is not None:
        theirs = measure.Worker([torch_python(), "-m", "benchmarks.peers.torch_gan", networks, batch])
        if theirs.ready["parameters"] != ours.ready["parameters"]:
            raise AssertionError(
                f"the {networks} networks have {ours.ready['parameters']} parameters in Keras and "
                f"{theirs.ready['parameters']} in PyTorch: they must be the same networks"
            )
    workers = dict.fromkeys((*WAYS, LOOP, KERAS), ours) | (dict.fromkeys(TORCH, theirs) if theirs else {})
    try:
        return _measured(networks, batch, workers, repeats, seconds)
    finally:
        for worker in filter(None, (ours, theirs)):
            worker.close()


def _measured(networks, batch, workers, repeats, seconds):
    steps, first = {}, {}
    for name, worker in list(workers.items()):
        try:
            began = time.perf_counter()
            worker.ask(system=name, steps=2)
            first[name] = time.perf_counter() - began
        except RuntimeError as error:  # torch.compile needs a C++ compiler
            print(f"throughput: {name} does not run here: {error}", file=sys.stderr)
            del workers[name]
            continue
        steps[name] = max(4, round(seconds / (worker.ask(system=name, steps=4) / 4)))
    ask = lambda name: 1000 * workers[name].ask(system=name, steps=steps[name]) / steps[name]
    worker, product = workers[OURS], "matrix product"
    candidates = {name: lambda name=name: ask(name) for name in workers}
    candidates[product] = lambda: worker.ask(system=product, steps=0)
    taken = measure.in_turns(candidates, repeats)
    rates = taken.pop(product)
    milliseconds = {name: measure.spread(values) for name, values in taken.items()}
    print(
        f"throughput: {networks} networks, batch {batch}: "
        + ", ".join(f"{name} {one['median']:.1f} ms" for name, one in milliseconds.items()),
        file=sys.stderr,
    )
    return {
        "networks": networks,
        "batch": batch,
        "parameters": worker.ready["parameters"],
        "milliseconds": milliseconds,
        "first_call_seconds": first,
        "steps": steps,
        "faster_than": {
            way: {name: measure.ratios(values, taken[way]) for name, values in taken.items() if name != way}
            for way in WAYS
        },
        "gflop_a_step": worker.ready["gflop"],
        "matrix_product_gflop_a_second": measure.spread(rates),
    }


def share(pair, name):
    """Return what part of the matrix-product rate a system reaches in its dense and convolutional layers."""
    rate = 1000 * pair["gflop_a_step"][name] / pair["milliseconds"][name]["median"]
    return rate / pair["matrix_product_gflop_a_second"]["median"]


def tables(result):
    """Return the tables of a result: (title, header, rows)."""
    rows = []
    for pair in result["pairs"]:
        for name, one in pair["milliseconds"].items():
            rows.append(
                [
                    pair["networks"],
                    str(pair["batch"]),
                    name,
                    f"{1000 * pair['batch'] / one['median']:,.0f}",
                    measure.text(one, 1),
                    *(measure.text(one[name], 2) if name in one else "" for one in pair["faster_than"].values()),
                    f"{share(pair, name):.0%}" if name in pair["gflop_a_step"] else "",
                ]
            )
    header = ["networks", "batch", "system", "images a second", "ms a step"]
    header += ["our fit is so many times as fast", "with shared fakes", "simultaneous", "of the matrix-product rate"]
    found = [("Throughput of the same networks", header, rows)]
    if "notice" in result:
        found.append(("PyTorch", ["not measured"], [[result["notice"]]]))
    return found
