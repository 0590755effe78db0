"""Views in a page, moved by hand: sliders, lists and buttons by mouse and by keyboard."""

import re

HASH = """async image => {
  const bytes = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
  return bytes.length + ":" + bytes.reduce((sum, byte) => (sum * 31 + byte) % 4294967291, 7);
}"""


class View:
    """One explorer in a page: what it shows now, and whether that changed."""

    def __init__(self, page, number):
        self.page, self.box = page, page.locator(".gan-explorer").nth(number)
        self.box.scroll_into_view_if_needed()
        self.sliders = self.box.get_by_role("slider")
        self.lists = self.box.get_by_role("combobox")
        self.numbers = self.box.get_by_role("spinbutton")
        self.buttons = self.box.get_by_role("button")

    @property
    def picture(self):
        return self.box.locator("img.widget-image:not(.gan-strip)").evaluate(HASH)

    @property
    def words(self):
        return self.box.get_by_role("status").inner_text()

    def changes(self, act, what):
        """Do `act` and wait until the picture differs; the line must be in step and say no error."""
        before = self.picture
        act()
        for _ in range(100):
            self.page.wait_for_timeout(100)
            if self.picture != before:
                break
        else:
            raise AssertionError(f"{what}: the picture did not change; the line says {self.words!r}")
        self.page.wait_for_timeout(300)
        assert self.box.get_by_role("alert").count() == 0, self.box.get_by_role("alert").all_inner_texts()

    def agree(self, i):
        """Wait until the slider's handle and the number box say the same value, and the line says it too."""
        for _ in range(100):
            value, shown = float(self.numbers.nth(i).input_value()), self.words
            if self._handle_says(i, value) and any(abs(number - value) <= 0.0501 for number in numbers_in(shown)):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError((self.sliders.nth(i).get_attribute("aria-valuetext"), value, shown))

    def _handle_says(self, i, value):
        slider = self.sliders.nth(i)
        low, high = (float(slider.get_attribute(f"aria-value{end}")) for end in ("min", "max"))
        return abs(float(slider.get_attribute("aria-valuetext")) - value) <= 0.011 * max(1.0, high - low)


def numbers_in(words):
    """Return the numbers that a line says, a percentage as a share.

    >>> numbers_in("slant −1.5: 20% of 3 pictures")
    [-1.5, 0.2, 3.0]
    """
    found = re.findall(r"([−-]?\d+\.?\d*)(%?)", words)
    return [float(number.replace("−", "-")) / (100 if percent else 1) for number, percent in found]


def views(page):
    return [View(page, number) for number in range(page.locator(".gan-explorer").count())]


def drag(page, handle, by):
    """Drag with the mouse, in small moves, as a hand does."""
    where = handle.bounding_box()
    x, y = where["x"] + where["width"] / 2, where["y"] + where["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(x + by * step / 5, y)
        page.wait_for_timeout(30)
    page.mouse.up()


def by_keyboard(page, locator, *keys):
    locator.focus()
    for key in keys:
        page.keyboard.press(key)


def type_in(page, box, typed):
    """Type a number until the box keeps it: what a page still sends back of a drag would take its place."""
    for _ in range(3):
        box.fill(typed)
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        if float(box.input_value()) == float(typed):
            return


def move_slider(page, view, i):
    """Move one slider: the first two of a view in each way, the others, all alike, by keyboard or mouse in turns."""
    ways = (_by_keys, _by_mouse, _by_number)
    chosen = ways if i < 2 else ways[i % 2 : i % 2 + 1]
    handle = view.sliders.nth(i)
    low, high = (float(handle.get_attribute(f"aria-value{k}")) for k in ("min", "max"))
    for way in chosen:
        way(page, view, i, handle, low, high)
        view.agree(i)
    return len(chosen)


def _room_right(handle):
    low, now, high = (float(handle.get_attribute(f"aria-value{which}")) for which in ("min", "now", "max"))
    return now < (low + high) / 2


def _by_keys(page, view, i, handle, low, high):
    key = "ArrowRight" if _room_right(handle) else "ArrowLeft"
    view.changes(lambda: by_keyboard(page, handle, *[key] * 30), handle.get_attribute("aria-label"))


def _by_mouse(page, view, i, handle, low, high):
    by = 100 if _room_right(handle) else -100
    view.changes(lambda: drag(page, handle, by), f"{handle.get_attribute('aria-label')}, by mouse")


def _by_number(page, view, i, handle, low, high):
    box = view.numbers.nth(i)
    whole = "." not in handle.get_attribute("aria-valuetext")  # whose box takes no fraction
    form = ".0f" if whole or high - low > 20 else ".1f"
    texts = (format(low + (high - low) * (0.3 + 0.1 * i + more), form) for more in (0, 0.15))  # another for each slider
    stands = float(box.input_value())
    typed = next(text for text in texts if abs(float(text) - stands) > 0.02 * (high - low))
    view.changes(lambda: type_in(page, box, typed), f"{handle.get_attribute('aria-label')}, typed")


def choose(page, view, i):
    """Take the next entry of a list by the keyboard, and the first by name."""
    entries = view.lists.nth(i)
    view.changes(lambda: by_keyboard(page, entries, "ArrowDown"), f"list {i}, by keyboard")
    view.changes(lambda: entries.select_option(index=0), f"list {i}, by mouse")
    return 2


def press(page, view, i):
    """Press one button by the mouse and by the keyboard."""
    button = view.buttons.nth(i)
    label = button.inner_text()
    for way, act in (("mouse", button.click), ("keyboard", lambda: by_keyboard(page, button, "Enter"))):
        if label == "reset":  # which only shows where something has moved
            last = view.sliders.last
            at_the_left = last.get_attribute("aria-valuenow") == last.get_attribute("aria-valuemin")
            keys = ["ArrowRight" if at_the_left else "ArrowLeft"] * 12
            view.changes(lambda: by_keyboard(page, last, *keys), "a slider before reset")  # noqa: B023
        if label in ("undo", "clear"):  # which only show where something is drawn
            view.changes(lambda: drag(page, view.box.locator("canvas"), 60), f"a stroke before {label}")
        view.changes(act, f"{label}, by {way}")
        if label == "play":  # a film: the button ends it, too
            view.changes(lambda: None, "the film")
            button.click()
            button.filter(has_text="play").wait_for(timeout=5000)
    return 2


def exercise(page, view):
    """Move every control of a view; return in how many ways."""
    kinds = ((move_slider, view.sliders), (choose, view.lists), (press, view.buttons))
    return sum(move(page, view, i) for move, controls in kinds for i in range(controls.count()))
