"""`gan-course lint`: says what keeps the notebooks from being committed."""

import copy

from gan_course.tools import normal_form, notebooks, stamp


def lint(names=(), folder=None):
    """Return a sentence for each departure from the normal form, an empty list when there is none.

    Args:
        names: which notebooks, as for `notebooks.find`.
        folder: where they are.
    """
    found, readable = [], {}
    for path in notebooks.find((), folder):
        try:
            readable[path] = notebooks.read(path)
        except Exception as error:  # JSON that does not parse, and whatever nbformat finds wrong
            found.append(f"{path.stem}: cannot be read as a notebook: {str(error).splitlines()[0]}")
    place = stamp.published_at(readable.values())
    for path in notebooks.find(names, folder):
        if path in readable:
            found += normal_form.problems(readable[path], path.stem)
            stamped = stamp.apply(copy.deepcopy(readable[path]), path.stem, place)
            if notebooks.dumps(stamped) != path.read_text(encoding="utf-8"):
                found.append(f"{path.stem}: its set-up cell, badge or layout is not as `gan-course stamp` writes it")
    return found


def arguments(parser):
    """Add the command's arguments."""
    notebooks.argument(parser)


def main(options):
    """Print what is to be mended; 1 when there is something."""
    found = lint(options.notebooks)
    for sentence in found:
        print(sentence)
    print(f"{len(found)} to mend" if found else "the notebooks are in normal form")
    return 1 if found else 0
