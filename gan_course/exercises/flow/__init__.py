"""Exercises of notebook 14: a straight line, two ways to follow it, calls counted, a slope without gradients."""

from gan_course.exercises.flow.open_task import task
from gan_course.exercises.flow.q1_line import q1
from gan_course.exercises.flow.q2_follow import q2
from gan_course.exercises.flow.q3_calls import q3
from gan_course.exercises.flow.q4_slope import q4

__all__ = ["q1", "q2", "q3", "q4", "task"]
