"""Time to quality: how good are the pictures after so many seconds of training, for ours and for two other recipes?

Every system trains on the same 4,000 digits, the training part of mnist5k, in a process of its own that may use all
cores. Ours is measured as notebook 03 trains it first, and as the table at its end does: told one of 50 clusters, which
needs no labels, and whose search counts. The other recipes were written for the 60,000 or 70,000 of MNIST; the part
`quality_60000` gives them those. Two systems tell network and recipe apart: the tutorial's networks trained as ours are
(two stages, optimizer, batch, moving average), and our networks trained by the tutorial's loop.

The processes take turns of at most 20 seconds of training, so what drifts falls on all alike; one that waits does
nothing. A system's clock counts training alone, from the moment at which its networks begin to be built, and so with
tracing and compilation. It stands still while, at each mark, 2,000 samples are judged against the 1,000 held-out digits
by the course's own classifier: Fréchet classifier distance (FCD) and inception score and, where labels are asked for,
the share of pictures that show the one asked for. What is trained by our recipe is sampled from the moving average of
its generator, as in the notebooks; the other recipes keep none. The time to a score is read off the straight line
between two marks; of a system that does not get there, the table says how far it was trained, and how far its authors
go.

The other recipes leave the tuner of `tf.data` on. It is off here for all: its thread can hold up the end of an epoch
for many seconds, which says nothing of a recipe.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import NamedTuple

from benchmarks import measure
from benchmarks.quality_shown import picture, tables

__all__ = ["chosen", "picture", "run", "run_of", "tables", "time_to", "times_longer", "turns"]

CHANGES = {
    2: "notebooks 03 and 04 train with Adam's betas 0 and 0.99, where these runs had 0.5 and 0.999; the two systems "
    "that tell network and recipe apart are new",
    3: "our recipe for digits without labels, 50 clusters, is new, and the tutorial is compared with it",
    4: "several steps of our `fit` are one call of TensorFlow",
}
TURN = 20.0  # seconds of training
DATASET = "mnist5k"
SCORES = (5.0, 6.5)


class System(NamedTuple):
    """One recipe: what it is called, its seeds, the seconds at which it is judged, in full and in quick mode."""

    label: str
    seeds: tuple
    marks: tuple
    quick_marks: tuple


EARLY = (5, 8, 12, 16, 20, 25, 30, 40, 50, 60)
PEER, CROSSED = (10, 20, 30, 45, 60, 90), (20, 30, 40, 50, 60, 75, 90)
SYSTEMS = {
    "course": System("this course, notebook 03", (0, 1, 2), (*EARLY, 75), (4, 8)),
    "course_clusters": System("this course, notebook 03 with 50 clusters", (0, 1, 2), EARLY, (7,)),
    "tutorial": System("TensorFlow's DCGAN tutorial", (0,), (20, 40, 60, 90, 150, 240, 330, 420), (6,)),
    "tutorial_networks": System("the tutorial's networks, trained as in notebook 03", (0,), CROSSED, (6,)),
    "course_networks": System("notebook 03's networks, trained as in the tutorial", (0,), CROSSED, (4,)),
    "course_conditional": System("this course, notebook 04", (0,), EARLY, (6,)),
    "example_fixed": System("Keras' conditional GAN, label map put right", (0,), PEER, (4,)),
    "example_published": System("Keras' conditional GAN, as published", (0,), PEER, (4,)),
}
PAIRS = (
    ("course_clusters", "tutorial"),
    ("course", "tutorial_networks"),
    ("course", "course_networks"),
    ("course_conditional", "example_fixed"),
    ("course_conditional", "example_published"),
)


def chosen(quick, systems=None):
    """Return the systems to measure, name -> `System`: in quick mode with one seed and the few marks."""
    systems = systems or SYSTEMS
    if not quick:
        return systems
    return {name: s._replace(seeds=s.seeds[:1], marks=s.quick_marks) for name, s in systems.items()}


def turns(systems, longest=TURN):
    """Return who trains until when: tuples (name, seed, seconds, judged), so that all reach their ends together.

    Args:
        systems: name -> `System`.
        longest: turn, in seconds of training; between two marks further apart there are turns without judging.

    >>> some = {"a": System("A", (0,), (5, 10), ()), "b": System("B", (0,), (60,), ())}
    >>> [(name, seconds, judged) for name, _, seconds, judged in turns(some, longest=30)]
    [('a', 5.0, True), ('b', 30.0, False), ('a', 10.0, True), ('b', 60.0, True)]
    """
    order = []
    for place, (name, system) in enumerate(systems.items()):
        before = 0.0
        for mark in map(float, system.marks):
            parts = max(1, -int(-(mark - before) // longest))
            stops = [before + (mark - before) * (i + 1) / parts for i in range(parts)]
            order += [
                (stop / system.marks[-1], place, seed, name, stop, stop == mark)
                for stop in stops
                for seed in system.seeds
            ]
            before = mark
    return [(name, seed, stop, judged) for _, _, seed, name, stop, judged in sorted(order)]


def time_to(curve, score):
    """Return the seconds at which a curve first has an inception score, or None.

    Args:
        curve: list of dictionaries with seconds and inception_score, by time; blank images, at 0 s, score 1.
        score: to reach, more than 1.

    >>> time_to([{"seconds": 10.0, "inception_score": 3.0}, {"seconds": 20.0, "inception_score": 7.0}], 5.0)
    15.0
    """
    before = {"seconds": 0.0, "inception_score": 1.0}
    for point in curve:
        gained = point["inception_score"] - before["inception_score"]
        if point["inception_score"] >= score:
            part = (score - before["inception_score"]) / gained
            return before["seconds"] + part * (point["seconds"] - before["seconds"])
        before = point
    return None


def times_longer(ours, theirs, score):
    """Return how many times as long they need to an inception score as we do, or None where we do not reach it.

    Args:
        ours, theirs: lists of curves, one a seed.
        score: the inception score.

    Returns:
        `score`, `reached`, whether each of their seeds came there, and, only where they did, the spread of the ratios
        of each of their seeds to each of ours. Where one did not, a ratio would be that of our patience.
    """
    needed = [time_to(curve, score) for curve in ours]
    if None in needed:
        return None
    reached = [time_to(curve, score) for curve in theirs]
    found = {"score": score, "reached": None not in reached}
    return found | measure.spread([b / a for b in reached for a in needed]) if found["reached"] else found


def run(quick=False, systems=None, pairs=PAIRS, dataset=DATASET):
    """Train all systems in turns; return their curves and how much sooner ours are good.

    Args:
        quick: a minute in all, with few marks and samples: what it says of the quality means little.
        systems: name -> `System`; all by default.
        pairs: (ours, theirs), names of systems whose times are compared.
        dataset: on whose training digits all learn, "mnist5k" or "mnist".
    """
    samples, systems = 500 if quick else 2000, chosen(quick, systems)
    curves = {(name, seed): [] for name, system in systems.items() for seed in system.seeds}
    start = lambda key: _start(*key, samples, dataset)
    with ExitStack() as stack, ThreadPoolExecutor(2) as starters:
        workers = dict(zip(curves, starters.map(start, curves), strict=True))
        for worker in workers.values():
            stack.callback(worker.close)
        real, digits = (next(iter(workers.values())).ready[key] for key in ("real", "digits"))
        for name, seed, seconds, judged in turns(systems):
            curve = curves[name, seed]
            point = workers[name, seed].ask(until=seconds, judged=judged)
            new = not curve or point["steps"] > curve[-1]["steps"]  # one long step may pass two marks
            if judged and new:
                curve.append(point)
                _say(name, seed, point)
    shown = {
        name: {"label": system.label, "runs": [run_of(seed, curves[name, seed]) for seed in system.seeds]}
        for name, system in systems.items()
    }
    longer = _longer(systems, curves, pairs)
    return {"samples": samples, "digits": digits, "real": real, "systems": shown, "longer": longer}


def _start(name, seed, samples, dataset):
    return measure.Worker([sys.executable, "-m", "benchmarks.quality_systems", name, seed, samples, dataset])


def _say(name, seed, point):
    scores = f"FCD {point['fcd']:.1f}, inception score {point['inception_score']:.2f}"
    print(f"quality: {name} seed {seed}, {point['seconds']:.0f} s, {scores}", file=sys.stderr, flush=True)


def run_of(seed, curve):
    """Return what the results keep of one run: its seed, its curve, and when it first had each of `SCORES`."""
    times = {str(score): time_to(curve, score) for score in SCORES}
    return {"seed": seed, "curve": curve, "seconds_to": times}


def _longer(systems, curves, pairs):
    of = lambda name: [curves[name, seed] for seed in systems[name].seeds]
    return {
        theirs: {str(score): _beside(systems[ours], times_longer(of(ours), of(theirs), score)) for score in SCORES}
        for ours, theirs in pairs
    }


def _beside(ours, found):
    return None if found is None else found | {"beside": ours.label}
