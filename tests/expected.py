"""What each notebook must have found: the files in tests/notebooks/expectations."""

import importlib.util
from pathlib import Path

FOLDER = Path(__file__).parent / "notebooks" / "expectations"


def expectations(path):
    """Return `check` of the expectations file that belongs to a notebook."""
    file = FOLDER / f"{path.stem}.py"
    assert file.exists(), f"write {file.name} in tests/notebooks/expectations: def check(recorded, profile)"
    spec = importlib.util.spec_from_file_location(f"expectations_{path.stem}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.check
