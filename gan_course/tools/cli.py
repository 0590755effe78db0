"""`gan-course …`: a table of commands, each a module of its own that is imported only when it is asked for.

Such a module has `arguments(parser)`, which adds its arguments, and `main(options)`, which returns the exit code.
"""

import argparse
import importlib
import os
import sys

from gan_course.tools import notebooks
from gan_utils import __version__, _keras_settings, _streams

# command: (its module, what it does), in the order of `gan-course --help`.
COMMANDS = {
    "lab": ("gan_course.tools.lab", "open JupyterLab at the first notebook"),
    "run": ("gan_course.tools.run", "execute notebooks; copies and pages go to build/course"),
    "doctor": ("gan_course.tools.doctor", "say whether the course can run here, and what to do if not"),
    "assign": ("gan_course.tools.assign", "write assignments for nbgrader that grade themselves"),
    "handout": ("gan_course.tools.handout", "copy the course for students, without answers"),
    "quiz": ("gan_course.tools.quiz", "write quiz questions for Moodle or Canvas"),
    "grades": ("gan_course.tools.grades", "write what a class earned, and who answered alike"),
    "render": ("gan_course.tools.render", "execute notebooks and write them back as committed"),
    "lint": ("gan_course.tools.lint", "check that notebooks are in the form that is committed"),
    "pages": ("gan_course.tools.pages", "write the course as a web site, as it is committed"),
    "stamp": ("gan_course.tools.stamp", "write into the notebooks where the course is published"),
    "readme": ("gan_course.tools.readme", "write the README's results from the committed notebooks"),
    "syllabus": ("gan_course.tools.syllabus", "write hours, outcomes and weeks into notebooks/README.md"),
    "pin": ("gan_course.tools.pin", "write both requirements files from what is installed here"),
    "pretrain": ("gan_course.experiments.pretrain", "train the weights in data/pretrained"),
    "ablation": ("gan_course.experiments.ablation", "measure what each DCGAN guideline is worth: 03's table"),
    "unlabelled": ("gan_course.experiments.unlabelled", "measure clusters in place of labels: the table that ends 03"),
    "share_fakes": ("gan_course.experiments.share_fakes", "compare one pass of G a step with two: its default"),
    "laboratory": ("gan_course.experiments.laboratory", "measure why training fails and what helps: 07's table"),
    "diagnosing": (
        "gan_course.experiments.diagnosing",
        "train labelled runs; set and judge diagnostics' thresholds",
    ),
    "remedies": ("gan_course.experiments.remedies", "measure which remedy cures which break: 07's table"),
    "generalisation": (
        "gan_course.experiments.generalisation",
        "measure copying and what helps against it: 08's tables",
    ),
    "clinic": ("gan_course.experiments.clinic", "measure what twelve bugs cost: 09's table"),
    "image_to_image": (
        "gan_course.experiments.image_to_image",
        "measure restored digits and drawn sprites: 12's tables",
    ),
    "unpaired": ("gan_course.experiments.unpaired", "measure translation without pairs: a table of 12"),
    "training_data": ("gan_course.experiments.training_data", "try a GAN's pictures as training data: a table of 12"),
    "vae": ("gan_course.experiments.vae", "measure bounds of a density, VAE and VAE-GAN: 10's tables"),
    "flow": ("gan_course.experiments.flow", "measure a GAN beside a flow: 14's table"),
    "infogan": ("gan_course.experiments.infogan", "measure what codes learn without labels: 11's tables"),
    "today": ("gan_course.experiments.today", "measure what today's GANs changed: 13's tables"),
    "seeds": ("gan_course.experiments.seeds", "train five articles' systems: rows of 02, 03 and 04"),
    "beyond": ("gan_course.experiments.beyond", "measure sound, a table, text and clips: 15's table"),
    "responsible": ("gan_course.experiments.responsible", "measure attacks, detectors, marks and shares: 16's tables"),
}


def parser(chosen=None):
    """Return the argument parser; of all the commands only the chosen one is imported and knows its arguments.

    >>> parser("lint").parse_args(["lint", "03"]).notebooks
    ['03']
    """
    top = argparse.ArgumentParser(prog="gan-course", description="Tools of the GAN course.")
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, description) in COMMANDS.items():
        added = commands.add_parser(name, help=description, description=description)
        if name == chosen:
            importlib.import_module(module).arguments(added)
    return top


def main(arguments=None):
    """Run one command; return its exit code: 0 when all is well, 1 when not, 2 when it could not begin, 130 on Ctrl-C.

    What stops it is said in one sentence on stderr: a wrong argument or file, or a package that is missing.
    """
    _streams.widen()
    arguments = sys.argv[1:] if arguments is None else arguments
    chosen = next((argument for argument in arguments if not argument.startswith("-")), None)
    try:
        options = parser(chosen).parse_args(arguments)
        if options.command != "doctor":  # which says it beside all else
            notebooks.require_course()
        if COMMANDS[options.command][0].startswith("gan_course.experiments."):
            _keras_settings.check()
            if said := _keras_settings.note():
                print(said, file=sys.stderr)
        code = importlib.import_module(COMMANDS[options.command][0]).main(options)
        print(end="", flush=True)
        return code
    except KeyboardInterrupt:
        print("\ninterrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read along has had enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (ValueError, OSError, ImportError) as error:
        print(f"gan-course {chosen}: {sentence(error)}", file=sys.stderr)
        return 2


def sentence(error):
    """Return what went wrong, and what to do about it where Python's own words do not say so.

    >>> sentence(NotADirectoryError(20, "Not a directory", "build/course/03.ipynb"))
    'build/course/03.ipynb cannot be written: a file stands where a folder is needed; move it away'
    >>> sentence(FileNotFoundError(2, "No such file or directory", "class.toml"))
    'class.toml: no such file or directory'
    """
    if isinstance(error, ImportError):
        what = f"the package {error.name} is not installed" if isinstance(error, ModuleNotFoundError) else str(error)
        return f"{what}: `gan-course doctor` says what to install"
    if isinstance(error, (NotADirectoryError, FileExistsError)) and error.filename:
        return f"{error.filename} cannot be written: a file stands where a folder is needed; move it away"
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror[0].lower()}{error.strerror[1:]}"
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
