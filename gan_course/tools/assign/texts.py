"""What `gan-course assign` writes once: nbgrader's settings, and what students read first."""

SIGN = "ExecuteAnswers"  # settings without it were written by an older course
CONFIG = r"""# nbgrader's settings for this course, written once by `gan-course assign`: from now on they are yours.
import os
import sysconfig
import warnings

from nbgrader.converters import Autograde, GenerateFeedback

from gan_course.tools.assign.collecting import PlatformCollector, name_lone_notebook
from gan_course.tools.assign.feedback import TidyFeedback
from gan_course.tools.assign.restoring import RestoreCells
from gan_course.tools.assign.running import ExecuteAnswers

c = get_config()
c.CourseDirectory.course_id = "gan"
c.IncludeHeaderFooter.header = "source/header.ipynb"
c.ClearSolutions.code_stub = {"python": "...  # your code here"}
c.ClearSolutions.text_stub = "*Write your answer here.*"

# Whose file is it? `nbgrader zip_collect` tries these in turn on each path in an archive, and looks the student up in
# roster.csv here, or in what `nbgrader db student import` was given, by lms_id, name or id.
c.ZipCollectApp.collector_plugin = PlatformCollector
c.PlatformCollector.patterns = [
    # Moodle: "Ada Lovelace_1234567_assignsubmission_file_/homework.ipynb", and the same without the folder
    r"(?:^|/)(?P<full_name>[^/_]+)_(?P<number>\d+)_assignsubmission_file",
    # Canvas: "lovelaceada_LATE_12345_678901_homework-1.ipynb"
    r"(?:^|/)(?P<full_name>[^/_]+)_(?:LATE_)?(?P<lms_id>\d+)_\d+_[^/]+$",
    # by hand: "ada/homework.ipynb", "ada_01_minimax_game.ipynb", "ada.ipynb"
    r"^(?P<student_id>[^/]+)/[^/]+$",
    r"^(?P<student_id>[^/]+?)(?:_\d\d_[a-z_]+)?\.ipynb$",
]

c.Execute.timeout = 60  # seconds that one cell may take, the set-up with its import of TensorFlow included
c.Execute.extra_arguments = ["--log-level=ERROR", "--ext=gan_course.tools.assign.guard"]
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"  # the checks are small: a GPU would only take longer to start
os.environ["GAN_SOLUTIONS_DIR"] = os.devnull  # q1.solution() in an answer finds none
# nbgrader starts alembic by its name, which is known only where the environment is activated.
os.environ["PATH"] = sysconfig.get_path("scripts") + os.pathsep + os.environ["PATH"]

warnings.filterwarnings("ignore", "Object of type <Submitted")  # nbgrader's own, at each submission, and harmless

# Whatever an answer writes to stderr, such as TensorFlow's advice, is no failure; what it raises is.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"(?s).*"
# A cell that was renamed, copied or deleted costs nothing but itself.
c.Autograde.sanitize_preprocessors.prepend([RestoreCells])
# A notebook that was renamed costs nothing, and an answer that ends Python no more than itself.
c.Autograde.pre_convert_hook = name_lone_notebook
usual = Autograde.autograde_preprocessors.default()
c.Autograde.autograde_preprocessors = [ExecuteAnswers if step.__name__ == "Execute" else step for step in usual]
c.GenerateFeedback.preprocessors = [*GenerateFeedback.preprocessors.default(), TidyFeedback]
"""

HEADER = """\
**This notebook is graded.** Write where it says `# your code here`, and in cells that you add; leave the others as they
are. Before you hand it in, choose *Kernel → Restart Kernel and Run All Cells*: a test that stays silent has passed.

The code of the story is here to be read. To run it and to see its pictures, open the notebook of the same name in the
course. `q1.hint()` there, or here once a test has run, shows the hints that there are for the first exercise."""
