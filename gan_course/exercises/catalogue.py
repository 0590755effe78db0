"""Which notebook has which exercises."""

import hashlib
import importlib
import os

from gan_course.exercises.base import Exercise

# notebook -> folder
MODULES = {
    "00_start_here": "start",
    "01_minimax_game": "minimax",
    "02_vanilla_gan": "vanilla",
    "03_dcgan": "dcgan",
    "04_conditional_gan": "conditional",
    "05_latent_space": "latent",
    "06_evaluating_gans": "evaluation",
    "07_training_stability": "stability",
    "08_generalisation": "generalisation",
    "09_debugging_clinic": "clinic",
    "10_vae_and_density": "density",
    "11_infogan_and_interpretability": "codes",
    "12_image_to_image": "restoring",
    "13_todays_gan": "modern",
    "14_gan_and_flow": "flow",
    "15_beyond_images": "beyond",
    "16_responsible_use": "responsible",
    "17_your_own_pictures": "own",
}


def of(notebook):
    """Return the exercises of a notebook, in order; an empty list when it has none.

    >>> [exercise.name for exercise in of("01_minimax_game")]
    ['q1', 'q2', 'q3', 'q4', 'q5']
    """
    if notebook not in MODULES:
        return []
    module = importlib.import_module(f"gan_course.exercises.{MODULES[notebook]}")
    found = [value for value in vars(module).values() if isinstance(value, Exercise)]
    return sorted(found, key=lambda exercise: exercise.number)


def every():
    """Return every exercise of the course, in reading order."""
    return [exercise for notebook in MODULES for exercise in of(notebook)]


def limit_hints(notebook, most):
    """Let the exercises of a notebook show so many hints at most; an assignment calls it when its instructor says so.

    Args:
        notebook: its name, as "01_minimax_game".
        most: 0, 1, 2, …; 0 means none.
    """
    for exercise in of(notebook):
        exercise.limit_hints(most)


def variant(seed):
    """Return the seed of the student whose submission is graded, drawn from a seed and $GAN_STUDENT.

    Hidden tests with it ask each student on inputs of their own, the same at each grading: what feedback shows of them
    helps nobody else. Where no student is named, it is the seed itself.

    Args:
        seed: of the hidden tests, from 1.

    Returns:
        An integer from 1.
    """
    student = os.environ.get("GAN_STUDENT")
    if not student:
        return seed
    return 1 + int.from_bytes(hashlib.sha256(f"{seed}/{student}".encode()).digest()[:6], "big")
