"""A progress bar for what takes longer than two seconds; shorter work stays silent."""

from tqdm import tqdm

DELAY = 2.0  # seconds


def progress(steps, label, total=None):
    """Yield each of `steps`, with a bar on stderr from two seconds on, gone when done.

    Args:
        steps: an iterable.
        label: what is being done.
        total: how many steps there are, where `len(steps)` does not say.

    >>> sum(progress([1, 2, 3], "adding"))
    6
    """
    yield from tqdm(steps, desc=label, total=total, delay=DELAY, leave=False, ncols=79)
