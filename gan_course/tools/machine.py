"""What `doctor` knows of this machine, gathered once, so that its checks are plain functions of facts."""

import errno
import os
import platform
import shutil
import sys
from dataclasses import dataclass, field
from importlib import metadata

from gan_course.tools import notebooks
from gan_utils import _keras_settings, _places

DISTRIBUTIONS = (
    *("tensorflow", "keras", "numpy", "protobuf", "scipy", "scikit-image", "scikit-learn", "mlxtend", "matplotlib"),
    *("pillow", "anywidget", "ipywidgets", "jupyterlab", "jupyterlab-widgets", "pooch", "tensorflow-metal"),
    "nvidia-cudnn-cu12",
)


@dataclass(frozen=True)
class Facts:
    """The machine as the checks see it.

    Attributes:
        python: (major, minor, micro).
        course: whether the notebooks are here, and not the package alone.
        system, machine: as `platform.system()` and `platform.machine()` say, such as "Linux" and "x86_64".
        colab: whether this is a Colab session.
        versions: {distribution: version} of what is installed, out of `DISTRIBUTIONS`.
        conflicts: requirements of TensorFlow that the installed versions do not meet, as text.
        tensorflow_error: what importing TensorFlow raised, "" when it worked.
        keras_note, keras_problem: settings of Keras that the course does not follow, or cannot live with.
        gpus: names of the GPUs that TensorFlow sees.
        nvidia_driver: whether the machine has NVIDIA's driver.
        free_bytes: free disk space where the caches are.
        cache: path of the cache folder; cache_error: why it cannot be written, "" when it can.
        cache_read_only: whether that is only because somebody else owns it, or its disk is read-only.
    """

    python: tuple[int, int, int]
    course: bool = True
    system: str = "Linux"
    machine: str = "x86_64"
    colab: bool = False
    versions: dict[str, str] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    tensorflow_error: str = ""
    keras_note: str = ""
    keras_problem: str = ""
    gpus: tuple[str, ...] = ()
    nvidia_driver: bool = False
    free_bytes: int = 10**11
    cache: str = "data/cache"
    cache_error: str = ""
    cache_read_only: bool = False


def gather():
    """Return the facts of this machine; imports TensorFlow, which takes some seconds."""
    versions = {name: found for name in DISTRIBUTIONS if (found := _version(name))}
    problem = _keras_settings.problem()
    gpus, error = _gpus() if "tensorflow" in versions and not problem else ((), "")
    cache, cache_error, read_only = _cache()
    return Facts(
        python=sys.version_info[:3],
        course=bool(notebooks.find()),
        system=platform.system(),
        machine=platform.machine(),
        colab="google.colab" in sys.modules,
        versions=versions,
        conflicts=conflicts(_requirements("tensorflow"), _version),
        tensorflow_error=error,
        keras_note=_keras_settings.note(),
        keras_problem=problem,
        gpus=gpus,
        nvidia_driver=shutil.which("nvidia-smi") is not None or os.path.exists("/proc/driver/nvidia"),
        free_bytes=shutil.disk_usage(_existing(cache)).free,
        cache=_shown(cache),
        cache_error=cache_error,
        cache_read_only=read_only,
    )


def conflicts(requirements, version):
    """Return the requirements that installed versions do not meet, each as "name version is not specifier".

    Args:
        requirements: requirement strings.
        version: function from a distribution's name to its version, or "" when it is not installed.

    >>> conflicts(["protobuf<8,>=6.31.1", "six; extra == 'x'"], {"protobuf": "5.29.0"}.get)
    ('protobuf 5.29.0 is not <8,>=6.31.1',)
    """
    from packaging.requirements import Requirement

    found = []
    for requirement in map(Requirement, requirements):
        installed = version(requirement.name)
        applies = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if applies and installed and not requirement.specifier.contains(installed, prereleases=True):
            found.append(f"{requirement.name} {installed} is not {requirement.specifier}")
    return tuple(found)


def _version(name):
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _requirements(name):
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


def _gpus():
    """Return the names of TensorFlow's GPUs, and what went wrong on the way ("" for nothing)."""
    from gan_course import quiet

    try:
        with quiet.native_noise_dropped():
            import tensorflow as tf

            found = tf.config.list_physical_devices("GPU")
            names = [tf.config.experimental.get_device_details(gpu).get("device_name", gpu.name) for gpu in found]
    except Exception as error:  # a broken installation fails in many ways; each is a finding, not a crash
        return (), f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error) else ''}"
    return tuple(names), ""


def _cache():
    """Return the cache folder, why it cannot be written, and whether that is for want of permission alone."""
    try:
        return _places.cache(), "", False
    except OSError as error:
        read_only = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
        return _places.caches()[0], error.strerror or str(error), read_only


def _shown(path):
    """Return `path` relative to the repository when it is inside."""
    inside = path.is_relative_to(notebooks.ROOT)
    return path.relative_to(notebooks.ROOT).as_posix() if inside else str(path)


def _existing(path):
    """Return the nearest folder above `path` that exists."""
    while not path.exists() and path != path.parent:
        path = path.parent
    return path
