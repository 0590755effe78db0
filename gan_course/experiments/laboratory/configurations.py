"""What the rows of the laboratory change, and what all of them share."""

from gan_course.experiments import common

TASKS = ("grid", "digits")
SEEDS = (0, 1, 2)
STEPS = {"grid": 8_000, "digits": 400}  # updates of the generator
BATCH_SIZE = 64
LEARNING_RATE, BETA_1 = {"grid": 2e-3, "digits": 1e-3}, 0.5  # Adam, for both players
EMA_DECAY = {"grid": 0.995, "digits": 0.98}  # shorter runs need shorter averages
N_CRITIC = 3  # in the rows that take more than one

SIDE, SPACING, STD = 5, 2.0, 0.1  # the grid: 5 × 5 Gaussians
WIDTHS, WIDTH, LATENT_DIM = (128, 128), 16, {"grid": 2, "digits": 64}
N_SAMPLES = {"grid": 2_500, "digits": 2_000}
MINIMUM = 10  # of 2,500 points: a tenth of a mode's fair share
N_POINTS = 50_000  # of the grid, to train on
KEPT_SEED, N_KEPT = 0, {"grid": 500, "digits": 8}  # samples that are kept, of the runs of one seed

# A penalty's weight goes with the square of the data's scale, so each task has its own.
_R1 = {"penalty": "r1", "penalty_weight": {"grid": 0.1, "digits": 1.0}}
_EMA = {"ema_decay": EMA_DECAY}

# row: what differs from the bare GAN, whose loss is non-saturating. `g_rate` and `d_rate` multiply the learning rate.
# The two Wasserstein rows take several updates of the critic for one of the generator, as their papers do.
CONFIGURATIONS = {
    "minimax": {"loss": "minimax"},
    "non-saturating": {},
    "least squares": {"loss": "least_squares"},
    "hinge": {"loss": "hinge"},
    "Wasserstein with clipping": {
        "loss": "wasserstein",
        "weight_clip": {"grid": 0.1, "digits": 0.02},
        "n_critic": N_CRITIC,
    },
    "Wasserstein with gradient penalty": {
        "loss": "wasserstein",
        "penalty": "gradient_penalty",
        "penalty_weight": {"grid": 1.0, "digits": 10.0},
        "n_critic": N_CRITIC,
    },
    "R1": _R1,
    "spectral norm": {"spectral_norm": True},
    "hinge with spectral norm": {"loss": "hinge", "spectral_norm": True},
    "label smoothing": {"real_target": 0.9},
    "two time scales": {"g_rate": 0.5, "d_rate": 2.0},
    "more critic steps": {"n_critic": N_CRITIC},
    "EMA": _EMA,
    "R1 with EMA": {**_R1, **_EMA},
}


def settings(name, task):
    """Return what one row uses on one task, as a dictionary with a value for every argument.

    Args:
        name: a key of `CONFIGURATIONS`.
        task: one of `TASKS`.

    Raises:
        ValueError: for an unknown row or task, listing the valid ones.

    >>> settings("R1", "digits")["penalty_weight"], settings("minimax", "grid")["n_critic"]
    (1.0, 1)
    """
    changed = common.of_task(CONFIGURATIONS[common.known("row", name, CONFIGURATIONS)], task, TASKS)
    plain = {
        "loss": "non_saturating",
        "real_target": 1.0,
        "penalty": None,
        "penalty_weight": 0.0,
        "weight_clip": None,
        "spectral_norm": False,
        "n_critic": 1,
        "ema_decay": None,
        "g_rate": 1.0,
        "d_rate": 1.0,
    }
    return plain | changed


def shared():
    """Return what all rows share: a value, or one for each task."""
    return {
        "steps": STEPS,
        "batch_size": BATCH_SIZE,
        "learning_rate": LEARNING_RATE,
        "beta_1": BETA_1,
        "latent_dim": LATENT_DIM,
        "widths": {"grid": list(WIDTHS), "digits": WIDTH},
        "samples": N_SAMPLES,
        "kept": N_KEPT,
        "grid": {"side": SIDE, "spacing": SPACING, "std": STD, "points": N_POINTS, "minimum": MINIMUM},
    }
