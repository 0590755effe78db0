"""The rows of the tables: what each changes, and what all share."""

from typing import NamedTuple

from gan_course.experiments import common

SEEDS = (1, 2, 3)  # seed 0 was for trying things out
BATCH_SIZE, LEARNING_RATE, EMA_DECAY = 50, 1e-3, 0.995
EQUAL_STEPS, PRETRAINING_STEPS = 3000, 2000
NEW_CLASSES = (8, 9)  # what fine-tuning has to learn; pretraining sees 0 to 7 only
N_SAMPLES = 2000


class Row(NamedTuple):
    """One row of a table: how its runs differ from those of as many digits without any help.

    Attributes:
        group: the table it belongs to: "data", "help", "networks" or "transfer".
        images: training images, a tenth of each class; for "transfer", half of each new class.
        network: a key of `runs.NETWORKS`.
        augment: names of functions in `training.augment`, applied in this order.
        real_only: whether only the real images are augmented, and not what the generator makes.
        dropout: rate in the discriminator.
        batch_norm: whether the discriminator has batch normalisation; a penalty cannot be taken through it.
        r1: weight of the R1 penalty.
        start: "scratch", or "eight classes": from networks pretrained on the digits 0 to 7.
        frozen: how many of D's convolutions keep the pretrained weights.
        steps: updates of the generator.
        every: steps between two scores of samples; D's gap is measured at least every 500 steps.
    """

    group: str
    images: int
    network: str = "small"
    augment: tuple = ()
    real_only: bool = False
    dropout: float = 0.0
    batch_norm: bool = True
    r1: float = 0.0
    start: str = "scratch"
    frozen: int = 0
    steps: int = EQUAL_STEPS
    every: int = 1000


ALL_THREE = ("translation", "cutout", "intensity")

ROWS = {
    "4,000 digits": Row("data", 4000, every=500),
    "500 digits": Row("data", 500, every=500),
    "50 digits": Row("data", 50, every=500),
    "10 digits": Row("data", 10, every=500),
    "500 + translation": Row("help", 500, augment=("translation",)),
    "500 + cutout": Row("help", 500, augment=("cutout",)),
    "500 + intensity": Row("help", 500, augment=("intensity",)),
    "500 + all three": Row("help", 500, augment=ALL_THREE),
    "500 + translation of real only": Row("help", 500, augment=("translation",), real_only=True),
    "50 + translation": Row("help", 50, augment=("translation",)),
    "50 + cutout": Row("help", 50, augment=("cutout",)),
    "50 + intensity": Row("help", 50, augment=("intensity",)),
    "50 + all three": Row("help", 50, augment=ALL_THREE),
    "50 + dropout in D": Row("help", 50, dropout=0.3),
    "50 without batch norm": Row("help", 50, batch_norm=False),
    "50 without batch norm + R1": Row("help", 50, batch_norm=False, r1=1.0),
    "twice as wide": Row("networks", 4000, "wide"),
    "residual": Row("networks", 4000, "residual"),
    "densely connected": Row("networks", 4000, "dense"),
    "50, twice as wide": Row("networks", 50, "wide"),
    "50, residual": Row("networks", 50, "residual"),
    "from scratch": Row("transfer", 50, steps=1000, every=250),
    "fine-tuned": Row("transfer", 50, start="eight classes", steps=1000, every=250),
    "fine-tuned, D half frozen": Row("transfer", 50, start="eight classes", frozen=1, steps=1000, every=250),
}


def against(name):
    """Return the row that a row changes one thing of: as many digits, without help, in the small networks.

    >>> against("50 without batch norm + R1"), against("residual"), against("fine-tuned")
    ('50 without batch norm', '4,000 digits', 'from scratch')
    """
    row = find(name)
    if row.group == "transfer":
        return "fine-tuned" if row.frozen else "from scratch"
    return "50 without batch norm" if row.r1 else f"{row.images:,} digits"


def find(name):
    """Return the row called `name`.

    Raises:
        ValueError: for an unknown name, listing the valid ones.

    >>> find("50 digits").images
    50
    """
    return ROWS[common.known("row", name, ROWS)]


def group(name):
    """Return the rows of one group, a dictionary in the order of the table.

    >>> list(group("data"))
    ['4,000 digits', '500 digits', '50 digits', '10 digits']
    """
    return common.of_group(name, ROWS)


PICTURED = (*group("data"), *group("transfer"), "500 + translation of real only", "50 + translation", "50 + all three")
PICTURED_SEED, N_PICTURED = SEEDS[0], 24  # whose samples are kept, and how many


def settings(name):
    """Return what one row uses, a value for every argument, and whether samples of it are kept.

    Raises:
        ValueError: for an unknown row, listing the valid ones.

    >>> settings("50 digits")["images"], settings("residual")["pictured"]
    (50, False)
    """
    return find(name)._asdict() | {"pictured": name in PICTURED}


def shared():
    """Return what all rows share."""
    return {
        "batch_size": BATCH_SIZE,
        "learning_rate": LEARNING_RATE,
        "ema": {"decay": EMA_DECAY, "warmup": True},
        "equal_steps": EQUAL_STEPS,
        "pretraining_steps": PRETRAINING_STEPS,
        "new_classes": NEW_CLASSES,
        "n_samples": N_SAMPLES,
        "n_pictured": N_PICTURED,
    }
