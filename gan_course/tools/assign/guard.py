"""An extension of the grading kernel: what would end Python raises in its place, and so costs one exercise alone."""

import builtins
import os

MESSAGE = "would end Python, so it was not done: take it out, and let the function return"


class WouldExit(RuntimeError):
    """An answer tried to end the kernel."""

    def _render_traceback_(self):
        return [str(self)]


def _instead(name):
    def refuse(*args, **kwargs):
        raise WouldExit(f"{name} {MESSAGE}")

    return refuse


def load_ipython_extension(shell):
    """Put functions that raise in the place of `exit`, `quit` and `os._exit`; IPython calls this as a kernel starts."""
    for name in ("exit", "quit"):
        refuse = _instead(f"{name}()")
        setattr(builtins, name, refuse)
        shell.user_ns[name] = shell.user_ns_hidden[name] = refuse
    shell.ask_exit = _instead("ask_exit()")
    really, here = os._exit, os.getpid()

    def _exit(status):
        if os.getpid() != here:  # a child process ends as it should
            really(status)
        raise WouldExit(f"os._exit() {MESSAGE}")

    os._exit = _exit
