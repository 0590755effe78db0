"""What notebook 09 tells of a patient: its code, what mending changed, what its check saw, costs and verdicts."""

import difflib
import inspect
import math
import warnings

import numpy as np

from gan_course.experiments.clinic import patients
from gan_course.experiments.clinic.table import costs

T_OF_TWO = 4.303  # Student's t with 2 degrees of freedom, 97.5%: of three seeds


def source(name, state):
    """Return the code of a patient's part as it was found ("sick"), or "mended".

    >>> print(source("codes", "sick"), end="")
    def sick_codes(n, width, rng):
        return rng.normal(-1, 1, (n, width)).astype(np.float32)
    """
    return inspect.getsource(patients.PATIENTS[name].code(state))


def fix(name):
    """Return the lines that mending took out and put in, marked − and +, without the line of the name.

    >>> print(fix("codes"))
    −     return rng.normal(-1, 1, (n, width)).astype(np.float32)
    +     return rng.uniform(-1, 1, (n, width)).astype(np.float32)
    """
    sick, mended = (source(name, state).splitlines()[1:] for state in patients.STATES)
    changed = list(difflib.ndiff(sick, mended))
    out, new = ([line[2:] for line in changed if line.startswith(sign)] for sign in ("- ", "+ "))
    return "\n".join([*(f"− {line}" for line in out), *(f"+ {line}" for line in new)])


def examined(name):
    """Return {state: (what the patient's check found, what was warned of meanwhile)}."""
    patient, found = patients.PATIENTS[name], {}
    for state in patients.STATES:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", UserWarning)
            finding = patient.check(patient.code(state))
        found[state] = finding, sorted({str(one.message) for one in caught if one.category is UserWarning})
    return found


def of(found, name, state, key):
    """Return what was measured of a patient in one state, a list with an entry for each seed."""
    return [run[key] for run in found if run["row"] == f"{name}, {state}"]


def cost(found, name):
    """Return (mean, sample deviation, half the 95% interval) of what a bug cost, seed by seed against its twin.

    Args:
        found: runs, as in `load()["runs"]`, with at least two seeds of the patient.
        name: of the patient.
    """
    lost = costs(found)[name]
    spread = float(np.std(lost, ddof=1))
    return float(np.mean(lost)), spread, T_OF_TWO * spread / math.sqrt(len(lost))


def verdicts(found):
    """Return how `diagnose` judged all runs: {(data, state): (called healthy, called something else)}.

    >>> run = {"row": "codes, sick", "verdict": "mode_collapse"}
    >>> verdicts([run])["ring", "sick"]
    (0, 1)
    """
    counted = {}
    for data in ("ring", "digits"):
        for state in patients.STATES:
            said = [
                run["verdict"]
                for run in found
                if patients.ROWS[run["row"]][1] == state
                and patients.PATIENTS[patients.ROWS[run["row"]][0]].data == data
            ]
            healthy = said.count("healthy")
            counted[data, state] = healthy, len(said) - healthy
    return counted
