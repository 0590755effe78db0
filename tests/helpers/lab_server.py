"""A real JupyterLab for the tests that need one: started as learners start it, and always stopped."""

import contextlib
import os
import re
import subprocess
import time


@contextlib.contextmanager
def running(arguments, folder, **environment):
    """Start a server and yield (address with token, path of its log).

    Args:
        arguments: the command.
        folder: a temporary folder for its log and whatever else it writes of its own.
        environment: more variables for it.
    """
    kept = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    kept |= {"JUPYTER_RUNTIME_DIR": str(folder), "JUPYTER_CONFIG_DIR": str(folder / "config"), **environment}
    log = folder / "log"
    with open(log, "wb") as out:
        server = subprocess.Popen(arguments, env=kept, stdout=out, stderr=out)
    try:
        yield _address(server, log), log
    finally:
        server.terminate()
        server.wait(60)


def _address(server, log, seconds=60):
    """Return the address that the server prints."""
    for _ in range(seconds * 5):
        found = re.search(r"http://127\.0\.0\.1:\S+", log.read_text())
        if found:
            return found[0]
        assert server.poll() is None, log.read_text()
        time.sleep(0.2)
    raise AssertionError(log.read_text())
