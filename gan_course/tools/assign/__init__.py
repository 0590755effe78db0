"""`gan-course assign`: the exercises as assignments of nbgrader."""
