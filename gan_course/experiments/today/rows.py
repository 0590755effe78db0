"""The rows of the tables: what each changes, what all share, and what was expected of them."""

from typing import NamedTuple

from gan_course.experiments import common

SEEDS = (1, 2, 3)  # seed 0 is for trying things out
BATCH_SIZE, WIDTH, LATENT_DIM, RATE, BETAS, EMA_DECAY, CLUSTERS = 32, 16, 64, 1e-3, (0.0, 0.99), 0.99, 50

# What the papers would have it, written before the first run of the table. Seed 0 of some rows had been tried for a few
# hundred steps, and spoke against the first prediction.
PREDICTIONS = {
    "roadmap": "each of the four steps away from the DCGAN lowers the mean FCD",
    "price": "a step of the residual GAN takes at least three times as long as the DCGAN's",
    "the old loss": "without relativistic loss, R1 and R2 the residual GAN is worse in each seed",
    "clusters": "the DCGAN on 50 clusters beats every other row in mean FCD",
    "γ": "the best of the γ at 28×28 is four times the best at 14×14, as the number of pixels is",
    "modes": "relativistic with R1 and R2 finds at least as many of the 1,000 numbers as the DCGAN, in each seed",
    "KL": "and its numbers are more even: a lower KL than the DCGAN's, in each seed",
    "w": "w tells at least 0.1 more of the variance of the factors (mean of four) than z does, in each seed",
    "paths": "a path in w is shorter than one in z, in each seed",
    "attention": "with attention in D at least 80% of the pairs match; without it at most 40%",
    # These were written once 600 steps had been measured, before the first run of 2,000.
    "longer": "after 2,000 steps every row has at most half the FCD that it had after 600, in each seed",
    "overtaking": "after 2,000 steps the residual GAN is ahead of the DCGAN, in each seed",
    "roadmap, longer": "three of the four steps lower the mean FCD: all but taking batch norm from D",
    "the old loss, longer": "without relativistic loss, R1 and R2 the residual GAN is at least 15 worse, in each seed",
    "clusters, longer": "the DCGAN on 50 clusters has at most half the mean FCD of every other row",
    "average": "in each row the average has a lower mean FCD than the generator itself",
}


class Row(NamedTuple):
    """One row of a table.

    Attributes:
        group: "roadmap", "long", "gamma", "stacked", "style" or "pairs".
        steps: updates of each player.
        network: "dcgan", "residual", "clusters", "style", "pairs", or "data" where nothing is trained.
        norm: which players have batch normalisation: "both", "generator" or "none".
        loss: a name in `losses.LOSSES`.
        penalty: names in `losses.PENALTIES`.
        gamma: what the penalty is multiplied by.
        side: of the pictures.
        depth: layers of the mapping from z to w.
        attention: whether D has a layer of self-attention.
    """

    group: str
    steps: int
    network: str = "dcgan"
    norm: str = "none"
    loss: str = "relativistic"
    penalty: tuple = ("r1", "r2")
    gamma: float = 1.0
    side: int = 28
    depth: int = 3
    attention: bool = False


FREE = {"loss": "non_saturating", "penalty": (), "gamma": 0.0}
GAMMAS = (0.25, 1.0, 4.0)
SIDES = (14, 28)
MARKS = (600, 1000, 1500, 2000)  # steps after which the rows of the group "long" are scored


def gamma_row(gamma, side):
    """Return the name of a row of the group "gamma".

    >>> gamma_row(0.25, 14)
    'γ = 0.25 at 14×14'
    """
    return f"γ = {gamma:g} at {side}×{side}"


def long_row(name):
    """Return the name of the row of the group "long" that goes on from one of the group "roadmap".

    >>> long_row("residual")
    '2,000 steps: residual'
    """
    return f"{MARKS[-1]:,} steps: {name}"


ROWS = {
    "DCGAN": Row("roadmap", 600, norm="both", **FREE),
    "no batch norm in D": Row("roadmap", 600, norm="generator", **FREE),
    "relativistic, R1 and R2": Row("roadmap", 600, norm="generator"),
    "no batch norm": Row("roadmap", 600),
    "50 clusters": Row("roadmap", 600, network="clusters", norm="both", **FREE),
    "1,000 modes: held-out digits": Row("stacked", 0, network="data"),
    "1,000 modes: DCGAN": Row("stacked", 600, norm="both", **FREE),
    "1,000 modes: R1": Row("stacked", 600, norm="generator", loss="non_saturating", penalty=("r1",)),
    "1,000 modes: relativistic, R1 and R2": Row("stacked", 600, norm="generator"),
    "pairs: convolutions": Row("pairs", 1200, network="pairs", loss="non_saturating", penalty=("r1",), side=16),
    "pairs: attention": Row(
        "pairs", 1200, network="pairs", loss="non_saturating", penalty=("r1",), side=16, attention=True
    ),
    "style: z": Row("style", 800, network="style", loss="non_saturating", penalty=("r1",), side=16, depth=0),
    "style: mapping": Row("style", 800, network="style", loss="non_saturating", penalty=("r1",), side=16),
    **{
        gamma_row(gamma, side): Row("gamma", 300, norm="generator", gamma=gamma, side=side)
        for side in SIDES
        for gamma in GAMMAS
    },
    "residual, the old loss": Row("roadmap", 600, network="residual", **FREE),
    "residual": Row("roadmap", 600, network="residual"),
}
_ROAD = [name for name, row in ROWS.items() if row.group == "roadmap"]
ROWS |= {long_row(name): ROWS[name]._replace(group="long", steps=MARKS[-1]) for name in _ROAD}


def group(name):
    """Return the rows of one group, a dictionary in the order of the table.

    >>> list(group("pairs"))
    ['pairs: convolutions', 'pairs: attention']
    """
    return common.of_group(name, ROWS)


def settings(name):
    """Return what one row uses, a dictionary.

    Raises:
        ValueError: for an unknown row, listing the valid ones.

    >>> settings("residual")["gamma"]
    1.0
    """
    row = ROWS[common.known("row", name, ROWS)]._asdict()
    return row | {"penalty": list(row["penalty"])} | ({"marks": list(MARKS)} if row["group"] == "long" else {})


def shared():
    """Return what all rows share."""
    return {
        "batch_size": BATCH_SIZE,
        "width": WIDTH,
        "latent_dim": LATENT_DIM,
        "rate": RATE,
        "betas": list(BETAS),
        "ema_decay": EMA_DECAY,
        "clusters": CLUSTERS,
    }
