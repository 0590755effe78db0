"""The generator of 01's explorer in a real browser: Play goes on by itself, and a hand takes the generator over."""

import re

import lab_page
import pytest

pytestmark = lab_page.MARKS


@pytest.mark.notebooks
def test_play_goes_on_by_itself_until_a_hand_takes_the_generator(tmp_path):
    with lab_page.lab(tmp_path, 18894) as address, lab_page.chromium() as page:
        lab_page.open_notebook(page, address, "01_minimax_game")
        lab_page.run_all(page)
        box = page.locator(".gan-explorer").first
        box.scroll_into_view_if_needed()

        def steps():
            found = re.search(r"after (\d+) step", box.get_by_role("status").inner_text())
            return int(found[1]) if found else 0

        assert steps() == 0
        box.get_by_role("button", name="Play").click()
        seen = []
        for _ in range(200):
            page.wait_for_timeout(250)
            seen.append(steps())
            if seen[-1] > 12:
                break
        assert seen[-1] > 12 and len(set(seen)) >= 3, seen  # one after the other, not at once
        lab_page.keep_picture(page, "playing")
        handle = box.get_by_role("slider").first
        handle.focus()
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(1_500)
        assert steps() == 0 and box.get_by_role("alert").count() == 0
        where = float(handle.get_attribute("aria-valuenow"))
        page.wait_for_timeout(500)
        assert float(handle.get_attribute("aria-valuenow")) == where and page.errors == []
