"""`gan-course doctor`: one line for each thing the course needs, and what to do about it."""

from typing import NamedTuple

from gan_course.tools import machine, notebooks

GIGABYTE = 10**9
REINSTALL = "run `python -m pip install -r requirements.txt -e .` in the course's folder"
COLAB = "open the notebooks in Colab, or use a Linux machine or container"


class Finding(NamedTuple):
    """What one check found: `status` is "ok", "note" (the course runs all the same) or "bad" (it does not)."""

    name: str
    status: str
    words: str
    remedy: str = ""


class Report(tuple):
    """The findings; prints as a table."""

    @property
    def can_run(self):
        """Whether nothing is bad."""
        return all(finding.status != "bad" for finding in self)

    def __repr__(self):
        lines = []
        for finding in self:
            mark = finding.status.upper() if finding.status == "bad" else finding.status
            lines.append(f"{mark:<5} {finding.name:<11} {finding.words}")
            if finding.remedy:
                lines.append(f"{'':17} → {finding.remedy}")
        verdict = "The course can run here." if self.can_run else "The course cannot run here yet."
        return "\n".join([*lines, verdict])

    __str__ = __repr__


def check_python(facts):
    """Python 3.11 to 3.13: TensorFlow has no releases for others."""
    shown = ".".join(map(str, facts.python))
    if facts.python < (3, 11) or facts.python >= (3, 14):
        age = "old for the course" if facts.python < (3, 11) else "new for TensorFlow 2.21"
        remedy = "install Python 3.12, remove .venv and run `make lab PYTHON=python3.12`"
        return Finding("Python", "bad", f"{shown} is too {age}: it needs 3.11, 3.12 or 3.13", remedy)
    return Finding("Python", "ok", shown)


def check_course(facts):
    """The notebooks are here; a package that was installed from a wheel stands alone."""
    if not facts.course:
        return Finding("Course", "bad", f"is not here: {notebooks.FOLDER} holds no notebooks", notebooks.GET)
    return Finding("Course", "ok", "the notebooks are here")


def check_platform(facts):
    """Any system that TensorFlow is released for; Macs with an Intel processor are not."""
    shown = f"{facts.system} {facts.machine}"
    if (facts.system, facts.machine) == ("Darwin", "x86_64"):
        words = "a Mac with an Intel processor: TensorFlow has no releases for it since 2.17"
        return Finding("System", "bad", words, COLAB)
    return Finding("System", "ok", shown)


def check_tensorflow(facts):
    """TensorFlow 2.20 or 2.21, and it can be imported."""
    installed = facts.versions.get("tensorflow")
    if not installed:
        return Finding("TensorFlow", "bad", "is not installed", REINSTALL)
    if "tensorflow-metal" in facts.versions:
        words = f"{installed} with tensorflow-metal {facts.versions['tensorflow-metal']}, made for older TensorFlow"
        return Finding("TensorFlow", "bad", words, "run `pip uninstall tensorflow-metal`; the CPU is enough here")
    if facts.tensorflow_error:
        return Finding("TensorFlow", "bad", f"{installed} does not import: {facts.tensorflow_error}", REINSTALL)
    if not (2, 20) <= _number(installed) < (2, 22):
        return Finding("TensorFlow", "bad", f"{installed}: the course needs 2.20 or 2.21", REINSTALL)
    return Finding("TensorFlow", "ok", installed)


def check_keras(facts):
    """Keras 3.13 or later; 3.15.1 or later outside Colab, since older ones can run code from a weights file."""
    installed = facts.versions.get("keras")
    if not installed:
        return Finding("Keras", "bad", "is not installed", REINSTALL)
    if facts.keras_problem:
        what, _, remedy = facts.keras_problem.partition(": ")
        return Finding("Keras", "bad", f"{installed}: {what}", remedy)
    if _number(installed) < (3, 13):
        return Finding("Keras", "bad", f"{installed}: the course needs 3.13 or later", REINSTALL)
    if _number(installed, 3) < (3, 15, 1) and not facts.colab:
        words = f"{installed}: before 3.15.1, loading a model file from a stranger could run their code"
        return Finding("Keras", "note", words, "run `pip install 'keras>=3.15.1'`")
    if facts.keras_note:
        words = f"{installed}. {facts.keras_note}"
        return Finding("Keras", "note", words, "nothing to do; other programs go on with what is set")
    return Finding("Keras", "ok", installed)


def check_numbers(facts):
    """NumPy 2, and NumPy and protobuf in the versions that the installed TensorFlow asks for."""
    numpy = facts.versions.get("numpy", "")
    conflicts = list(facts.conflicts)
    if _number(numpy) < (2, 0):
        conflicts.append(f"numpy {numpy or 'is missing and'} is not >=2.0")
    if conflicts:
        words = f"TensorFlow cannot work with what is installed: {'; '.join(conflicts)}"
        return Finding("Libraries", "bad", words, REINSTALL)
    return Finding("Libraries", "ok", f"NumPy {numpy}, protobuf {facts.versions.get('protobuf', 'absent')}")


def check_packages(facts):
    """The other packages that the notebooks import."""
    wanted = ("scipy", "scikit-image", "scikit-learn", "mlxtend", "matplotlib", "pillow", "pooch", "anywidget")
    missing = [name for name in wanted if name not in facts.versions]
    if missing:
        return Finding("Packages", "bad", f"not installed: {', '.join(missing)}", REINSTALL)
    return Finding("Packages", "ok", "all there")


def check_widgets(facts):
    """ipywidgets 7.7 to 8, with its half that JupyterLab shows."""
    installed = facts.versions.get("ipywidgets")
    if not installed or not (7, 7) <= _number(installed) < (9, 0):
        words = f"ipywidgets {installed or 'is not installed'}: the sliders need 7.7 to 8"
        return Finding("Widgets", "bad", words, "run `pip install 'ipywidgets>=7.7,<9'`")
    if "jupyterlab" in facts.versions and "jupyterlab-widgets" not in facts.versions:
        words = f"ipywidgets {installed} without jupyterlab-widgets: JupyterLab would show no sliders"
        return Finding("Widgets", "note", words, "run `pip install jupyterlab-widgets`")
    return Finding("Widgets", "ok", f"ipywidgets {installed}")


def check_gpu(facts):
    """Which GPU is used, or why none is; the course runs without."""
    if facts.gpus:
        return Finding("GPU", "ok", ", ".join(facts.gpus))
    if facts.system == "Windows":
        words = "none: TensorFlow uses no GPU on Windows itself since 2.11"
        return Finding("GPU", "note", words, "for a GPU, install the course inside WSL2; the CPU is enough for it")
    if facts.nvidia_driver and "nvidia-cudnn-cu12" not in facts.versions and not facts.colab:
        words = "an NVIDIA driver is here, but not TensorFlow's CUDA packages"
        return Finding("GPU", "note", words, "run `make lab GPU=1`, or `pip install 'tensorflow[and-cuda]'`")
    if facts.nvidia_driver:
        words = "an NVIDIA driver is here, but TensorFlow finds no GPU that it can use"
        remedy = "see whether `nvidia-smi` lists one, and update the driver if it is older than 525"
        return Finding("GPU", "note", words, remedy)
    return Finding("GPU", "ok", "none, and none needed: the laptop profile is made for two CPU cores")


def check_disk(facts):
    """Room for caches and runs."""
    free = f"{facts.free_bytes / GIGABYTE:.1f} GB free"
    if facts.free_bytes < 0.5 * GIGABYTE:
        return Finding("Disk", "bad", f"{free}, and the course needs 0.5 GB", "make room, then try again")
    if facts.free_bytes < 2 * GIGABYTE:
        words = f"{free}: enough for the offline datasets, tight for CIFAR-10 and long runs"
        return Finding("Disk", "note", words, "make room before the later notebooks")
    return Finding("Disk", "ok", free)


def check_cache(facts):
    """The cache folder can be written; in a folder that is shared read-only the course runs without a cache."""
    remedy = "change its permissions, or set GAN_DATA_DIR to a copy of data/ that is yours"
    if facts.cache_read_only:
        words = f"{facts.cache} is read-only for you: MNIST, Fashion-MNIST and CIFAR-10 cannot be downloaded there"
        return Finding("Cache", "note", words, remedy)
    if facts.cache_error:
        return Finding("Cache", "bad", f"{facts.cache} cannot be written: {facts.cache_error}", remedy)
    return Finding("Cache", "ok", f"{facts.cache} can be written")


CHECKS = (
    check_python,
    check_course,
    check_platform,
    check_tensorflow,
    check_keras,
    check_numbers,
    check_packages,
    check_widgets,
    check_gpu,
    check_disk,
    check_cache,
)


def doctor(facts=None):
    """Return the report on this machine, which prints as a table.

    Args:
        facts: a `Facts`; by default those of this machine.

    >>> broken = machine.Facts(python=(3, 14, 0), system="Windows", machine="AMD64")
    >>> report = doctor(broken)
    >>> report.can_run, report[0].remedy
    (False, 'install Python 3.12, remove .venv and run `make lab PYTHON=python3.12`')
    """
    facts = facts or machine.gather()
    return Report(check(facts) for check in CHECKS)


def arguments(parser):
    """Add the command's arguments: there are none."""


def main(options):
    """Print the report; 1 when the course cannot run here."""
    report = doctor()
    print(report)
    return 0 if report.can_run else 1


def _number(version, length=2):
    """Return the leading numbers of a version.

    >>> _number("8.1.9"), _number("2.21rc1"), _number("3.15.1", 3), _number("")
    ((8, 1), (2, 21), (3, 15, 1), (0, 0))
    """
    numbers = []
    for part in (version.split(".") + ["0"] * length)[:length]:
        digits = part[: next((i for i, c in enumerate(part) if not c.isdigit()), len(part))]
        numbers.append(int(digits or 0))
    return tuple(numbers)
