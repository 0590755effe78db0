"""The exercise of notebook 00, the negative of a picture, and its open task."""

from gan_course.exercises.start.open_task import task
from gan_course.exercises.start.q1_negative import q1

__all__ = ["q1", "task"]
