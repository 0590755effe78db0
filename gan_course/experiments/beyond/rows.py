"""The rows of the table: what each changes, what a group shares, and what was expected of them."""

from typing import NamedTuple

from gan_course.experiments import common

SEEDS = (1, 2, 3)  # seed 0 is for trying things out
BATCH_SIZE, EMA_DECAY = 64, 0.99

# Written before the first run of a row. The rows of tones and clips with R1 were added when those without it had been
# seen to fail, and R1 had been tried on tones for 200 steps with seed 0; the row with features and that of narrow
# networks for clips came last, when all others were known.
PREDICTIONS = {
    "tones, DCGAN": "at least half of its tones are clear, in two of three seeds",
    "tones, R1": "at least half of its tones are clear, in two of three seeds",
    "tones, R1, kernel 4": "fewer clear tones than with kernels of 25, in each seed",
    "wave L1": "nearly silent: a fifth of the loudness or less, in each seed",
    "spectral L1 + D": "more clear tones than spectral L1 alone, at a larger distance in decibels, in each seed",
    "spectral L1 + D + features": "more clear tones of the right pitch than without the features, in each seed",
    "table, GAN": "what learns from it names at most 3 points fewer tumours, in two of three seeds",
    "table, Gaussian": "nearer to the real table than the GAN's, by energy distance, in each seed",
    "text, τ = 1": "more valid sentences than the bigram model's, in each seed",
    "text, other temperatures": "both τ = 0.25 and τ = 4 make fewer valid sentences than τ = 1, in each seed",
    "text, τ = 1 and R1": "more different valid sentences than without R1, in each seed",
    "clips, over time": "more plausible clips than with frames as channels, in each seed",
    "clips, over time, R1": "more plausible clips than without R1, in each seed",
    "clips, channels, as narrow": "fewer plausible clips than with kernels over time, in each seed",
}


class Row(NamedTuple):
    """One row of the table.

    Attributes:
        group: "tones" are drawn from noise, "vocoder" turns spectra back; "table", "text" and "clips".
        change: the one thing in which the rows of a group differ; "channels" doubles the widths besides, so that its
            networks have about as many weights as those with an axis more; "channels, narrow" does not.
        steps: updates of each player; 0 where nothing is trained by steps.
    """

    group: str
    change: object
    steps: int


ROWS = {
    "tones, DCGAN": Row("tones", "nothing", 400),
    "tones, R1": Row("tones", "R1", 400),
    "tones, R1, kernel 4": Row("tones", "R1, kernel 4", 400),
    "wave L1": Row("vocoder", "wave", 400),
    "spectral L1": Row("vocoder", "spectrum", 400),
    "spectral L1 + D": Row("vocoder", "spectrum + D", 400),
    "spectral L1 + D + features": Row("vocoder", "spectrum + D + features", 400),
    "table, GAN": Row("table", "GAN", 1000),
    "table, Gaussian": Row("table", "Gaussian", 0),
    "text, τ = 4": Row("text", 4.0, 1500),
    "text, τ = 1": Row("text", 1.0, 1500),
    "text, τ = 0.25": Row("text", 0.25, 1500),
    "text, τ = 1 and R1": Row("text", "R1", 1500),
    "text, bigram": Row("text", "bigram", 0),
    "clips, over time": Row("clips", "time", 600),
    "clips, over time, R1": Row("clips", "time, R1", 600),
    "clips, frames as channels": Row("clips", "channels", 600),
    "clips, channels, as narrow": Row("clips", "channels, narrow", 600),
}

# What the rows of a group share: numbers of samples, widths, and both players' learning rates.
GROUPS = {
    "tones": {"n": 2000, "width": 8, "kernel_size": 25, "stride": 4, "r1_weight": 1.0, "rates": [1e-3, 5e-4]},
    "vocoder": {"n": 2000, "width": 8, "judge_width": 8, "l1_weight": 45.0, "rates": [1e-3, 5e-4]},
    "table": {"widths": [64, 64], "latent_dim": 16, "rates": [1e-3, 1e-3]},
    "text": {"n": 1000, "widths": [128, 128], "latent_dim": 32, "r1_weight": 1.0, "rates": [1e-3, 1e-3]},
    "clips": {"n": 2000, "width": 16, "r1_weight": 1.0, "rates": [1e-3, 5e-4], "flicker": 0.15, "spread": 1.5},
}
OWN = {"spectral L1 + D + features": {"feature_weight": 2.0}}  # what a single row uses besides


def group(name):
    """Return the rows of one group, a dictionary in the order of the table.

    >>> list(group("clips"))
    ['clips, over time', 'clips, over time, R1', 'clips, frames as channels', 'clips, channels, as narrow']
    """
    return common.of_group(name, ROWS)


def settings(name):
    """Return what one row uses: its own settings, what its group shares, and what nobody else uses.

    Raises:
        ValueError: for an unknown row, listing the valid ones.

    >>> settings("text, τ = 4")["change"]
    4.0
    """
    row = ROWS[common.known("row", name, ROWS)]
    return row._asdict() | GROUPS[row.group] | OWN.get(name, {})


def shared():
    """Return what all rows share."""
    return {"batch_size": BATCH_SIZE, "ema_decay": EMA_DECAY}
