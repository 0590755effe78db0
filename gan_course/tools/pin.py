"""`gan-course pin`: writes the versions that the course is tested with, from pyproject.toml and what is installed."""

import re
import tomllib
from importlib import metadata

from gan_course.tools import notebooks
from gan_utils import _files

LEARNERS, OTHERS = "requirements.txt", "requirements-dev.txt"
HEADERS = {
    LEARNERS: """\
# What a learner installs, in the versions that the course is tested with; TensorFlow runs on the CPU.
# Made by `gan-course pin`. Install with: python -m pip install -r requirements.txt -e .
# For an NVIDIA GPU on Linux or in WSL2, put ".[gpu]" in place of the dot.
""",
    OTHERS: """\
# What tests, `make lint` and an instructor need besides. Made by `gan-course pin`.
# Install with: python -m pip install -r requirements-dev.txt -e .
-r requirements.txt
""",
}
# Part of every Python environment, or of none; pinning them would fight with the environment's own.
UNPINNED = {"pip", "setuptools", "wheel", "gan-course"}


def wanted(name=OTHERS, pyproject=None):
    """Return the requirement strings behind a file, in order; those of `requirements-dev.txt` hold the learner's too.

    Args:
        name: `LEARNERS`, the package itself and its extra `lab`, or `OTHERS`, which adds `instructor` and `test`.
        pyproject: path of pyproject.toml; that of this repository by default.
    """
    text = (pyproject or notebooks.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    extras = ("lab",) if name == LEARNERS else ("lab", "instructor", "test")
    return [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]


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


def texts(pyproject=None):
    """Return {file: what it should say in this environment}; no distribution stands in both files."""
    learners, every = (closure(wanted(name, pyproject)) for name in (LEARNERS, OTHERS))
    others = {name: version for name, version in every.items() if name not in learners}
    return {
        file: HEADERS[file] + "".join(f"{name}=={version}\n" for name, version in pins.items())
        for file, pins in ((LEARNERS, learners), (OTHERS, others))
    }


def read(name=OTHERS, folder=None):
    """Return {distribution: version} of a requirements file and of those that it names with `-r`."""
    folder, pins = folder or notebooks.ROOT, {}
    for line in (folder / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            pins |= read(line.removeprefix("-r ").strip(), folder)
        elif line and not line.startswith("#"):
            distribution, version = line.split("==")
            pins[canonical(distribution)] = version
    return pins


def pin(folder=None):
    """Write both files from the packages installed here."""
    for name, text in texts().items():
        with _files.replacing((folder or notebooks.ROOT) / name) as temporary:
            temporary.write_text(text, encoding="utf-8")


def arguments(parser):
    """Add the command's arguments: there are none."""


def main(options):
    """Write both files."""
    pin()
    return 0
