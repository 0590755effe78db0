"""Exercises of notebook 08: neighbours, shares, moves that let gradients through, D's gap, freezing; its open task."""

from gan_course.exercises.generalisation.open_task import task
from gan_course.exercises.generalisation.q1_nearest import q1
from gan_course.exercises.generalisation.q2_share import q2
from gan_course.exercises.generalisation.q3_move import q3
from gan_course.exercises.generalisation.q4_gap import q4
from gan_course.exercises.generalisation.q5_freezing import q5

__all__ = ["q1", "q2", "q3", "q4", "q5", "task"]
