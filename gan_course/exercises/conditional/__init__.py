"""Exercises of notebook 04: label maps, a grid to order, recall, deaf discriminators, how many to ask for."""

from gan_course.exercises.conditional.labels import q1, q2
from gan_course.exercises.conditional.listening import q4
from gan_course.exercises.conditional.measuring import q3, q5

__all__ = ["q1", "q2", "q3", "q4", "q5"]
