"""What every headless run of a notebook shares: how its kernel is started."""

import contextlib
import os

# Without it, ipykernel 7 warns in the middle of the progress lines that it talks over local TCP.
ARGUMENTS = ["--log-level=ERROR"]


@contextlib.contextmanager
def environment(profile):
    """Set, for the kernels started inside, what a notebook reads from its environment."""
    wanted = {"GAN_PROFILE": profile, "PYTHONHASHSEED": "0"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
