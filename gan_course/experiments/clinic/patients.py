"""The twelve patients: what is broken, on which data it shows, and what was expected before the table was made."""

from collections.abc import Callable
from typing import NamedTuple

from gan_course.experiments import common

SEEDS = (1, 2, 3)  # seed 0 is for trying things out
STATES = ("sick", "mended")
STEPS = {"ring": 1000, "digits": 400}
SITTINGS = 5  # in which a resumed run is trained

# In what is scored: on the ring, of the overlap with it, from 0 to 1; on digits, of the FCD of 1,000 samples.
# Written before the first run of the table, when each had been tried once with seed 0 and fewer digits' steps. One
# patient was changed after its first seed: both rows of "one sum" moved the players at once, and now D moves first.
PREDICTIONS = {
    "label map": "costs at least 20 of FCD in each seed: the stripe still names the class, but awkwardly",
    "frame": "costs at least 300 of FCD in each seed: D looks at nothing but the frame",
    "codes": "costs at least half of the overlap in each seed",
    "untrained D": "costs more than 0.8 of overlap in each seed",
    "D in G's place": "costs more than 0.8 of overlap in each seed: G never moves",
    "one sum": "costs more than 0.8 of overlap in each seed: each player works against itself",
    "double sigmoid": "costs at least 0.3 of overlap in each seed",
    "always true": "costs more than 0.8 of overlap in each seed: drawn alone, all points are one",
    "epsilon": "costs at least 20 of FCD in each seed",
    "resumed": "costs at least 0.05 of overlap in two of three seeds",
    "penalty's norm": "costs at least 20 of FCD in each seed",
    "cold average": "costs at least 300 of FCD in each seed",
    "diagnose": "names an illness in at least 9 of the 12 patients, in the first seed, and calls no mended one sick",
}


class Patient(NamedTuple):
    """One bug.

    Attributes:
        data: "ring" or "digits".
        part: its name in the code: `sick_<part>`, `mended_<part>`, `train_<part>` and `check_<part>`.
        module: of `gan_course.experiments.clinic`, where the first three stand.
    """

    data: str
    part: str
    module: str

    def code(self, state):
        """Return the function as it was found ("sick"), or "mended"."""
        return getattr(self._module(), f"{common.known('state', state, STATES)}_{self.part}")

    def train(self, state, seed, steps):
        """Train with that state's code; return (history, samples), and G's own samples where an average is judged."""
        return getattr(self._module(), f"train_{self.part}")(self.code(state), seed, steps)

    @property
    def check(self) -> Callable:
        """The function that tells the two apart."""
        from gan_course.experiments.clinic import checks

        return getattr(checks, f"check_{self.part}")

    def _module(self):
        import importlib

        return importlib.import_module(f"gan_course.experiments.clinic.{self.module}")


PATIENTS = {
    "label map": Patient("digits", "label_map", "inputs"),
    "frame": Patient("digits", "framed", "inputs"),
    "codes": Patient("ring", "codes", "inputs"),
    "untrained D": Patient("ring", "recipe", "gradients"),
    "D in G's place": Patient("ring", "generator_stage", "gradients"),
    "one sum": Patient("ring", "gradients", "gradients"),
    "penalty's norm": Patient("digits", "penalty", "gradients"),
    "double sigmoid": Patient("ring", "judge", "networks"),
    "always true": Patient("ring", "forward", "networks"),
    "epsilon": Patient("digits", "norm", "networks"),
    "resumed": Patient("ring", "state", "afterwards"),
    "cold average": Patient("digits", "decay", "afterwards"),
}
ROWS = {f"{name}, {state}": (name, state) for name in PATIENTS for state in STATES}


def settings(row):
    """Return what one row uses.

    Raises:
        ValueError: for an unknown row, listing the valid ones.

    >>> settings("codes, sick")["steps"]
    1000
    """
    name, state = ROWS[common.known("row", row, ROWS)]
    data = PATIENTS[name].data
    more = {"sittings": SITTINGS} if name == "resumed" else {}
    return {"patient": name, "state": state, "data": data, "steps": STEPS[data]} | more
