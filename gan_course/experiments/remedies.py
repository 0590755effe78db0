"""Which remedy cures which break: every remedy that `diagnostics.diagnose` names, tried on runs broken on purpose.

`gan-course remedies` writes the table to data/results/remedies.json. A remedy has cured a run when the facts of the
run, as `diagnosing.confirmed` reads them, are those of a healthy one. Whether it changes a setting that had been broken
is kept apart: putting back what was broken proves little.

>>> len(ROWS) > 40, TASKS
(True, ('ring', 'digits'))
"""

from gan_course.experiments import common, table
from gan_course.experiments.diagnosing import configurations, confirmed
from gan_course.experiments.diagnosing import runs as diagnosing_runs
from gan_course.paths import ROOT
from gan_utils import _files
from gan_utils.diagnostics.remedies import CURED

TASKS, SEEDS = configurations.DATASETS, (0, 1, 2)
TENTH, HEAVIER = 0.1, 5.0
LIBRARY = ROOT / "gan_utils" / "diagnostics" / "remedies.py"  # where the counts are copied to

_OMITTED = ("strong discriminator",)  # much like "slow generator"
# name: (label, what differs from a plain non-saturating GAN): the broken runs of `diagnosing`, and one of notebook 07.
BREAKS = {
    name: (label, changed)
    for name, (label, changed) in configurations.CONFIGURATIONS.items()
    if label != "healthy" and name not in _OMITTED
}
BREAKS["fast generator"] = ("mode_collapse", {"loss": "minimax", "g_rate": 5.0})
# Nothing that is done to the players brings back what the data or the noise do not hold: here one remedy is tried.
ONE_CURE = {"few kinds": "every kind", "deaf to noise": "room for noise"}


def broken(name, task):
    """Return what a break uses on one task, a value for every argument.

    Raises:
        ValueError: for an unknown break or task.

    >>> broken("fast generator", "ring")["g_rate"], broken("slow discriminator", "ring")["d_rate"]
    (5.0, 0.001)
    """
    changed = common.of_task(BREAKS[common.known("break", name, BREAKS)][1], task, TASKS)
    plain = {key: value for key, value in _plain(task).items() if key != "label"}
    return plain | changed


def _plain(task):
    bare = {"penalty": None, "penalty_weight": 0.0}
    extra = {"spectral_norm": False, "n_critic": 1, "ema_decay": None, "g_width": 1.0, "latent": 1}
    return configurations.settings("R1", task) | bare | extra


def _penalty(chosen, task):
    if chosen["penalty"]:
        return {"penalty_weight": HEAVIER * chosen["penalty_weight"]}
    if chosen["loss"] == "wasserstein":
        return {}
    return {"penalty": "r1", "penalty_weight": configurations.settings("R1", task)["penalty_weight"]}


def _gradient_penalty(chosen, task):
    if chosen["loss"] != "wasserstein":
        return {}
    return {
        "penalty": "gradient_penalty",
        "penalty_weight": configurations.settings("gradient penalty", task)["penalty_weight"],
    }


# As in gan_utils/diagnostics/remedies.py: the key of a remedy → (settings, task) -> what it changes.
REMEDIES = {
    "nothing": lambda chosen, task: {},
    "every kind": lambda chosen, task: {"kinds": None},
    "non-saturating loss": lambda chosen, task: {"loss": "non_saturating"} if chosen["loss"] == "minimax" else {},
    "penalty": _penalty,
    "gradient penalty": _gradient_penalty,
    "spectral norm": lambda chosen, task: {"spectral_norm": True},
    "slower generator": lambda chosen, task: {"g_rate": TENTH * chosen["g_rate"]},
    "room for noise": lambda chosen, task: {"noise": 1.0, "latent": 2, "g_width": 2.0},
    "equal rates": lambda chosen, task: {"g_rate": 1.0, "d_rate": 1.0},
    "smaller D": lambda chosen, task: {"d_width": 0.25 * chosen["d_width"]},
    "wider D": lambda chosen, task: {"d_width": 2.0 * chosen["d_width"]},
    "more critic steps": lambda chosen, task: {"n_critic": 3},
    "lighter penalty": lambda chosen, task: (
        {"penalty_weight": 1e-4 * chosen["penalty_weight"]} if chosen["penalty"] else {}
    ),
    "less momentum": lambda chosen, task: {"beta_1": 0.0},
    "lower rates": lambda chosen, task: {key: TENTH * chosen[key] for key in ("g_rate", "d_rate")},
    "average": lambda chosen, task: {"ema_decay": 0.995},
    "train on": lambda chosen, task: {"share": 1.0 if chosen["share"] < 1.0 else 2.0},
    "higher rates": lambda chosen, task: {key: 5.0 * chosen[key] for key in ("g_rate", "d_rate")},
    "wider networks": lambda chosen, task: {"g_width": 2.0, "d_width": 2.0},
}


def changes(name, remedy, task):
    """Return what a remedy changes in a break on a task, without what was so before; empty when it changes nothing.

    >>> changes("fast generator", "penalty", "ring")
    {'penalty': 'r1', 'penalty_weight': 0.03}
    >>> changes("slow discriminator", "non-saturating loss", "ring")
    {}
    """
    chosen = broken(name, task)
    changed = REMEDIES[common.known("remedy", remedy, REMEDIES)](chosen, task)
    return {key: value for key, value in changed.items() if value != chosen[key]}


def undoes(name, remedy, task):
    """Return whether a remedy changes a setting that had been broken, as a lower rate does where a rate was too high.

    >>> undoes("fast generator", "slower generator", "ring"), undoes("fast generator", "penalty", "ring")
    (True, False)
    """
    was_broken = {key for key, value in broken(name, task).items() if value != _plain(task).get(key)}
    was_broken -= {"penalty", "penalty_weight"} if name != "flat discriminator" else set()
    return bool(was_broken & set(changes(name, remedy, task)))


def _rows():
    for name, (label, _) in BREAKS.items():
        for verdict, remedy in CURED:
            fits = verdict == label and any(changes(name, remedy, task) for task in TASKS)
            only = ONE_CURE.get(name, remedy if remedy not in ONE_CURE.values() else None)
            if fits and remedy == only:
                yield f"{name} / {remedy}"
    # What the other breaks are like without a remedy, the table of `gan-course diagnosing` says.
    yield "fast generator / nothing"


ROWS = {row: None for row in _rows()}


def settings(row, task):
    """Return what a row uses on a task: the break's settings, changed by the remedy.

    >>> settings("fast generator / penalty", "ring")["g_rate"]
    5.0
    """
    name, remedy = common.known("row", row, ROWS).split(" / ")
    return broken(name, task) | changes(name, remedy, task)


def shared():
    """Return what all rows share: a value, or one for each task."""
    kept = ("kept", "looks")
    return {key: value for key, value in configurations.shared().items() if key not in kept}


def measure(row, task, seed):
    """Train a break under a remedy; return its facts, whether they are healthy, and no arrays."""
    name, remedy = row.split(" / ")
    _, _, facts = diagnosing_runs.trained(settings(row, task), task, seed)
    healthy = bool(facts["finite"] and confirmed("healthy", facts, task))
    return {"healthy": healthy, "undoes": undoes(name, remedy, task), "facts": facts}, {}


EXPERIMENT = table.Experiment(
    command="gan-course remedies",
    file="remedies",
    rows=ROWS,
    tasks=TASKS,
    seeds=SEEDS,
    shared=shared,
    settings=settings,
    measure=measure,
)


def load():
    """Return the table as it was measured: a dictionary of command, machine, settings and runs."""
    return table.load(EXPERIMENT)


def counts(runs):
    """Return {(verdict, remedy): (cured, tried, cured by undoing, tried by undoing)}, as `CURED` in the library.

    The first pair leaves out the runs in which the remedy changes a setting that had been broken.

    >>> one = {"row": "fast generator / penalty", "task": "ring", "seed": 0, "undoes": False, "healthy": True}
    >>> counts([one])["mode_collapse", "penalty"]
    (1, 1, 0, 0)
    """
    found = {key: [0, 0, 0, 0] for key in CURED}
    for run in runs:
        name, remedy = run["row"].split(" / ")
        if remedy == "nothing":
            continue
        one = found[BREAKS[name][0], remedy]
        place = 2 if run["undoes"] else 0
        one[place] += run["healthy"]
        one[place + 1] += 1
    return {key: tuple(values) for key, values in found.items()}


def arguments(parser):
    """Add the arguments of `gan-course remedies` to an `argparse` parser."""
    table.arguments(parser, EXPERIMENT)


def main(options):
    """Make the runs that are missing, and put what they count into the library's `CURED`."""
    code, found = table.main(options, EXPERIMENT), counts(load()["runs"])
    if found != CURED:
        put(found, LIBRARY)
        print(f"{LIBRARY.relative_to(ROOT)} holds the new counts; render notebook 07 again")
    return code


def put(found, path):
    """Write counts into a module as its `CURED`, in place of those that it has."""
    head, rest = path.read_text(encoding="utf-8").split("CURED = {\n", 1)
    lines = "".join(f"    {key}: {value},\n" for key, value in found.items()).replace("'", '"')
    with _files.replacing(path) as temporary:
        temporary.write_text(head + "CURED = {\n" + lines + rest[rest.index("}\n") :], encoding="utf-8")
