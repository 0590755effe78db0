"""The lists of the plane laboratory, and what their values mean."""

from gan_utils import losses, toy
from gan_utils.training.plane import OPTIMIZERS
from gan_utils.widgets.controls import Choice
from gan_utils.widgets.plane import words

OWN, NO_PENALTY = "your own drawing", "none"
RATES = [0.0, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1]
WHO = {"both players": None, "only D": "discriminator", "only G": "generator"}
SETTINGS = ("loss", "penalty", "penalty_weight", "g_rate", "d_rate", "n_critic", "n_generator", "optimizer")
ARCHITECTURE = ("noise", "depth", "units")


def plane_controls(data, architecture, own_stage):
    """Return the laboratory's lists, name -> `Choice`.

    Args:
        data: the data to begin with.
        architecture: whether the networks can be chosen.
        own_stage: whether there is a stage of the learner's own.
    """
    penalties = [
        (NO_PENALTY, NO_PENALTY),
        *((words.PENALTIES.get(name, name), name) for name in losses.PENALTIES),
    ]
    rates = [(f"{rate:g}", rate) for rate in RATES]
    offered = {
        "who": ("who moves", list(WHO), "both players"),
        "pace": ("steps a picture", [1, 2, 5, 10, 20, 50], 2),
        "data": ("data", [*toy.SHAPES, OWN], data),
        "loss": ("loss", [(name.replace("_", "-"), name) for name in losses.LOSSES], "non_saturating"),
        "penalty": ("D’s penalty", penalties, NO_PENALTY),
        "penalty_weight": ("its weight", [0.0, 0.1, 0.3, 1.0, 3.0, 10.0], 1.0),
        "g_rate": ("G’s rate", rates, 1e-3),
        "d_rate": ("D’s rate", rates, 1e-3),
        "n_critic": ("D’s moves a step", [1, 2, 3, 4, 5], 1),
        "n_generator": ("G’s moves a step", [1, 2, 3, 4, 5], 1),
        "optimizer": ("optimizer", list(OPTIMIZERS), "Adam"),
    }
    if own_stage:
        offered["stage"] = ("G’s stage", ["yours", "the course’s"], "yours")
    if architecture:
        offered["noise"] = ("noise numbers", [1, 2], 2)
        offered["depth"] = ("hidden layers", [1, 2, 3], 2)
        offered["units"] = ("units in each", [8, 16, 32, 64, 128], 128)
    made = {name: Choice(label, options, value, width="250px") for name, (label, options, value) in offered.items()}
    for name, control in made.items():
        if name in ("who", "pace"):
            control.align(len(control.label) + 1)
        else:
            control.named.style.description_width, control.named.layout.width = "125px", "272px"
    return made


def settings_of(values):
    """Return what `PlaneRun.configure` takes, from the values of the lists, a dictionary.

    >>> settings_of({name: control.value for name, control in plane_controls("ring", True, False).items()})["penalty"]
    """
    chosen = {name: values[name] for name in SETTINGS} | {"own_stage": values.get("stage") == "yours"}
    return chosen | {"penalty": None if values["penalty"] == NO_PENALTY else values["penalty"]}
