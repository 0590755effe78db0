"""Exercises of notebook 02: both losses, the step, reading charts, where the gradient stops."""

from gan_course.exercises.vanilla.losses import q1, q2
from gan_course.exercises.vanilla.reading import q4
from gan_course.exercises.vanilla.stages import q3, q5

__all__ = ["q1", "q2", "q3", "q4", "q5"]
