"""Exercises of notebook 10: the KL term, a draw with a gradient, who is taught by what, and the bound for K draws."""

from gan_course.exercises.density.open_task import task
from gan_course.exercises.density.q1_kl import q1
from gan_course.exercises.density.q2_draw import q2
from gan_course.exercises.density.q3_losses import q3
from gan_course.exercises.density.q4_bound import q4

__all__ = ["q1", "q2", "q3", "q4", "task"]
