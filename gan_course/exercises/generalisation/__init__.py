"""Exercises of notebook 08: nearest neighbours, the share, a move that lets gradients through, D's gap, freezing."""

from gan_course.exercises.generalisation.discriminators import q4, q5
from gan_course.exercises.generalisation.moving import q3
from gan_course.exercises.generalisation.neighbours import q1, q2

__all__ = ["q1", "q2", "q3", "q4", "q5"]
