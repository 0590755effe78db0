"""Exercises of notebook 05: slerp, equal steps, an attribute, its direction, and one thing at a time."""

from gan_course.exercises.latent.open_task import task
from gan_course.exercises.latent.q1_slerp import q1
from gan_course.exercises.latent.q2_equal_steps import q2
from gan_course.exercises.latent.q3_symmetry import q3
from gan_course.exercises.latent.q4_direction import q4
from gan_course.exercises.latent.q5_one_thing import q5

__all__ = ["q1", "q2", "q3", "q4", "q5", "task"]
