"""Exercises of notebook 01: value, best discriminator, divergence, both gradients, one update; an open task."""

from gan_course.exercises.minimax.open_task import mean_divergence, task
from gan_course.exercises.minimax.q1_value import q1
from gan_course.exercises.minimax.q2_best_discriminator import q2
from gan_course.exercises.minimax.q3_divergence import q3
from gan_course.exercises.minimax.q4_gradients import q4
from gan_course.exercises.minimax.q5_update import q5

__all__ = ["mean_divergence", "q1", "q2", "q3", "q4", "q5", "task"]
