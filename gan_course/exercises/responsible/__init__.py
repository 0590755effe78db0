"""Exercises of notebook 16: a ranking, a coin, a share, an alarm; its open task."""

from gan_course.exercises.responsible.open_task import task
from gan_course.exercises.responsible.q1_ranking import q1
from gan_course.exercises.responsible.q2_chance import q2
from gan_course.exercises.responsible.q3_share import q3
from gan_course.exercises.responsible.q4_alarm import q4

__all__ = ["q1", "q2", "q3", "q4", "task"]
