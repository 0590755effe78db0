"""Exercises of notebook 03: shapes, a generator to measure, stamps, batch-norm modes, receptive field."""

from gan_course.exercises.dcgan.arithmetic import q1, q3, q5
from gan_course.exercises.dcgan.batch_norm import q4
from gan_course.exercises.dcgan.generator import q2

__all__ = ["q1", "q2", "q3", "q4", "q5"]
