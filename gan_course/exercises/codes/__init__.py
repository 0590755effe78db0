"""Exercises of notebook 11: a bound, a matching, a map, a share explained, what heads cost; its open task."""

from gan_course.exercises.codes.open_task import task
from gan_course.exercises.codes.q1_bound import q1
from gan_course.exercises.codes.q2_matching import q2
from gan_course.exercises.codes.q3_occlusion import q3
from gan_course.exercises.codes.q4_explained import q4
from gan_course.exercises.codes.q5_heads import q5

__all__ = ["q1", "q2", "q3", "q4", "q5", "task"]
