"""What `gan-course assign` writes once: nbgrader's settings, and what students read first."""

CONFIG = """\
# nbgrader's settings for this course. Written once by `gan-course assign`; from then on it is yours to edit.
import os
import sysconfig

from gan_course.tools.assign.restoring import RestoreCells

c = get_config()
c.CourseDirectory.course_id = "gan"
c.IncludeHeaderFooter.header = "source/header.ipynb"
c.ClearSolutions.code_stub = {"python": "...  # your code here"}

c.Execute.timeout = 60  # seconds that one cell may take, the set-up with its import of TensorFlow included
c.Execute.extra_arguments = ["--log-level=ERROR"]
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"  # the checks are small: a GPU would only take longer to start
os.environ["GAN_SOLUTIONS_DIR"] = os.devnull  # q1.solution() in an answer finds none
# nbgrader starts alembic by its name, which is known only where the environment is activated.
os.environ["PATH"] = sysconfig.get_path("scripts") + os.pathsep + os.environ["PATH"]

# Whatever an answer writes to stderr, such as TensorFlow's advice, is no failure; what it raises is.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"(?s).*"
# A cell that was renamed, copied or deleted costs nothing but itself.
c.Autograde.sanitize_preprocessors.prepend([RestoreCells])
"""

HEADER = """\
**This notebook is graded.** Write where it says `# your code here`, and in cells that you add; leave the others as they
are. Before you hand it in, choose *Kernel → Restart Kernel and Run All Cells*: a test that stays silent has passed.

The code of the story is here to be read. To run it and to see its pictures, open the notebook of the same name in the
course, where each check also has hints."""
