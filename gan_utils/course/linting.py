"""`gan-course lint`: says what keeps the notebooks from being committed."""

import copy

from gan_utils.course import normal_form, notebooks, stamping


def lint(names=(), folder=None):
    """Return a sentence for each departure from the normal form, an empty list when there is none.

    Args:
        names: which notebooks, as for `notebooks.find`.
        folder: where they are.
    """
    place = stamping.published_at(notebooks.find((), folder))
    found = []
    for path in notebooks.find(names, folder):
        try:
            notebook = notebooks.read(path)
        except Exception as error:  # whatever nbformat finds wrong, and JSON that does not parse
            found.append(f"{path.stem}: cannot be read as a notebook: {str(error).splitlines()[0]}")
            continue
        found += normal_form.problems(notebook, path.stem)
        stamped = stamping.apply(copy.deepcopy(notebook), path.stem, place)
        if notebooks.dumps(stamped) != path.read_text(encoding="utf-8"):
            found.append(
                f"{path.stem}: its set-up cell, badge or layout is not as stamped: run `gan-course stamp`"
            )
    return found
