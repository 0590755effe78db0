"""Exercises of notebook 06: guessing, scores from logits, endless samples, a two-sample test, naming a failure."""

from gan_course.exercises.evaluation.reading import q1, q5
from gan_course.exercises.evaluation.scores import q2, q3
from gan_course.exercises.evaluation.two_sample import q4

__all__ = ["q1", "q2", "q3", "q4", "q5"]
