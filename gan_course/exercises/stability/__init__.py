"""Exercises of notebook 07: R1, label smoothing, the largest singular value, an unbiased average, a verdict."""

from gan_course.exercises.stability.averages import q4
from gan_course.exercises.stability.penalties import q1, q2
from gan_course.exercises.stability.singular import q3
from gan_course.exercises.stability.verdicts import q5

__all__ = ["q1", "q2", "q3", "q4", "q5"]
