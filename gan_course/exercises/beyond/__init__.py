"""Exercises of notebook 15: strides of a wave, a Gumbel-softmax, a distance of spectra, a test; its open task."""

from gan_course.exercises.beyond.open_task import task
from gan_course.exercises.beyond.q1_stride import q1
from gan_course.exercises.beyond.q2_gumbel import q2
from gan_course.exercises.beyond.q3_spectra import q3
from gan_course.exercises.beyond.q4_two_samples import q4

__all__ = ["q1", "q2", "q3", "q4", "task"]
