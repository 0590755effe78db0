"""Exercises of notebook 12: a logit's pixels, pairs for D, holes, decibels, there and back; its open task."""

from gan_course.exercises.restoring.open_task import task
from gan_course.exercises.restoring.q1_pixels import q1
from gan_course.exercises.restoring.q2_pairs import q2
from gan_course.exercises.restoring.q3_mask import q3
from gan_course.exercises.restoring.q4_psnr import q4
from gan_course.exercises.restoring.q5_cycle import q5

__all__ = ["q1", "q2", "q3", "q4", "q5", "task"]
