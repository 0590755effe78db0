"""Exercises of notebook 09: four patients to mend, a check to write, and a doctor of one's own as open task."""

from gan_course.exercises.clinic.open_task import task
from gan_course.exercises.clinic.q1_frame import q1
from gan_course.exercises.clinic.q2_gradients import q2
from gan_course.exercises.clinic.q3_penalty import q3
from gan_course.exercises.clinic.q4_state import q4
from gan_course.exercises.clinic.q5_company import q5

__all__ = ["q1", "q2", "q3", "q4", "q5", "task"]
