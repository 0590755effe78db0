"""`gan-course pin`: writes requirements.txt, the versions the course is tested with, from pyproject.toml."""

import re
import tomllib
from importlib import metadata

from gan_course.tools import notebooks
from gan_utils import _files

HEADER = """\
# The versions that the course is tested with; TensorFlow runs on the CPU. Made by `gan-course pin`.
# Install with: python -m pip install -r requirements.txt -e .
# For an NVIDIA GPU on Linux or in WSL2, put ".[gpu]" in place of the dot.
"""
# Part of every Python environment, or of none; pinning them would fight with the environment's own.
UNPINNED = {"pip", "setuptools", "wheel", "gan-course"}


def wanted(pyproject=None):
    """Return the requirement strings of the package, of `lab`, of `instructor` and of `test`, in order."""
    text = (pyproject or notebooks.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    extras = project["optional-dependencies"]
    return [*project["dependencies"], *extras["lab"], *extras["instructor"], *extras["test"]]


def canonical(name):
    """Return the name of a distribution as the package index writes it.

    >>> canonical("Typing_Extensions")
    'typing-extensions'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def closure(requirements):
    """Return {name: version} of everything that the requirements bring in, as installed in this environment.

    Raises:
        ValueError: when something is not installed, or not in the version asked for.
    """
    from packaging.requirements import Requirement

    found, queue = {}, [Requirement(requirement) for requirement in requirements]
    seen = set()
    while queue:
        requirement = queue.pop()
        name = canonical(requirement.name)
        key = (name, tuple(sorted(requirement.extras)))
        if key in seen or name in UNPINNED:
            continue
        seen.add(key)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            raise ValueError(f"{requirement} is not installed: run `pip install {requirement}` first") from None
        if not requirement.specifier.contains(distribution.version, prereleases=True):
            raise ValueError(f"{name} {distribution.version} is installed, but {requirement} is asked for")
        found[name] = distribution.version
        for line in distribution.requires or ():
            part = Requirement(line)
            extras = requirement.extras or {""}
            if part.marker is None or any(part.marker.evaluate({"extra": extra}) for extra in extras):
                queue.append(part)
    return dict(sorted(found.items()))


def text(pyproject=None):
    """Return what requirements.txt should say in this environment."""
    pins = closure(wanted(pyproject))
    return HEADER + "".join(f"{name}=={version}\n" for name, version in pins.items())


def read(path=None):
    """Return {name: version} of a requirements file."""
    lines = (path or notebooks.ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonical(name): version for name, version in pairs}


def pin(path=None):
    """Write requirements.txt from the packages installed here."""
    with _files.replacing(path or notebooks.ROOT / "requirements.txt") as temporary:
        temporary.write_text(text(), encoding="utf-8")
