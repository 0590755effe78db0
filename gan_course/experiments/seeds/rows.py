"""The rows of the table: which article's system, what all share, what its program did wrong, and what was expected."""

from typing import NamedTuple

from gan_course.experiments import common

SEEDS = (1, 2, 3)  # seed 0 is for trying things out
BATCH_SIZES = {"digits": 64, "colour": 32}
# Adam's rate is named by the first article only; with it the dense systems are a smear after as many steps. The colour
# pair has the Adam of the course's own sprites, with which pictures this large get a shape.
RATES = {1: 2e-4, 2: 1e-3, 3: 1e-3, 4: 1e-3, 5: 1e-3}
BETAS = {"digits": (0.5, 0.999), "colour": (0.0, 0.99)}
LEAK = 0.2  # of the hidden layers of dense networks; with ReLU in the generator none of them drew a digit
EMA_DECAYS = {"digits": 0.99, "colour": 0.998}
LATENT_DIMS = {"digits": 100, "colour": 64}
N_SAMPLES, N_SPRITES, DEVIATION = 2000, 8000, 0.5
LABELS = ("blue", "red")  # the two labels of the colour pair, colours of the sprites

# Written before the first run of this table. An earlier table of the digits was not kept, but its order was known: only
# what is expected of the encoder and decoder, and of the colour pair, was written before anything was seen.
PREDICTIONS = {
    "convolutions": "the DCGAN has the smallest FCD of the five, in each seed",
    "a convolutional D over a dense G": "a larger FCD than any dense pair, in each seed",
    "wider layers": "256-512-1024 against 256-800: means within 30 of each other",
    "encoder and decoder": "the same decoder, trained as a VAE, has a smaller FCD than as a GAN, in each seed",
    "two labels": "the colour conditional GAN shows the colour asked for in at least 95%, in each seed",
    "labels and shapes": "told the colour, more of its sprites are recognisable than without, in mean",
}


class Row(NamedTuple):
    """One row of the table.

    Attributes:
        group: "digits" are mnist5k; "colour" are sprites of two colours at 64×64×3.
        article: which of the five.
        kind: "GAN" or "VAE".
        steps: updates of each player.
    """

    group: str
    article: int
    kind: str
    steps: int


ROWS = {
    "1 DCGAN": Row("digits", 1, "GAN", 1000),
    "2 dense": Row("digits", 2, "GAN", 1000),
    "3 dense, convolutional D": Row("digits", 3, "GAN", 1000),
    "5 dense": Row("digits", 5, "GAN", 1000),
    "5 encoder and decoder": Row("digits", 5, "VAE", 1000),
    "4 colour DCGAN": Row("colour", 4, "GAN", 1500),
    "4 colour conditional GAN": Row("colour", 4, "GAN", 1500),
}

# What each row's networks are, and what was wrong in the program of its article.
SYSTEMS = {
    "1 DCGAN": "7·7·256 → 5×5 128, 64, 1; D 5×5 64, 128, dropout 0.3",
    "2 dense": "256-512-1024-784; D 512-256-1",
    "3 dense, convolutional D": "128-128-784; D 5×5 64, 128",
    "5 dense": "256-800-784; D 512-1",
    "5 encoder and decoder": "800-256, and 256-800-784 as decoder",
    "4 colour DCGAN": "64×64×3, four doublings",
    "4 colour conditional GAN": "64×64×3, told one of two labels",
}
WRONG = {
    1: "the fakes were made outside the tape, so that no gradient reached the generator",
    2: "the discriminator never saw a real image",
    3: "a sigmoid's output was taken for logits, so that two sigmoids stood in a row",
    4: "“training G” trained D to call fakes real, and D never saw the label",
    5: "an array of ones stood for the real images",
}


def group(name):
    """Return the rows of one group, a dictionary in the order of the table.

    >>> list(group("colour"))
    ['4 colour DCGAN', '4 colour conditional GAN']
    """
    return common.of_group(name, ROWS)


def settings(name):
    """Return what one row uses: its own settings, and what its group shares.

    Raises:
        ValueError: for an unknown row, listing the valid ones.

    >>> settings("2 dense")["batch_size"]
    64
    """
    row = ROWS[common.known("row", name, ROWS)]
    beside = {"sprites": N_SPRITES, "labels": list(LABELS)} if row.group == "colour" else {"leak": LEAK}
    if row.kind == "VAE":
        beside["deviation"] = DEVIATION
    return row._asdict() | {
        "batch_size": BATCH_SIZES[row.group],
        "adam": [RATES[row.article], *BETAS[row.group]],
        "ema_decay": EMA_DECAYS[row.group],
        "latent_dim": LATENT_DIMS[row.group],
        **beside,
    }


def shared():
    """Return what all rows share."""
    return {"n_samples": N_SAMPLES}
