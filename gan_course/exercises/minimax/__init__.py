"""Exercises of notebook 01: the value, the best discriminator, the divergence, both gradients, one update."""

from gan_course.exercises.minimax.discriminator import q1, q2
from gan_course.exercises.minimax.divergence import q3
from gan_course.exercises.minimax.generator import q4, q5

__all__ = ["q1", "q2", "q3", "q4", "q5"]
