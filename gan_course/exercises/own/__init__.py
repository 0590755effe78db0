"""Exercises of notebook 17: what is cut off, a fair part of each class, when to stop; the open task."""

from gan_course.exercises.own.open_task import task
from gan_course.exercises.own.q1_crop import q1
from gan_course.exercises.own.q2_part import q2
from gan_course.exercises.own.q3_stop import q3

__all__ = ["q1", "q2", "q3", "task"]
