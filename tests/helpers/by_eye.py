"""What is wrong with how views stand on a page, as far as that can be told without looking."""

# What stands in a view, as rectangles: pictures and whatever one can touch or read.
PARTS = """box => [...box.querySelectorAll(
  "img.widget-image, canvas, .widget-slider, .widget-text, .widget-dropdown, .widget-checkbox, button, [role=status]"
)].map(part => [part, part.getBoundingClientRect()])
  .filter(([part, place]) => place.width > 0 && place.height > 0)
  .map(([part, place]) => ({
    what: part.tagName + " " + (part.className.baseVal ?? part.className) + " " + part.innerText.slice(0, 30),
    picture: part.matches("img.widget-image, canvas"),
    left: place.left, right: place.right, top: place.top, bottom: place.bottom}))"""
CUT = """box => {
  const labels = [...box.querySelectorAll(".widget-label, button")]
    .filter(label => label.clientWidth > 1 && label.scrollWidth > label.clientWidth + 1);
  const pen = document.createElement("canvas").getContext("2d");
  const lists = [...box.querySelectorAll("select")].filter(list => {
    pen.font = getComputedStyle(list).font;
    const widest = Math.max(...[...list.options].map(option => pen.measureText(option.text).width));
    return list.clientWidth > 0 && widest + 20 > list.clientWidth;  // 20 for the arrow
  });
  return [...labels.map(label => label.innerText), ...lists.map(list => list.options[0].text)];
}"""
CONTRAST = """element => {
  const rgba = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  let behind = element, colour = [0, 0, 0, 0];
  while (behind && (colour[3] ?? 1) === 0) {
    colour = rgba(getComputedStyle(behind).backgroundColor);
    behind = behind.parentElement;
  }
  const pair = [light(rgba(getComputedStyle(element).color)), light(colour)].sort((a, b) => b - a);
  return (pair[0] + 0.05) / (pair[1] + 0.05);
}"""


def overlaps(parts):
    """Return pairs of parts that lie over each other by more than a hair, "a / b"."""
    found = []
    for i, a in enumerate(parts):
        for b in parts[i + 1 :]:
            wide = min(a["right"], b["right"]) - max(a["left"], b["left"])
            high = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
            if wide > 2 and high > 2:
                found.append(f"{a['what']} / {b['what']}")
    return found


def faults(view):
    """Return what is wrong with how a view stands on the page: out of reach, over each other, cut."""
    width = view.page.viewport_size["width"]
    parts = view.evaluate(PARTS)
    wrong = [f"out of the page: {part['what']}" for part in parts if part["left"] < 0 or part["right"] > width]
    wrong += [f"over each other: {pair}" for pair in overlaps(parts)]
    return wrong + [f"cut: {label}" for label in view.evaluate(CUT)]


def faint_words(found):
    """Return the words of views, labels and status lines, whose contrast is below 4.5 to 1 (WCAG 2.1, 1.4.3)."""
    faint = []
    for view in found:
        for words in (*view.box.locator(".widget-label:visible").all(), view.box.get_by_role("status")):
            contrast = words.evaluate(CONTRAST)
            if contrast < 4.5:
                faint.append((words.inner_text(), round(contrast, 2)))
    return faint


def unnamed(page):
    """Return the controls inside views that assistive technology meets without a name."""
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    inside = _inside(client.send("DOM.getDocument", {"depth": -1})["root"])
    roles = {"slider", "spinbutton", "combobox", "button", "checkbox", "textbox", "image", "listbox"}
    wrong = []
    for node in nodes:
        role = node.get("role", {}).get("value")
        if node.get("backendDOMNodeId") in inside and role in roles and not node.get("ignored"):
            name = node.get("name", {}).get("value", "").strip()
            if not name:
                wrong.append(role)
    return wrong


def _inside(node, view=False):
    """Return the ids of what lies in views below a node of one answer: a picture that moves leaves no gaps in it."""
    attributes = node.get("attributes", [])
    classes = dict(zip(attributes[::2], attributes[1::2], strict=True)).get("class", "").split()
    found = {node["backendNodeId"]} if view else set()
    return found.union(*(_inside(child, view or "gan-explorer" in classes) for child in node.get("children", [])))
