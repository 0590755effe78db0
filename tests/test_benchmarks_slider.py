"""The benchmark of the sliders: what it times, and whether its clock in the browser sees what happens there."""

from types import SimpleNamespace

import lab_page
import numpy as np
import pytest

from benchmarks import in_browser, slider
from gan_utils import widgets

# A page whose picture follows the arrow key 300 ms late, as a slow kernel's would.
SLOW_PAGE = """<img class="widget-image"><script>
const draw = grey => {
  const canvas = document.createElement("canvas");
  canvas.getContext("2d").fillStyle = `rgb(${grey}, 0, 0)`;
  canvas.getContext("2d").fillRect(0, 0, 9, 9);
  document.querySelector("img").src = canvas.toDataURL();
};
let grey = 0;
document.addEventListener("keydown", () => setTimeout(() => draw(grey += 20), 300));
</script>"""


def grey_view(brightest=255, drawn=lambda: None):
    def draw(grey, kind):
        if grey > brightest:
            raise ValueError("too bright")
        drawn()
        return widgets.View(np.full((3, 5), grey // 2, "uint8"), f"grey {grey}")

    controls = {
        "grey": widgets.Slider("grey", 0, 255, value=7, step=1),
        "kind": widgets.Choice("kind", ["a", "b"]),
    }
    return widgets.Explorer(draw, controls)


def test_only_values_that_change_the_picture_are_timed(monkeypatch):
    """By a clock that stands still but for the drawing, which moves it by 2 ms."""
    clock = [0.0]
    monkeypatch.setattr(slider, "time", SimpleNamespace(perf_counter=lambda: clock[0]))
    explorer = grey_view(drawn=lambda: clock.__setitem__(0, clock[0] + 0.002))
    pictures = set()
    explorer.picture.observe(lambda change: pictures.add((len(pictures), change["new"])), "value")
    milliseconds = slider.move(explorer, 400, seed=0)
    assert len(milliseconds) == len(pictures) < 400  # 128 greys in 400 draws: some repeat
    assert milliseconds == pytest.approx([2.0] * len(milliseconds))


def test_a_view_that_fails_is_no_fast_view():
    with pytest.raises(RuntimeError, match=r"'grey' failed at \d+: ValueError: too bright"):
        slider.move(grey_view(brightest=200), 100, seed=0)


def test_rounds_are_summed_up_by_their_medians_and_percentiles():
    one = slider._summary([[1.0, 3.0, 2.0], [5.0, 5.0, 5.0]])
    assert one["times"] == 6
    assert one["median_ms"]["values"] == [2.0, 5.0]
    # By hand: 95% of the way from the first to the last of three sorted values is 0.9 of the way from 2 to 3.
    assert one["p95_ms"]["values"] == pytest.approx([2.9, 5.0])


def test_a_held_key_is_summed_up():
    # By hand: 4 presses in 90 ms are 3 gaps of 30 ms; 2 pictures, the last 100 ms after the first press: 20 a second.
    one = slider._while_held([([1000, 1030, 1060, 1090], [1050, 1100])])
    assert one["presses_per_second"]["median"] == pytest.approx(1000 / 30)
    assert one["pictures_per_second"]["median"] == pytest.approx(20)
    assert one["last_ms"]["median"] == pytest.approx(10)


def test_without_a_browser_the_tables_say_what_is_missing(monkeypatch):
    monkeypatch.setattr(lab_page, "CHROMIUM", None)
    monkeypatch.setattr(slider, "in_kernel", lambda quick: {"a view": slider._summary([[1.0], [2.0]])})
    kernel, browser = slider.tables(slider.run())
    assert kernel[2] == [["a view", "2", "1.5 (1.0 to 2.0)", "1.5 (1.0 to 2.0)"]]
    assert "no Chromium here" in browser[2][0][0]
    assert "left out of a quick run" in slider.tables(slider.run(quick=True))[1][2][0][0]


@pytest.fixture
def page():
    with lab_page.chromium() as page:
        page.set_content(SLOW_PAGE)
        page.evaluate(in_browser.WATCH)
        yield page


@pytest.mark.browser
@lab_page.MARKS[1]
def test_the_clock_in_the_page_runs_from_the_key_to_the_picture(page):
    assert all(in_browser.press(page, "ArrowRight") > 300 for _ in range(3))


@pytest.mark.browser
@lab_page.MARKS[1]
def test_run_all_is_timed_from_the_press_in_a_menu_that_keeps_it_to_itself_to_the_first_picture(page):
    """JupyterLab's menus stop the events of the mouse before they reach anything below the document."""
    page.set_content(f"<p>Run</p><p>Run All Cells</p>{SLOW_PAGE}")
    page.evaluate(
        """() => {
        document.addEventListener("mousedown", event => event.stopImmediatePropagation(), true);
        document.addEventListener("click", event => {
          if (event.target.textContent == "Run All Cells") setTimeout(() => draw(50), 300);
        });
        }"""
    )
    page.evaluate(in_browser.WATCH)
    assert in_browser.seconds_to_first_picture(page) > 0


@pytest.mark.browser
@lab_page.MARKS[1]
def test_a_held_key_repeats_and_each_picture_is_seen_once(page):
    pressed, painted = in_browser.hold(page, "ArrowRight", 5, every=50)
    assert len(pressed) == 5 and 1 <= len(painted) <= 5
    assert painted[-1] - pressed[-1] > 300
