"""Time to quality: how good are the pictures after so many seconds of training, for ours and for two other recipes?

Every system trains on the 4,000 training digits of mnist5k, in a process of its own that may use all cores. The
processes take turns of at most 20 seconds of training, so what drifts falls on all alike; one that waits does nothing.
A system's clock counts training alone, from the moment at which its networks begin to be built, and so with tracing
and compilation. It stands still while, at each mark, 2,000 samples are judged against the 1,000 held-out digits by the
course's own classifier: Fréchet classifier distance (FCD) and inception score and, where labels are asked for, the
share of pictures that show the one asked for. Ours are sampled from the moving average of the generator, as in the
notebooks; the other recipes keep none. The time to a score is read off the straight line between two marks.

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

TURN = 20.0  # seconds of training
SCORES = (5.0, 6.5)


class System(NamedTuple):
    """One recipe: what it is called, its seeds, the seconds at which it is judged, in full and in quick mode."""

    label: str
    seeds: tuple
    marks: tuple
    quick_marks: tuple


EARLY = (5, 8, 12, 16, 20, 25, 30, 40, 50, 60)
PEER = (10, 20, 30, 45, 60, 90)
SYSTEMS = {
    "course": System("this course, notebook 03", (0, 1, 2), (*EARLY, 75), (4, 8)),
    "tutorial": System("TensorFlow's DCGAN tutorial", (0,), (20, 40, 60, 90, 150, 240, 330, 420), (6,)),
    "course_conditional": System("this course, notebook 04", (0,), EARLY, (6,)),
    "example_fixed": System("Keras' conditional GAN, label map put right", (0,), PEER, (4,)),
    "example_published": System("Keras' conditional GAN, as published", (0,), PEER, (4,)),
}
PAIRS = (
    ("course", "tutorial"),
    ("course_conditional", "example_fixed"),
    ("course_conditional", "example_published"),
)


def chosen(quick):
    """Return the systems to measure, name -> `System`: in quick mode with one seed and the few marks."""
    if not quick:
        return SYSTEMS
    return {name: s._replace(seeds=s.seeds[:1], marks=s.quick_marks) for name, s in SYSTEMS.items()}


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
        The spread of the ratios of each of their seeds to each of ours, with `lower_bound`: whether one of theirs
        never reached the score, so that the ratio is that of the last time at which it was judged.
    """
    needed = [time_to(curve, score) for curve in ours]
    if None in needed:
        return None
    reached = [time_to(curve, score) for curve in theirs]
    at_least = [curve[-1]["seconds"] if time is None else time for curve, time in zip(theirs, reached, strict=True)]
    ratios = [b / a for b in at_least for a in needed]
    return measure.spread(ratios) | {"score": score, "lower_bound": None in reached}


def run(quick=False):
    """Train all systems in turns; return their curves and how much sooner ours are good.

    Args:
        quick: a minute in all, with few marks and samples: what it says of the quality means little.
    """
    samples, systems = 500 if quick else 2000, chosen(quick)
    curves = {(name, seed): [] for name, system in systems.items() for seed in system.seeds}
    with ExitStack() as stack, ThreadPoolExecutor(2) as starters:
        workers = dict(zip(curves, starters.map(lambda key: _start(*key, samples), curves), strict=True))
        for worker in workers.values():
            stack.callback(worker.close)
        real = next(iter(workers.values())).ready
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
    return {"samples": samples, "real": real, "systems": shown, "longer": _longer(systems, curves)}


def _start(name, seed, samples):
    return measure.Worker([sys.executable, "-m", "benchmarks.quality_systems", name, seed, samples])


def _say(name, seed, point):
    scores = f"FCD {point['fcd']:.1f}, inception score {point['inception_score']:.2f}"
    print(f"quality: {name} seed {seed}, {point['seconds']:.0f} s, {scores}", file=sys.stderr, flush=True)


def run_of(seed, curve):
    """Return what the results keep of one run: its seed, its curve, and when it first had each of `SCORES`."""
    times = {str(score): time_to(curve, score) for score in SCORES}
    return {"seed": seed, "curve": curve, "seconds_to": times}


def _longer(systems, curves):
    of = lambda name: [curves[name, seed] for seed in systems[name].seeds]
    return {
        theirs: {str(score): times_longer(of(ours), of(theirs), score) for score in SCORES} for ours, theirs in PAIRS
    }
