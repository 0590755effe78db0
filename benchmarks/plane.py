"""The plane laboratory in a real browser: how many pictures a second it shows while it trains.

A JupyterLab and Debian's Chromium without a screen, the window 1,280 × 800. Play is pressed, and each painted picture
is noted by the page's own clock, by the number that the canvas carries; the first second does not count. A picture
holds some training steps, and everything that it can show is shown.
"""

import itertools
import sys

from benchmarks import in_browser, measure

PACES = (1, 2, 10)  # training steps a picture
SECONDS, ROUNDS = 10, 3
PORT = 18970
CELL = """from gan_utils import widgets
laboratory = widgets.PlaneLaboratory("ring")
laboratory"""
WATCH = """() => {
  const canvas = document.querySelector(".gan-plane canvas");
  window.painted = [];
  new MutationObserver(() => painted.push(performance.now())).observe(canvas, {attributeFilter: ["data-frame"]});
}"""


def rate(times, skip=1000.0):
    """Return pictures a second and the longest gap in ms, from times in ms, the first second left out.

    >>> rate([0.0, 1000.0, 1050.0, 1150.0], skip=500.0)
    (13.333333333333334, 100.0)
    """
    kept = [each for each in times if each >= times[0] + skip]
    gaps = [b - a for a, b in itertools.pairwise(kept)]
    return 1000 * len(gaps) / (kept[-1] - kept[0]), max(gaps)


def shown(rounds, seconds):
    """Return {steps a picture: the spreads of pictures a second and of the longest gap}."""
    found = {pace: ([], []) for pace in PACES}
    with in_browser.page(PORT) as (page, open_copy):
        page.set_viewport_size({"width": 1280, "height": 800})
        open_copy("00_start_here", [CELL])
        in_browser.run_all(page)
        page.locator(".gan-plane canvas").first.wait_for(timeout=60_000)
        page.locator(".gan-plane").scroll_into_view_if_needed()
        page.evaluate(WATCH)
        box = page.locator(".gan-explorer").filter(has=page.locator(".gan-plane"))
        for _ in range(rounds):
            for pace, (rates, gaps) in found.items():
                box.get_by_role("combobox", name="steps a picture").select_option(str(pace))
                page.evaluate("painted.length = 0")
                box.get_by_role("button", name="Play", exact=True).click()
                page.wait_for_timeout(1000 * seconds)
                box.get_by_role("button", name="Pause", exact=True).click()
                page.wait_for_timeout(500)
                each, gap = rate(page.evaluate("painted"))
                rates.append(each)
                gaps.append(gap)
        errors = page.errors
    if errors:
        raise RuntimeError(f"the page said {errors[0]}: mend that before measuring")
    return {
        str(pace): {"pictures_per_second": measure.spread(rates), "longest_gap_ms": measure.spread(gaps)}
        for pace, (rates, gaps) in found.items()
    }


def run(quick=False):
    """Measure; without a browser the result says what is missing."""
    notice = in_browser.missing()
    print(f"plane: {notice or 'in the browser'}", file=sys.stderr, flush=True)
    return {"skipped": notice} if notice else shown(1 if quick else ROUNDS, 5 if quick else SECONDS)


def tables(result):
    """Return the tables of a result: (title, header, rows)."""
    title = "The plane laboratory in the browser, training as it plays"
    if "skipped" in result:
        return [(title, ["not measured"], [[result["skipped"]]])]
    rows = [
        [pace, measure.text(one["pictures_per_second"]), measure.text(one["longest_gap_ms"], 0)]
        for pace, one in result.items()
    ]
    return [(title, ["steps a picture", "pictures a second", "longest gap, ms"], rows)]
