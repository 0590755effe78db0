"""What the rows of the laboratory change, and what all of them share."""

from gan_course.experiments import common

TASKS = ("grid", "digits")
SEEDS = (0, 1, 2)
STEPS = {"grid": 8_000, "digits": 2_500}  # updates of the generator
BATCH_SIZE = 64
SGD_RATE = {"grid": 30.0, "digits": 30.0}  # of Adam's: a step of plain gradient descent is as long as its gradient
LEARNING_RATE, BETA_1 = {"grid": 2e-3, "digits": 1e-3}, 0.5  # Adam, for both players
EMA_DECAY = {"grid": 0.995, "digits": 0.995}  # warmed up
N_CRITIC = 3  # in the rows that take more than one

SIDE, SPACING, STD = 5, 2.0, 0.1  # the grid: 5 × 5 Gaussians
WIDTHS, WIDTH, LATENT_DIM = (128, 128), 16, {"grid": 2, "digits": 64}
N_SAMPLES = {"grid": 2_500, "digits": 2_000}
MINIMUM = 10  # of 2,500 points: a tenth of a mode's fair share
N_POINTS = 50_000  # of the grid, to train on
KEPT_SEED, N_KEPT = 0, {"grid": 500, "digits": 8}  # samples that are kept, of the runs of one seed

BARE = "non-saturating"  # the row that most others change one thing of

# A penalty's weight goes with the square of the data's scale, so each task has its own.
_WEIGHT = {"grid": 0.1, "digits": 1.0}
_R1 = {"penalty": "r1", "penalty_weight": _WEIGHT}
_EMA = {"ema_decay": EMA_DECAY}
_CLIPPED = {"loss": "wasserstein", "weight_clip": {"grid": 0.1, "digits": 0.02}}
_WGAN_GP = {
    "loss": "wasserstein",
    "penalty": "gradient_penalty",
    "penalty_weight": {"grid": 1.0, "digits": 10.0},
}

# row: (the row that it changes one thing of, what differs from the bare GAN, whose loss is non-saturating). `g_rate`
# and `d_rate` multiply the learning rate, `batch` the batch size. A Wasserstein loss means nothing without something
# that bounds the critic's slope, so the two come together, and count as one change.
_ROWS = {
    BARE: (BARE, {}),
    "minimax": (BARE, {"loss": "minimax"}),
    "least squares": (BARE, {"loss": "least_squares"}),
    "hinge": (BARE, {"loss": "hinge"}),
    "relativistic": (BARE, {"loss": "relativistic"}),
    "Wasserstein with clipping": (BARE, _CLIPPED),
    "Wasserstein with clipping, 3 critic steps": ("Wasserstein with clipping", {**_CLIPPED, "n_critic": N_CRITIC}),
    "Wasserstein with gradient penalty": (BARE, _WGAN_GP),
    "Wasserstein with gradient penalty, 3 critic steps": (
        "Wasserstein with gradient penalty",
        {**_WGAN_GP, "n_critic": N_CRITIC},
    ),
    "R1": (BARE, _R1),
    "relativistic with R1 and R2": (
        "relativistic",
        {"loss": "relativistic", "penalty": ["r1", "r2"], "penalty_weight": _WEIGHT},
    ),
    "spectral norm": (BARE, {"spectral_norm": True}),
    "hinge with spectral norm": ("hinge", {"loss": "hinge", "spectral_norm": True}),
    "label smoothing": (BARE, {"real_target": 0.9}),
    "more critic steps": (BARE, {"n_critic": N_CRITIC}),
    "EMA": (BARE, _EMA),
    "R1 with EMA": ("R1", {**_R1, **_EMA}),
    "D's rate ×2": (BARE, {"d_rate": 2.0}),
    "D's rate ×4": (BARE, {"d_rate": 4.0}),
    "both rates ×¼": (BARE, {"g_rate": 0.25, "d_rate": 0.25}),
    "both rates ×½": (BARE, {"g_rate": 0.5, "d_rate": 0.5}),
    "both rates ×2": (BARE, {"g_rate": 2.0, "d_rate": 2.0}),
    "both rates ×4": (BARE, {"g_rate": 4.0, "d_rate": 4.0}),
    "batch ×¼": (BARE, {"batch": 0.25}),
    "batch ×½": (BARE, {"batch": 0.5}),
    "batch ×2": (BARE, {"batch": 2.0}),
    "batch ×4": (BARE, {"batch": 4.0}),
    "β₁ = 0": (BARE, {"beta_1": 0.0}),
    "SGD": (BARE, {"optimizer": "sgd", "g_rate": SGD_RATE, "d_rate": SGD_RATE}),
    "PReLU": (BARE, {"leak": "learned"}),
}
CONFIGURATIONS = {row: changed for row, (_, changed) in _ROWS.items()}


def against(name):
    """Return the row that a row changes one thing of; the bare GAN is its own.

    Raises:
        ValueError: for an unknown row, listing the valid ones.

    >>> against("hinge with spectral norm"), against("R1")
    ('hinge', 'non-saturating')
    """
    return _ROWS[common.known("row", name, _ROWS)][0]


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
        "batch": 1.0,
        "beta_1": BETA_1,
        "optimizer": "adam",
        "leak": None,
    }
    return plain | changed


def shared():
    """Return what all rows share: a value, or one for each task."""
    return {
        "steps": STEPS,
        "batch_size": BATCH_SIZE,
        "learning_rate": LEARNING_RATE,
        "ema_warmup": True,
        "latent_dim": LATENT_DIM,
        "widths": {"grid": list(WIDTHS), "digits": WIDTH},
        "samples": N_SAMPLES,
        "kept": N_KEPT,
        "grid": {"side": SIDE, "spacing": SPACING, "std": STD, "points": N_POINTS, "minimum": MINIMUM},
    }
