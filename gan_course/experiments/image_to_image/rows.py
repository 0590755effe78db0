"""The rows of the tables: what each changes, what all share, and what was expected of them."""

from typing import NamedTuple

from gan_course.experiments import common

SEEDS = (1, 2, 3)  # seed 0 is for trying things out
DAMAGES = ("noise", "hole", "low resolution")
NOISE, HOLE, FACTOR = 64.0, 12, 4  # grey levels; pixels a side; pixels that become one, each way
BATCH_SIZE, G_RATE, D_RATE, WIDTH, D_WIDTH, LATENT_DIM = 64, 2e-3, 1e-3, 16, 16, 8
TOLERANCE = 32.0  # distance in RGB, of 255 a channel, within which a fill counts as one of the six colours

# Written before the first run. The notebook holds each beside what came out.
PREDICTIONS = {
    "restored digits against bicubic": "PSNR at least 1 dB better at 7 → 28",
    "read by the classifier": "restored digits at least 20 points more often than damaged ones",
    "L1 against adversarial, PSNR": "L1 alone wins for each damage",
    "L1 against adversarial, FCD": "L1 with a patch discriminator wins for each damage",
    "fills of a true colour, L1 alone": "below 20%",
    "fills of a true colour, adversarial at λ = 1": "above 80%",
    "use of the noise": "none to speak of where λ is 10 or more",
    "fills of the colour shown, L1 alone": "above 90%",  # before the first run of that row, later than the others
}


class Row(NamedTuple):
    """One row of a table.

    Attributes:
        group: "digits" are restored, "sprites" drawn from their outlines.
        judged: whether a patch discriminator teaches beside the targets.
        l1_weight: λ, what the distance to the target counts beside it.
        steps: updates of the generator.
        styled: whether the generator also sees another sprite, whose colour it should use.
    """

    group: str
    judged: bool
    l1_weight: float
    steps: int
    styled: bool = False


ROWS = {
    "digits, L1": Row("digits", False, 100.0, 400),
    "digits, L1 + patch D": Row("digits", True, 10.0, 400),
    "sprites, L1": Row("sprites", False, 100.0, 300),
    "sprites, λ = 1": Row("sprites", True, 1.0, 300),
    "sprites, λ = 100": Row("sprites", True, 100.0, 300),
    "sprites, λ = 10": Row("sprites", True, 10.0, 300),
    "sprites, λ = 0": Row("sprites", True, 0.0, 300),
    "sprites, L1, colour shown": Row("sprites", False, 100.0, 300, styled=True),
}


def group(name):
    """Return the rows of one group, a dictionary in the order of the table.

    >>> list(group("digits"))
    ['digits, L1', 'digits, L1 + patch D']
    """
    return common.of_group(name, ROWS)


def settings(name):
    """Return what one row uses.

    Raises:
        ValueError: for an unknown row, listing the valid ones.

    >>> settings("sprites, λ = 10")["l1_weight"]
    10.0
    """
    used = ROWS[common.known("row", name, ROWS)]._asdict()
    return {key: value for key, value in used.items() if key != "styled" or value}


def shared():
    """Return what all rows share."""
    return {
        "batch_size": BATCH_SIZE,
        "rates": [G_RATE, D_RATE],
        "widths": [WIDTH, D_WIDTH],
        "latent_dim": LATENT_DIM,
        "noise": NOISE,
        "hole": HOLE,
        "factor": FACTOR,
        "tolerance": TOLERANCE,
    }
