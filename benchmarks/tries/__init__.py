"""What was tried to make a step faster, on the course's networks and on the tutorial's, at a batch of 64.

Each try but the first is the plain step of `GAN` with one thing changed, compiled once and run on the same images, all
in turns. The tests assert that the changed form computes what the plain one does, except for bfloat16, which rounds
more. Whether a try was kept is a decision, and stands beside its reason.
"""

import sys

from benchmarks import measure

PLAIN, TUNED, UNTUNED = "plain", "fit, batches tuned", "`tf.data` left untuned"
DOZEN, ONE_OPERATION = "batch norm in a dozen operations", "batch norm in one operation"
THIN_PRODUCTS = "convolutions of one channel as products of matrices"
ONE_PASS, SHARED = "one pass of D over real and fake", "one pass of G for both updates"
AT_ONCE = "one pass of G and of D for both updates"
FUSED_ADAM = "Adam in one operation"
BASES = {UNTUNED: TUNED, ONE_OPERATION: DOZEN}  # what a try that is kept, and so plain, is compared to
EPOCHS = 3
TRIES = {
    UNTUNED: ("yes", "`fit` over epochs: the tuner's thread holds up the end of some by a second or two"),
    "XLA": (
        "no",
        "compiling takes seconds, TensorFlow keeps every program in memory, and large convolutions are slower; "
        "`compile(jit_compile=True)` turns it on",
    ),
    ONE_OPERATION: ("yes", "equal to Keras' own, which takes a dozen; `models.parts.BatchNormalization`"),
    "the last, one-channel convolution as a smaller one": (
        "no",
        "TensorFlow's own is slow for so little arithmetic, but this wins little of it back",
    ),
    SHARED: (
        "as an option",
        "`compile(share_fakes=True)`: G learns from noise that D has just seen, not from new noise as in notebook 02 "
        "and in algorithm 1; `gan-course share_fakes` compares what comes out",
    ),
    AT_ONCE: (
        "as an option",
        "`compile(simultaneous=True)`: G learns through D as it was before the step, as in TensorFlow's tutorial; "
        "`gan-course share_fakes` compares what comes out",
    ),
    ONE_PASS: (
        "no",
        "allowed only where D has no batch norm, and gains little there",
    ),
    THIN_PRODUCTS: (
        "no",
        "slower, also where one channel goes in or comes out: the patches have first to be laid out as a matrix",
    ),
    FUSED_ADAM: (
        "no",
        "equal to Keras' own, which takes a dozen, but a step is mostly convolutions; learners give Keras' optimizers",
    ),
    "transposed convolution as a smaller one": ("no", "multiplies by zeros; gains nothing over oneDNN's own"),
    "convolution through frequencies": (
        "no",
        "a tenth of the products, but in pieces so small that it wins little; the plain layer reads better",
    ),
    "ten steps an execution": (
        "yes",
        "`fit`, where no callback looks at each step; what they compute is the same to the last bit, and history, "
        "interrupts and checkpoints are as with single steps",
    ),
    "one batch again and again": (
        "",
        "not a way to train: what an input pipeline that costs nothing would gain",
    ),
    "bfloat16": (
        "as an option",
        "`models.precision`: other rounding, and only processors with instructions for it gain",
    ),
}
NETWORKS = ("course", "tutorial")


def run(quick=False):
    """Measure every try on both pairs of networks; return milliseconds a step and ratios to the plain step.

    Args:
        quick: on the course's networks alone, and for an epoch where it is three.
    """
    if quick:
        return {"course": _measured("course", 2, 0.3, epochs=1)}
    return {networks: _measured(networks, 5, 0.7, EPOCHS) for networks in NETWORKS}


def _measured(networks, repeats, seconds, epochs):
    with measure.Worker([sys.executable, "-m", "benchmarks.tries.process", networks]) as worker:
        names = [PLAIN, *worker.ready["tries"]]
        steps = {name: epochs * worker.ready["epoch"] for name in (TUNED, UNTUNED)}
        for name in names:
            worker.ask(name=name, steps=10)
            if name not in steps:
                steps[name] = 10 * max(1, round(seconds / worker.ask(name=name, steps=10)))
        ask = lambda name: 1000 * worker.ask(name=name, steps=steps[name]) / steps[name]
        taken = measure.in_turns({name: lambda name=name: ask(name) for name in names}, repeats)
    milliseconds = {name: measure.spread(values) for name, values in taken.items()}
    print(
        f"tries: {networks}: " + ", ".join(f"{name} {one['median']:.1f} ms" for name, one in milliseconds.items()),
        file=sys.stderr,
    )
    base = lambda name: taken[BASES.get(name, PLAIN)]
    times = {
        name: measure.ratios(base(name), values)
        for name, values in taken.items()
        if name not in (PLAIN, *BASES.values())
    }
    return {"milliseconds": milliseconds, "times_as_fast": times}


def tables(result):
    """Return the table of a result: (title, header, rows)."""
    text = measure.text
    plain = [text(one["milliseconds"][PLAIN], 1) + " ms" for one in result.values()]
    rows = [["plain: operation by operation", *plain, "yes", "what a step of `fit` does"]]
    for name, (kept, why) in TRIES.items():
        found = [one["times_as_fast"].get(name) for one in result.values()]
        missing = "not possible" if any(found) else "not measured yet"
        rows.append([name, *(text(one, 2) + " ×" if one else missing for one in found), kept, why])
    header = ["tried", *(f"{networks} networks" for networks in result), "kept", "why"]
    return [("Tries at a faster step: milliseconds, then times as fast as the plain step", header, rows)]
