"""A real JupyterLab in Debian's Chromium, with the clock inside the page; the tests' own helpers start both."""

import contextlib
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import measure

# What the page does once it is watched: notes when a key or the mouse is pressed (the time of the event, before any
# script saw it), and when a loaded picture has been painted (a task after the frame that follows its `load`).
WATCH = """() => {
  const painted = new MessageChannel(), watched = {pressed: [], shown: [], wake: []};
  window.watched = watched;
  painted.port1.onmessage = () => {
    watched.shown.push(performance.now());
    watched.wake.splice(0).forEach(wake => wake());
  };
  for (const kind of ["keydown", "pointerdown"])
    window.addEventListener(kind, event => watched.pressed.push(event.timeStamp), true);
  document.addEventListener("load", event => {
    if (event.target.matches?.("img.widget-image:not(.gan-strip)"))
      requestAnimationFrame(() => painted.port2.postMessage(0));
  }, true);
}"""
CLEAR = """() => {
  watched.pressed.length = watched.shown.length = 0;
  watched.next = new Promise((wake, fail) => {
    watched.wake.push(wake);
    setTimeout(() => fail(new Error("no new picture within 60 s")), 60000);
  });
}"""


def missing():
    """Return in one sentence what stands in the way of a browser here, or None."""
    try:
        page = _lab_page()
    except ImportError as problem:
        return f"{problem.name} is not installed here: `make bench` installs what this part needs"
    if page.CHROMIUM is None:
        return "no Chromium here: install it (on Debian, `apt install chromium`) to measure in a browser"
    return None


def _lab_page():
    folder = str(measure.ROOT / "tests" / "helpers")
    if folder not in sys.path:
        sys.path.append(folder)
    import lab_page
    import playwright  # noqa: F401

    return lab_page


@contextlib.contextmanager
def page(port):
    """Start JupyterLab at smoke on copies of the notebooks, and Chromium; yield (page, open).

    `open(name, cells=())` shows a fresh copy of the notebook of that name, those code cells added to its end, its
    kernel started; from then on the page is watched.
    """
    lab_page = _lab_page()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        address = stack.enter_context(lab_page.lab(Path(folder), port))
        shown = stack.enter_context(lab_page.chromium())
        course, opened = Path(folder) / "course", []

        def open_copy(name, cells=()):
            opened.append(f"{name}_{len(opened) + 1}")
            _copy(course / f"{name}.ipynb", course / f"{opened[-1]}.ipynb", cells)
            lab_page.open_notebook(shown, address, opened[-1])
            shown.evaluate(WATCH)

        yield shown, open_copy


def _copy(source, target, cells):
    import nbformat

    from gan_course.tools import notebooks

    if not cells:
        shutil.copy(source, target)
        return
    notebook = notebooks.read(source)
    notebook.cells += [nbformat.v4.new_code_cell(cell) for cell in cells]
    notebooks.write(notebook, target)


def run_all(shown):
    """Choose Run All Cells with the mouse, and wait for the end."""
    _lab_page().run_all(shown)


def seconds_to_first_picture(shown):
    """Choose Run All Cells with the mouse; return the seconds from that press to a view's first painted picture."""
    shown.get_by_text("Run", exact=True).first.click()
    entry = shown.get_by_text("Run All Cells", exact=True)
    entry.wait_for()
    shown.evaluate(CLEAR)
    entry.click()
    pressed, painted = shown.evaluate("watched.next.then(() => [watched.pressed[0], watched.shown[0]])")
    return (painted - pressed) / 1000


def press(shown, key):
    """Press one key; return the milliseconds until the picture that it changes is painted."""
    shown.evaluate(CLEAR)
    shown.keyboard.press(key)
    pressed, painted = shown.evaluate("watched.next.then(() => [watched.pressed[0], watched.shown[0]])")
    return painted - pressed


def hold(shown, key, times, every=33):
    """Press a key again and again, as a held one repeats; return when each was pressed and each picture painted.

    Args:
        shown: the page.
        key: its name.
        times: how often.
        every: milliseconds between two.

    Returns:
        [pressed, painted]: two lists of milliseconds on the page's clock.
    """
    shown.evaluate(CLEAR)
    began = time.perf_counter()
    for number in range(1, times + 1):
        shown.keyboard.down(key)
        shown.wait_for_timeout(max(0.0, every * number - 1000 * (time.perf_counter() - began)))
    shown.keyboard.up(key)
    shown.wait_for_timeout(1000)
    return shown.evaluate("[watched.pressed, watched.shown]")
