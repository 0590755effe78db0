"""Exercises of notebook 03: shapes, a generator to measure, stamps, batch-norm modes, receptive field."""

from gan_course.exercises.dcgan.open_task import task
from gan_course.exercises.dcgan.q1_side import q1
from gan_course.exercises.dcgan.q2_generator import q2
from gan_course.exercises.dcgan.q3_stamps import q3
from gan_course.exercises.dcgan.q4_batch_norm import q4
from gan_course.exercises.dcgan.q5_receptive_field import q5

__all__ = ["q1", "q2", "q3", "q4", "q5", "task"]
