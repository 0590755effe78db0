"""The blind test of notebook 06 in a real browser: judged by mouse and by keyboard alone, and kept over a rerun."""

import lab_page
import pytest

pytestmark = lab_page.MARKS


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with lab_page.lab(tmp_path_factory.mktemp("lab"), 18893) as address:
        yield address


def test_the_blind_test_is_judged_by_mouse_and_keyboard_and_outlives_a_rerun(address):
    with lab_page.chromium() as page:
        lab_page.open_notebook(page, address, "06_evaluating_gans")
        lab_page.run_all(page)
        assert lab_page.cell_errors(page) == []
        box = page.locator(".gan-explorer").first
        says = lambda words: box.get_by_role("status").get_by_text(words).wait_for(timeout=20_000)
        focused = lambda: page.evaluate("document.activeElement.innerText.trim()")
        says("Picture 1 of 20: real or fake?")
        box.get_by_role("button", name="Real", exact=True).click()
        says("Picture 2 of 20")
        box.get_by_role("button", name="Fake", exact=True).click()
        says("Picture 3 of 20")
        # From here on by keyboard: the focus stays on the button that was pressed.
        assert focused() == "Fake"
        page.keyboard.press("Space")
        says("Picture 4 of 20")
        page.keyboard.press("Tab")
        assert focused() == "Back one"
        page.keyboard.press("Enter")
        says("Picture 3 of 20")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        assert focused() == "Real"
        for answered in range(3, 20):
            page.keyboard.press("Space")
            says(f"Picture {answered + 1} of 20")
        page.keyboard.press("Space")
        says("of 20 right")
        verdict = box.get_by_role("status").inner_text()
        assert "95% interval" in verdict and "guessing" in verdict
        assert box.get_by_role("button", name="Real", exact=True).is_disabled()
        assert lab_page.barriers(page) == []
        lab_page.keep_picture(page, "blind_test")
        box.get_by_role("button", name="20 more", exact=True).click()
        says("Picture 21 of 40")
        box.get_by_role("button", name="Back one", exact=True).click()
        says("Picture 20 of 40")
        # The cell run again makes a new view of the same test, which goes on after the 19 answers that are left.
        cell = page.locator(".jp-CodeCell").filter(has_text="widgets.blind_test(held_out.images, fakes, n=20").first
        cell.locator(".jp-InputPrompt").first.click()
        page.get_by_text("Run", exact=True).first.click()
        page.locator(".lm-Menu-itemLabel").filter(has_text="Run Selected Cell").first.click()
        says("Picture 20 of 20 (19 answers kept from before)")
        assert page.errors == []
