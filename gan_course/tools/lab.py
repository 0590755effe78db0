"""`gan-course lab`: opens JupyterLab at the first notebook, on a desktop, over SSH or in a container."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from gan_course.tools import notebooks

# Turns off what nbgrader adds to JupyterLab: its menus are for instructors, who start JupyterLab in their own course.
SETTINGS = Path(__file__).with_name("lab_settings")


def has_display(environment, platform):
    """Return whether a browser started here would show on the learner's own screen.

    >>> has_display({}, "linux"), has_display({"DISPLAY": ":0"}, "linux"), has_display({}, "darwin")
    (False, True, True)
    """
    if environment.get("SSH_CONNECTION"):
        return False
    return platform != "linux" or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def command(first, ip, port, environment, platform, root):
    """Return the arguments that start JupyterLab; its token stays on.

    Args:
        first: path of the notebook to open, relative to the repository.
        ip, port: where it listens; another program on that port moves it to the next.
        environment: a dictionary such as `os.environ`.
        platform: such as `sys.platform`.
        root: whether the user is root, which Jupyter refuses unless told.
    """
    wanted = [
        *(sys.executable, "-m", "jupyterlab"),
        f"--ServerApp.root_dir={notebooks.ROOT}",
        f"--LabApp.default_url=/lab/tree/{first}",
        f"--ServerApp.ip={ip}",
        f"--ServerApp.port={port}",
        *("--ServerApp.log_level=WARN", "--LabApp.log_level=WARN"),  # the address is printed all the same
    ]
    if root:
        wanted.append("--ServerApp.allow_root=True")
    if not has_display(environment, platform):
        wanted.append("--ServerApp.open_browser=False")
    return wanted


def lab(ip="localhost", port=8888):
    """Start JupyterLab at the first notebook and stay until it stops; returns its exit code.

    Raises:
        ValueError: for a port that does not exist, and an address that this machine cannot listen at.
    """
    if not 0 < port < 2**16:
        raise ValueError(f"there is no port {port}: choose one from 1 to 65535, such as 8888")
    try:
        socket.getaddrinfo(ip, port)
    except (OSError, UnicodeError):
        raise ValueError(f"there is no address {ip!r}: choose localhost, or 0.0.0.0 in a container") from None
    paths = notebooks.find()
    first = paths[0].relative_to(notebooks.ROOT).as_posix() if paths else "notebooks"
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = command(first, ip, port, os.environ, sys.platform, root)
    if not has_display(os.environ, sys.platform):
        print("No screen here: open the address with the token below in a browser.")
        if ip == "localhost" and any(map(os.path.exists, ("/.dockerenv", "/run/.containerenv"))):
            print("This looks like a container: to reach it from outside, publish the port and use IP=0.0.0.0.")
        elif os.environ.get("SSH_CONNECTION"):
            print(f"Over SSH, first forward the port from your own machine: ssh -L {port}:localhost:{port} …")
    paths = (str(SETTINGS), os.environ.get("JUPYTER_CONFIG_PATH", ""))
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(arguments[0], arguments)
    return subprocess.call(arguments, cwd=Path.cwd())


def arguments(parser):
    """Add the command's arguments."""
    parser.add_argument("--ip", default="localhost", help="where it listens; 0.0.0.0 in a container")
    parser.add_argument("--port", type=int, default=8888)


def main(options):
    """Open JupyterLab; its own exit code."""
    return lab(options.ip, options.port)
