"""What maintainers run, and `record`, with which a notebook states its results.

Nothing here imports TensorFlow until it has to.
"""

from gan_utils.course.quiet import import_tensorflow
from gan_utils.course.rendering import render
from gan_utils.course.results import record, recorded

__all__ = ["import_tensorflow", "record", "recorded", "render"]
