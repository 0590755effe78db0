"""`gan-course readme`: the README's measured results and picture, and the page of questions, from what is held here."""

import json
import re

from gan_course import quiet
from gan_course.tools import notebooks
from gan_course.tools.readme import questions, systems
from gan_course.tools.readme.rows import table
from gan_utils import _files

RESULTS = re.compile(r"(<!-- results -->\n).*?(<!-- /results -->)", re.DOTALL)
SYSTEMS = re.compile(r"(<!-- systems -->\n).*?(<!-- /systems -->)", re.DOTALL)
BENCHMARK = re.compile(r"(<!-- benchmark -->\n).*?(<!-- /benchmark -->)", re.DOTALL)
TIME = re.compile(r"(<!-- time:(\w+) -->).*?(<!-- /time -->)")
HEADLINES = "benchmarks/results/headlines.md"
TIMES = "benchmarks/results/course_laptop.json"
PICTURE = "data/results/digits.png"


def picture():
    """Draw the picture at the head of the README: ten styles of each class by the pretrained generator."""
    import numpy as np
    from PIL import Image

    from gan_utils import models, plotting, training

    generator = models.load_pretrained("cgan")
    z = np.repeat(training.sample_latents(6, 64, seed=4), 10, axis=0)
    images = generator([z, np.tile(np.arange(10), 6)], training=False)
    grid = plotting.image_grid(np.asarray(images), columns=10)[..., 0]
    with _files.replacing(notebooks.ROOT / PICTURE) as temporary:
        Image.fromarray(grid).resize((grid.shape[1] * 2, grid.shape[0] * 2), Image.Resampling.NEAREST).save(temporary)


def rounded(seconds):
    """Return how long a notebook takes, as exactly as a reader wants to know.

    >>> rounded(9.1), rounded(58.2), rounded(101.0)
    ('10 s', '1 min', '1.5 min')
    """
    if seconds < 55:
        return f"{max(5, 5 * round(seconds / 5))} s"
    return f"{round(seconds / 30) / 2:g} min"


def _time(runs, name):
    """Return how long a notebook takes, or a dash until it has been measured."""
    return rounded(runs[name]["seconds"]) if name in runs else "–"


def readme(check=False, path=None):
    """Write what was measured into README.md, between its comments, and draw its picture.

    The comments are `results`, `systems`, `benchmark`, and a `time` for each notebook.

    Args:
        check: whether only to say if the README is up to date.
        path: of the README.

    Returns:
        Whether something changed, or with `check` would change.
    """
    path = path or notebooks.ROOT / "README.md"
    before = path.read_text(encoding="utf-8")
    after = RESULTS.sub(lambda match: match[1] + table() + match[2], before)
    if SYSTEMS.search(after):
        after = SYSTEMS.sub(lambda match: match[1] + systems.table() + match[2], after)
    if BENCHMARK.search(after):
        measured = (notebooks.ROOT / HEADLINES).read_text(encoding="utf-8")
        after = BENCHMARK.sub(lambda match: match[1] + measured + match[2], after)
    if TIME.search(after):
        runs = json.loads((notebooks.ROOT / TIMES).read_text(encoding="utf-8"))["result"]
        after = TIME.sub(lambda match: match[1] + _time(runs, match[2]) + match[3], after)
    if not check:
        picture()
        if after != before:
            with _files.replacing(path) as temporary:
                temporary.write_text(after, encoding="utf-8")
    return after != before


def asked(check=False, path=None):
    """Write the page of questions and answers.

    Args:
        check: whether only to say if it is up to date.
        path: of the page.

    Returns:
        Whether something changed, or with `check` would change.
    """
    path = path or notebooks.ROOT / questions.PAGE
    page = questions.page()
    changed = not path.exists() or path.read_text(encoding="utf-8") != page
    if changed and not check:
        with _files.replacing(path) as temporary:
            temporary.write_text(page, encoding="utf-8")
    return changed


def arguments(parser):
    """Add the command's arguments."""
    parser.add_argument("--check", action="store_true", help="change nothing; exit code 1 if something would")


def main(options):
    """Write README and page, and say whether that changed them; 1 when a check finds that it would."""
    quiet.import_tensorflow()
    changed = {"README.md": readme(options.check), questions.PAGE: asked(options.check)}
    for name in (name for name, differs in changed.items() if differs):
        print(f"{name} would change" if options.check else f"{name} changed")
    if not any(changed.values()):
        print("nothing to change")
    return 1 if options.check and any(changed.values()) else 0
