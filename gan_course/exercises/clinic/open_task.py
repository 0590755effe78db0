"""The open task of notebook 09: a doctor that tells sick runs from mended ones."""

import json

import numpy as np

from gan_course.exercises.asking import Slip, array
from gan_course.exercises.open_task import OpenTask
from gan_utils import _files


def cases(seed):
    """Return [(what the doctor is shown, whether the run was sick)] of one seed of the table."""
    table = json.loads((_files.data_dir() / "results" / "clinic.json").read_text(encoding="utf-8"))
    found = []
    for run in (run for run in table["runs"] if run["seed"] == seed):
        used = table["settings"]["rows"][run["row"]]
        shown = {"data": used["data"], "history": run["history"], "evidence": run["evidence"]}
        found.append((shown, used["state"] == "sick"))
    return found


def _score(ask, seed, quick):
    """Return how many of the runs of one seed are told right, in percent."""
    rights = []
    for shown, sick in cases(seed):
        said = array(ask(shown["data"], shown["history"], shown["evidence"]))
        if said.size != 1 or said.item() not in (0.0, 1.0):
            raise Slip("`is_sick` returns True or False.", expected="True or False", got=f"{said.ravel()[:3]}")
        rights.append(bool(said.item()) == sick)
    return 100 * float(np.mean(rights))


task = OpenTask(
    "09_debugging_clinic",
    "a doctor of your own",
    "is_sick",
    _score,
    what="percent of the table's runs that are told right, sick or mended",
    lower_is_better=False,
    seeds=(1, 2, 3),
)
