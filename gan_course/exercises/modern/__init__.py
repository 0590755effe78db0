"""Exercises of notebook 13: a relativistic pair, two penalties, a demodulated kernel, a block, γ; its open task."""

from gan_course.exercises.modern.open_task import task
from gan_course.exercises.modern.q1_relativistic import q1
from gan_course.exercises.modern.q2_penalties import q2
from gan_course.exercises.modern.q3_demodulated import q3
from gan_course.exercises.modern.q4_block import q4
from gan_course.exercises.modern.q5_gamma import q5

__all__ = ["q1", "q2", "q3", "q4", "q5", "task"]
