"""What makes `gan_utils` a course: exercises, experiments, the maintainers' tools, and `record` for its notebooks.

It imports `gan_utils`, never the other way round. Neither TensorFlow nor a tool is loaded until somebody asks for it.
"""

from gan_course.quiet import import_tensorflow
from gan_course.results import record

__all__ = ["import_tensorflow", "record"]
