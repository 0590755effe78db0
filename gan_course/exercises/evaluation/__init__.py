"""Exercises of notebook 06: guessing, scores from logits, endless samples, a two-sample test, naming a failure."""

from gan_course.exercises.evaluation.open_task import task
from gan_course.exercises.evaluation.q1_guessing import q1
from gan_course.exercises.evaluation.q2_inception_score import q2
from gan_course.exercises.evaluation.q3_endless_samples import q3
from gan_course.exercises.evaluation.q4_next_door import q4
from gan_course.exercises.evaluation.q5_failure import q5

__all__ = ["q1", "q2", "q3", "q4", "q5", "task"]
