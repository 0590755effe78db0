"""How soon a slider's picture follows: in the kernel, and in a real browser from key press to painted picture.

Kernel: in a process of its own, random values are set on random sliders of the course's views, built as the notebooks
build them; each time is from setting the value to the new PNG bytes standing in the view. No event loop runs there, so
the wait of up to 10 ms that a view puts between two pictures of a queue is not in it.

Browser: notebook 00, run whole at smoke in JupyterLab, with the other views in cells at its end, and Debian's Chromium
without a screen. Single presses of the right arrow on a focused slider are timed by the page's own clock, from the
key's event to the task after the frame that shows the picture it changed; the next press follows when all is quiet.
Then the key is held, at 30 repeats a second: how many pictures a second are shown, and how long after the last press
the last one comes.
"""

import sys
import time

import numpy as np

from benchmarks import in_browser, measure

VIEWS = {
    "00, eight directions": "latent",
    "01, the game on a line": "game",
    "04, classes and styles": "classes",
    "05, between two latents": "between",
}
VALUES, REPEATS = 300, 5  # in the kernel: values a repeat
PRESSES, ROUNDS, HELD = 12, 3, 45  # in the browser: presses a round, and repeats of the held key
PORT = 18950


def view(kind):
    """Return one of the course's views on pretrained weights: "latent", "game", "classes" or "between"."""
    from gan_utils import latent, models, widgets

    if kind == "game":
        return widgets.game_explorer(mean=-3.0, width=1.0)
    if kind == "classes":
        z, generator = latent.sample(300, 64, seed=8), models.load_pretrained("cgan")
        pictures = np.asarray(generator([z, np.arange(300) % 10], training=False)).reshape(300, -1)
        directions = latent.principal_directions(z, pictures, k=4).directions
        return widgets.class_explorer(models.conditional_mixer(generator), directions, seed=0)
    generator = models.load_pretrained("dcgan")
    if kind == "between":
        return widgets.interpolation_explorer(generator, 64, start=0, end=1)
    directions = latent.closed_form_directions(generator.layers[1].get_weights()[0], k=8).directions
    return widgets.latent_explorer(generator, directions, seed=0)


def move(explorer, values, seed):
    """Set random values on random sliders; return the milliseconds of each that changed the picture.

    Args:
        explorer: a view.
        values: how many.
        seed: of the draw.
    """
    from gan_utils import widgets

    draw, milliseconds = np.random.default_rng(seed), []
    controls = [control for control in explorer.controls.values() if isinstance(control, widgets.Slider)]
    for _ in range(values):
        control = controls[draw.integers(len(controls))]
        slider = control.slider
        value = type(slider.value)(draw.uniform(slider.min, slider.max))
        before = explorer.picture.value
        began = time.perf_counter()
        control.value = value
        took = time.perf_counter() - began
        if explorer.error:
            raise RuntimeError(f"the view {control.label!r} failed at {value}: {explorer.error}")
        if explorer.picture.value != before:
            milliseconds.append(1000 * took)
    return milliseconds


def _summary(rounds):
    """Return the spread over rounds of their median and 95th percentile, both in ms, and how many times there were."""
    return {
        "times": sum(map(len, rounds)),
        "median_ms": measure.spread([np.median(times) for times in rounds]),
        "p95_ms": measure.spread([np.percentile(times, 95) for times in rounds]),
    }


def in_kernel(quick):
    """Measure every view in turns, in one fresh process; return name -> `_summary`."""
    repeats, values = (2, 100) if quick else (REPEATS, VALUES)
    taken = {name: [] for name in VIEWS}
    with measure.Worker([sys.executable, "-m", "benchmarks.slider"]) as worker:
        for seed in range(repeats):
            for name, kind in VIEWS.items():
                taken[name].append(worker.ask(kind=kind, values=values, seed=seed))
    return {name: _summary(rounds) for name, rounds in taken.items()}


def shown_in_browser():
    """Measure every view in turns, on one page; return name -> `_summary` with what a held key shows besides."""
    names = list(VIEWS)
    cells = [
        f"import sys; sys.path.insert(0, {str(measure.ROOT)!r})\nfrom benchmarks import slider",
        *(f"slider.view({VIEWS[name]!r})" for name in names[1:]),
    ]
    taken, held = {name: [] for name in names}, {name: [] for name in names}
    with in_browser.page(PORT) as (page, open_copy):
        open_copy("00_start_here", cells)
        in_browser.run_all(page)
        for _ in range(ROUNDS):
            for number, name in enumerate(names):
                pressed, kept = _one_round(page, page.locator(".gan-explorer").nth(number))
                taken[name].append(pressed)
                held[name].append(kept)
        errors = page.errors
    if errors:
        raise RuntimeError(f"the page said {errors[0]}: mend that before measuring")
    return {name: _summary(taken[name]) | _while_held(held[name]) for name in names}


def _one_round(page, box):
    """Return the milliseconds of single presses, and what `in_browser.hold` saw, on a view's first slider."""
    handle = box.get_by_role("slider").first
    handle.scroll_into_view_if_needed()
    handle.focus()
    page.keyboard.press("Home")
    pressed = []
    for _ in range(PRESSES + 1):
        page.wait_for_timeout(250)
        pressed.append(in_browser.press(page, "ArrowRight"))
    page.wait_for_timeout(250)
    return pressed[1:], in_browser.hold(page, "ArrowRight", HELD)


def _while_held(rounds):
    """Return pictures a second while the key was held, and the ms from the last press to the last picture."""
    rates = [1000 * len(shown) / (shown[-1] - pressed[0]) for pressed, shown in rounds]
    return {
        "presses_per_second": measure.spread(
            [1000 * (len(pressed) - 1) / (pressed[-1] - pressed[0]) for pressed, _ in rounds]
        ),
        "pictures_per_second": measure.spread(rates),
        "last_ms": measure.spread([shown[-1] - pressed[-1] for pressed, shown in rounds]),
    }


def run(quick=False):
    """Measure in the kernel and in the browser; without a browser the result says what is missing."""
    print("slider: in the kernel", file=sys.stderr, flush=True)
    kernel = in_kernel(quick)
    notice = "left out of a quick run" if quick else in_browser.missing()
    print(f"slider: {notice or 'in the browser'}", file=sys.stderr, flush=True)
    return {"kernel": kernel, "browser": {"skipped": notice} if notice else shown_in_browser()}


def tables(result):
    """Return the tables of a result: (title, header, rows)."""
    kernel = [
        [name, str(one["times"]), measure.text(one["median_ms"]), measure.text(one["p95_ms"])]
        for name, one in result["kernel"].items()
    ]
    title, header = "Slider to PNG bytes in the kernel, ms", ["view", "values", "median", "95th percentile"]
    browser = result["browser"]
    if "skipped" in browser:
        return [(title, header, kernel), ("In the browser", ["not measured"], [[browser["skipped"]]])]
    rows = [
        [
            *(name, str(one["times"]), measure.text(one["median_ms"]), measure.text(one["p95_ms"])),
            *(f"{one['pictures_per_second']['median']:.0f}", measure.text(one["last_ms"])),
        ]
        for name, one in browser.items()
    ]
    columns = ["view", "presses", "median", "95th percentile"]
    columns += ["pictures a second, key held", "last press to last picture"]
    return [
        (title, header, kernel),
        ("Key press to painted picture in the browser, ms", columns, rows),
    ]


def main():
    """Be the process of `in_kernel`: build each view when it is first asked for, and move its sliders."""
    views = {}

    def handle(kind, values, seed):
        if kind not in views:
            views[kind] = view(kind)
            move(views[kind], 20, seed)  # what runs for the first time
        return move(views[kind], values, seed)

    measure.serve(handle)


if __name__ == "__main__":
    main()
