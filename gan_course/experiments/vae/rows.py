"""The rows of the tables: what each changes, what all share, and what was expected of them."""

from typing import NamedTuple

from gan_course.experiments import common

SEEDS = (1, 2, 3)  # seed 0 is for trying things out
BATCH_SIZE, RATE, EMA_DECAY = 64, 1e-3, 0.99
LATENT_DIM, WIDTH, ENCODER_WIDTH = 16, 32, 16
RING_MODES, RING_STD, RING_POINTS, RING_RATE, RING_WIDTHS = 8, 0.1, 20_000, 2e-3, (64, 64)
DRAWS = (1, 50, 500)  # the bounds' K
FEATURE_WEIGHT = 1e-2
LEVELS, TOKEN_WIDTH, TOKEN_D_WIDTH, ADVERSARIAL = (5, 5, 5), 16, 16, 0.8

# Written before the first run of the tables. The notebook holds each beside what came out.
PREDICTIONS = {
    "bounds on the ring": "ELBO < bound of 50 < bound of 500 ≤ log p of the model ≤ log p of the data, in each seed",
    "FCD of samples": "GAN best, VAE-GAN between, VAE worst",
    "coverage": "the VAE covers most, though its samples are soft",
    "reconstruction, squared error": "the VAE below the VAE-GAN",
    "edge energy": "VAE below 80% of real digits', GAN within 10% of it, VAE-GAN between",
    "posterior collapse": "with σ = 2 most of 16 coordinates carry nothing; a warm-up of the KL term brings some back",
    "tokens": "L1 alone has the smaller L1, the patch discriminator the better FCD of reconstructions",
}


class Row(NamedTuple):
    """One row of a table.

    Attributes:
        group: "ring" is in the plane; "ways" are three ways to train one decoder, at equal seconds of a processor;
            "collapse" asks how many coordinates of z a VAE uses; "tokens" are autoencoders with a code book.
        kind: which networks are trained.
        steps: updates.
        deviation: of p(x|z), or of a discriminator's features.
        kl_warmup: steps until the KL term counts in full.
    """

    group: str
    kind: str
    steps: int
    deviation: float = 0.0
    kl_warmup: int = 0


ROWS = {
    "ring": Row("ring", "plane", 3000, RING_STD),
    "VAE": Row("ways", "VAE", 1000, 0.5),
    "GAN": Row("ways", "GAN", 480),
    "VAE-GAN": Row("ways", "VAE-GAN", 240, 1.0),
    "σ = 0.5": Row("collapse", "VAE", 200, 0.5),
    "σ = 1": Row("collapse", "VAE", 200, 1.0),
    "σ = 2": Row("collapse", "VAE", 200, 2.0),
    "σ = 2, warm-up": Row("collapse", "VAE", 200, 2.0, 100),
    "L1": Row("tokens", "tokens", 240),
    "L1 + patch D": Row("tokens", "tokens, judged", 240),
}


def group(name):
    """Return the rows of one group, a dictionary in the order of the table.

    >>> list(group("ways"))
    ['VAE', 'GAN', 'VAE-GAN']
    """
    common.known("group", name, list(dict.fromkeys(row.group for row in ROWS.values())))
    return {key: row for key, row in ROWS.items() if row.group == name}


def settings(name):
    """Return what one row uses: its own settings, and what its group shares.

    Raises:
        ValueError: for an unknown row, listing the valid ones.

    >>> settings("σ = 1")["deviation"]
    1.0
    """
    row = ROWS[common.known("row", name, ROWS)]
    digits = {"latent_dim": LATENT_DIM, "widths": [WIDTH, ENCODER_WIDTH], "rate": RATE, "ema_decay": EMA_DECAY}
    of_group = {
        "ring": {
            "modes": RING_MODES,
            "points": RING_POINTS,
            "rate": RING_RATE,
            "widths": list(RING_WIDTHS),
            "draws": list(DRAWS),
        },
        "ways": digits | {"feature_weight": FEATURE_WEIGHT},
        "collapse": digits,
        "tokens": {"levels": list(LEVELS), "widths": [TOKEN_WIDTH, TOKEN_D_WIDTH], "adversarial": ADVERSARIAL},
    }
    return row._asdict() | of_group[row.group]


def shared():
    """Return what all rows share."""
    return {"batch_size": BATCH_SIZE}
