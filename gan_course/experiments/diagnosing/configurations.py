"""The labelled configurations: some healthy, the others with one thing broken on purpose, and what must confirm it."""

from gan_course.experiments import common

DATASETS = ("ring", "digits")
SEEDS = (0, 1, 2, 3)
SET_ON, JUDGED_ON = (0, 1), (2, 3)  # thresholds are set on the first half of the seeds, judged on the second
STEPS = {"ring": 1_000, "digits": 1_200}
BATCH_SIZE = {"ring": 128, "digits": 64}
LEARNING_RATE, BETA_1 = {"ring": 2e-3, "digits": 5e-4}, 0.5
MODES, STD = 8, 0.2  # of the ring, whose radius is 2
KINDS = {"ring": MODES, "digits": 10}
N_POINTS = 20_000  # of the ring, to train on
LATENT_DIM, WIDTH = {"ring": 8, "digits": 32}, {"ring": 64, "digits": 256}
LOOKS, N_FACTS = 10, 300  # looks at the last half of a run, and samples for each
N_KEPT, POINTS = 200, 200  # samples and points of a history that are kept

_R1 = {"penalty": "r1", "penalty_weight": {"ring": 0.03, "digits": 0.2}}

# name: (label, what differs from a non-saturating GAN of dense networks with one Adam for each player)
CONFIGURATIONS = {
    "R1": ("healthy", _R1),
    "minimax with R1": ("healthy", {"loss": "minimax", **_R1}),
    "least squares with R1": (
        "healthy",
        {"loss": "least_squares", "penalty": "r1", "penalty_weight": {"ring": 0.01, "digits": 0.2}},
    ),
    "hinge with R1": ("healthy", {"loss": "hinge", **_R1}),
    "gradient penalty": (
        "healthy",
        {
            "loss": "wasserstein",
            "penalty": "gradient_penalty",
            "penalty_weight": {"ring": 0.1, "digits": 10.0},
            "g_rate": {"ring": 0.5, "digits": 1.0},
            "d_rate": 2.0,
        },
    ),
    "few kinds": ("mode_collapse", {**_R1, "kinds": 3}),
    "deaf to noise": ("mode_collapse", {**_R1, "noise": 0.0}),
    "fast discriminator": ("mode_collapse", {"g_rate": 0.1, "d_rate": 10.0}),
    "slow generator": ("discriminator_overpowers", {"loss": "minimax", "g_rate": 0.001, "d_rate": 3.0}),
    "strong discriminator": (
        "discriminator_overpowers",
        {"loss": "minimax", "g_rate": {"ring": 0.003, "digits": 0.02}, "d_rate": 10.0},
    ),
    "slow discriminator": ("generator_overpowers", {"d_rate": 0.001}),
    "flat discriminator": ("generator_overpowers", {"penalty": "r1", "penalty_weight": 10_000.0}),
    "momentum": (
        "oscillating",
        {
            "beta_1": 0.9,
            "g_rate": {"ring": 3.0, "digits": 1.0},
            "d_rate": {"ring": 3.0, "digits": 1.0},
            "d_width": {"ring": 1.0, "digits": 0.2},
        },
    ),
    "critic without bounds": ("diverged", {"loss": "wasserstein", "g_rate": 20.0, "d_rate": 20.0}),
    "huge rates": ("diverged", {"g_rate": 300.0, "d_rate": 300.0}),
    "too short": ("undertrained", {**_R1, "share": 0.15}),
    "tiny rates": ("undertrained", {**_R1, "g_rate": 0.01, "d_rate": 0.01}),
}


def label_of(name):
    """Return the verdict that a configuration was built to deserve.

    >>> label_of("R1"), label_of("huge rates")
    ('healthy', 'diverged')
    """
    return CONFIGURATIONS[common.known("row", name, CONFIGURATIONS)][0]


def settings(name, dataset):
    """Return what one configuration uses on one dataset, a value for every argument, after its label.

    `g_rate` and `d_rate` multiply the learning rate, `d_width` D's hidden units, `noise` the generator's input;
    `kinds` is how many modes or classes the real batches hold, `share` the part of the steps that is trained.

    Raises:
        ValueError: for an unknown configuration or dataset.

    >>> settings("R1", "ring")["penalty_weight"], settings("too short", "digits")["share"]
    (0.03, 0.15)
    """
    label = label_of(name)
    changed = common.of_task(CONFIGURATIONS[name][1], dataset, DATASETS)
    plain = {
        "loss": "non_saturating",
        "penalty": None,
        "penalty_weight": 0.0,
        "g_rate": 1.0,
        "d_rate": 1.0,
        "beta_1": BETA_1,
        "d_width": 1.0,
        "noise": 1.0,
        "kinds": None,
        "share": 1.0,
    }
    return {"label": label} | plain | changed


def shared():
    """Return what all configurations share: a value, or one for each dataset."""
    return {
        "steps": STEPS,
        "batch_size": BATCH_SIZE,
        "learning_rate": LEARNING_RATE,
        "latent_dim": LATENT_DIM,
        "width": WIDTH,
        "looks": LOOKS,
        "samples_a_look": N_FACTS,
        "kept": {"samples": N_KEPT, "points": POINTS},
        "ring": {"modes": MODES, "std": STD, "points": N_POINTS},
    }


def confirmed(label, facts, dataset):
    """Return whether the facts of a run bear out the label that it was built for.

    The facts come from knowing the answer, which a diagnosis never does: the modes of the ring or a classifier of
    the digits, ten looks at the last half of the run, the weights, and a fresh comparison of the discriminator's
    outputs. None of them is a number that `diagnose` uses.

    Args:
        label: a verdict.
        facts: what `runs.run` returns.
        dataset: "ring" or "digits".

    >>> confirmed("mode_collapse", {"modes": 3, "good": 0.9, "wander": 0.02, "auc": 0.6, "growth": 1.5}, "ring")
    True
    """
    good, kinds = {"ring": 0.4, "digits": 0.25}[dataset], KINDS[dataset]
    if label == "diverged":
        return not facts["finite"] or facts["growth"] >= 5
    rules = {
        "healthy": facts["modes"] == kinds and facts["good"] >= good and facts["wander"] <= 0.3,
        "mode_collapse": facts["modes"] <= 0.7 * kinds and facts["wander"] <= 0.3,
        "discriminator_overpowers": facts["auc"] >= 0.95 and facts["good"] <= good / 2,
        "generator_overpowers": facts["good"] <= good / 2,
        "oscillating": facts["wander"] >= 0.4,
        "undertrained": facts["good"] <= 0.75 * good,
    }
    return rules[label]
