"""Exercises of notebook 08: nearest neighbours, the share, a move that lets gradients through, D's gap, freezing."""

from gan_course.exercises.generalisation.q1_nearest import q1
from gan_course.exercises.generalisation.q2_share import q2
from gan_course.exercises.generalisation.q3_move import q3
from gan_course.exercises.generalisation.q4_gap import q4
from gan_course.exercises.generalisation.q5_freezing import q5

__all__ = ["q1", "q2", "q3", "q4", "q5"]
