"""Exercises of notebook 02: both losses, the step, reading charts, where the gradient stops."""

from gan_course.exercises.vanilla.open_task import task
from gan_course.exercises.vanilla.q1_discriminator_loss import q1
from gan_course.exercises.vanilla.q2_generator_loss import q2
from gan_course.exercises.vanilla.q3_step import q3
from gan_course.exercises.vanilla.q4_charts import q4
from gan_course.exercises.vanilla.q5_stop_gradient import q5

__all__ = ["q1", "q2", "q3", "q4", "q5", "task"]
