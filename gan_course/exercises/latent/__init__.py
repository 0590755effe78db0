"""Exercises of notebook 05: slerp, equal steps, an attribute, its direction, and one thing at a time."""

from gan_course.exercises.latent.attributes import q3, q4, q5
from gan_course.exercises.latent.paths import q1, q2

__all__ = ["q1", "q2", "q3", "q4", "q5"]
