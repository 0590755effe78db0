"""What every headless run of a notebook shares: how its kernel is started."""

import contextlib
import os
import tempfile

# Without it, ipykernel 7 warns in the middle of the progress lines that it talks over local TCP.
ARGUMENTS = ["--log-level=ERROR"]


@contextlib.contextmanager
def environment(profile):
    """Set, for the kernels started inside, what a notebook reads from its environment.

    Progress in the exercises goes to a file of its own: a headless run neither shows nor changes the user's.
    """
    with tempfile.TemporaryDirectory() as folder:
        wanted = {
            "GAN_PROFILE": profile,
            "GAN_PROGRESS_FILE": os.path.join(folder, "progress.json"),
            "PYTHONHASHSEED": "0",
        }
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
