"""Time to quality on MNIST's own 60,000 training digits, for which the other recipes were written.

As `quality`, with the same judges and clocks, but every system, ours too, learns from the training part of MNIST, less
the digits that are held out of mnist5k, for mnist5k was taken from it. MNIST has to be in `data/cache`, which
`gan_utils.data.load("mnist")` puts there once; the part runs only when it is named.
"""

from benchmarks import quality
from benchmarks.quality_shown import picture, tables

__all__ = ["CHANGES", "is_here", "picture", "run", "tables"]

CHANGES = quality.CHANGES
PAIRS = (("course_clusters", "tutorial"), ("course_conditional", "example_fixed"))


def is_here():
    """Return whether MNIST is in `data/cache`, whole: nothing is downloaded to find out."""
    from gan_utils import _files
    from gan_utils.data import downloads

    return all(file.is_at(_files.cache_dir() / "mnist" / file.name) for file in downloads.FILES["mnist"])


def run(quick=False):
    """Train both pairs on the 60,000; return what `quality.run` does.

    Raises:
        FileNotFoundError: when MNIST is not in the cache.
    """
    if not is_here():
        raise FileNotFoundError(
            "MNIST is not in data/cache: load it there once, with `gan_utils.data.load('mnist')`, then measure again"
        )
    systems = {name: quality.SYSTEMS[name] for name in ("course", *(name for pair in PAIRS for name in pair))}
    return quality.run(quick, systems, PAIRS, dataset="mnist")
