"""What maintainers run, and `record`, with which a notebook states its results.

Nothing here imports TensorFlow until it has to.
"""

from gan_utils.course.errors import CellFailed
from gan_utils.course.health import doctor
from gan_utils.course.linting import lint
from gan_utils.course.quiet import import_tensorflow
from gan_utils.course.rendering import render
from gan_utils.course.results import record, recorded
from gan_utils.course.runner import execute, run_course
from gan_utils.course.stamping import stamp

__all__ = [
    "CellFailed",
    "doctor",
    "execute",
    "import_tensorflow",
    "lint",
    "record",
    "recorded",
    "render",
    "run_course",
    "stamp",
]
