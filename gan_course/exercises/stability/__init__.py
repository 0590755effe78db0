"""Exercises of notebook 07: R1, label smoothing, the largest singular value, an unbiased average, a verdict."""

from gan_course.exercises.stability.open_task import task
from gan_course.exercises.stability.q1_r1 import q1
from gan_course.exercises.stability.q2_smoothing import q2
from gan_course.exercises.stability.q3_singular_value import q3
from gan_course.exercises.stability.q4_averages import q4
from gan_course.exercises.stability.q5_verdict import q5

__all__ = ["q1", "q2", "q3", "q4", "q5", "task"]
