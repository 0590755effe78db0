"""The set-up cell, the same in every notebook but for the place the course is published at."""

import re

# Kept short: every learner meets it. Locally it checks; in Colab it also fetches the course, and installs
# only what Colab lacks, without dependencies, since reinstalling NumPy or the widgets breaks a Colab session.
TEMPLATE = """\
# @title Set-up: on your machine it only checks, in Colab it first fetches the course
import importlib.util
import os
import subprocess
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"  # read when TensorFlow is imported: errors only
repository, ref = "{repository}", "{ref}"  # written by `gan-course stamp`

if "google.colab" in sys.modules and repository:
    folder = os.path.abspath("gan-course")
    if not os.path.isdir(folder):
        address = f"https://github.com/{{repository}}"
        clone = ["git", "clone", "--quiet", "--depth=1", f"--branch={{ref}}", address, folder]
        subprocess.run(clone, check=True)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    needed = ("anywidget", "mlxtend", "pooch", "psygnal")
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if missing:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", *missing], check=True)

if importlib.util.find_spec("gan_course") is None:
    raise ModuleNotFoundError(
        "this copy does not say where its course is published: open it from the README's Colab badge"
        if "google.colab" in sys.modules
        else "the course's package is not installed here: run `make lab` in the course's folder, or "
        "`pip install -r requirements.txt -e .` there, and choose that environment's kernel"
    )

import gan_course

gan_course.import_tensorflow()  # without its start-up notes"""

# Shows as a closed cell in JupyterLab and as a button with the title in Colab.
COLLAPSED = {"jupyter": {"source_hidden": True}, "cellView": "form"}

_STAMP = re.compile(r'^repository, ref = "([\w.-]+/[\w.-]+|)", "([\w./-]+)"', re.MULTILINE)


def text(repository="", ref="main"):
    """Return the source of the set-up cell for a course published at `repository` ("OWNER/NAME" or "")."""
    return TEMPLATE.format(repository=repository, ref=ref)


def parse(source):
    """Return the (repository, ref) of a canonical set-up cell, or None when it is not canonical.

    >>> parse(text("owner/gan-course", "v1")), parse("import gan_utils")
    (('owner/gan-course', 'v1'), None)
    """
    stamp = _STAMP.search(source)
    if stamp is None or source != text(*stamp.groups()):
        return None
    return stamp.groups()
