"""Exercises of notebook 04: label maps, a grid to order, recall, deaf discriminators, how many to ask for."""

from gan_course.exercises.conditional.open_task import task
from gan_course.exercises.conditional.q1_label_maps import q1
from gan_course.exercises.conditional.q2_grid import q2
from gan_course.exercises.conditional.q3_recall import q3
from gan_course.exercises.conditional.q4_listening import q4
from gan_course.exercises.conditional.q5_requests import q5

__all__ = ["q1", "q2", "q3", "q4", "q5", "task"]
