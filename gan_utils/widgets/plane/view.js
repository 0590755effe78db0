// The plane laboratory in the page. Python trains and sends what there is to see; this shows it, lets one draw data with
// the pointer or the keyboard, and says when a picture is painted: Python sends the next only then.

const GAP = 0.06, KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const HELP = "Drawing area: the arrow keys move the pen, with Shift further; Space puts points down; Backspace takes the last stroke back. ";

function send(model, places) {
  model.send({ type: "stroke" }, undefined, [new Float32Array(places).buffer]);
}

// Let the pointer draw strokes: points at even distances along its way, sent when it is lifted.
function byPointer(model, view, extra, draw) {
  const where = (event) => {
    const box = view.element.getBoundingClientRect();
    const place = view.back(event.clientX - box.left, event.clientY - box.top);
    return place.map((v) => Math.min(view.high, Math.max(view.low, v)));
  };
  view.element.addEventListener("pointerdown", (event) => {
    if (!model.get("drawing")) return;
    extra.stroke = where(event);
    view.element.setPointerCapture(event.pointerId);
    draw();
  });
  view.element.addEventListener("pointermove", (event) => {
    const place = where(event);
    extra.readout = view.says(...place);
    if (extra.stroke) {
      const [x, y] = extra.stroke.slice(-2), far = Math.hypot(place[0] - x, place[1] - y), n = Math.floor(far / GAP);
      for (let i = 1; i <= n; i++) extra.stroke.push(...[x, y].map((v, k) => v + ((place[k] - v) * i * GAP) / far));
    }
    draw();
  });
  const lift = () => {
    if (extra.stroke) send(model, extra.stroke);
    extra.stroke = null;
  };
  view.element.addEventListener("pointerup", lift);
  view.element.addEventListener("pointercancel", lift);
  view.element.addEventListener("pointerleave", () => { extra.readout = ""; draw(); });
}

// The same by the keyboard: a pen that the arrow keys move.
function byKeyboard(model, view, extra, said, draw) {
  const place = [0, 0];
  view.element.addEventListener("focus", () => { if (model.get("drawing")) extra.pen = place; draw(); });
  view.element.addEventListener("blur", () => { extra.pen = null; draw(); });
  view.element.addEventListener("keydown", (event) => {
    if (!model.get("drawing")) return;
    if (KEYS[event.key]) {
      KEYS[event.key].forEach((way, k) => {
        place[k] = Math.min(view.high, Math.max(view.low, place[k] + way * (event.shiftKey ? 0.5 : 0.1)));
      });
      extra.readout = view.says(...place);
      said.textContent = `pen at ${place[0].toFixed(1)}, ${place[1].toFixed(1)}`;
    } else if (event.key === " " || event.key === "Enter") {
      send(model, place);
      said.textContent = `points put at ${place[0].toFixed(1)}, ${place[1].toFixed(1)}`;
    } else if (event.key === "Backspace") model.send({ type: "undo" });
    else return;
    event.preventDefault();
    event.stopPropagation();
    draw();
  });
}

function name(model, view, charts, diagram) {
  const draws = model.get("drawing"), [losses, divergences] = model.get("curve_words");
  view.element.setAttribute("role", draws ? "application" : "img");
  view.element.setAttribute("aria-label", (draws ? HELP : "") + model.get("alt"));
  view.element.tabIndex = draws ? 0 : -1;
  view.element.style.cursor = draws ? "crosshair" : "default";
  view.element.style.touchAction = draws ? "none" : "auto";
  charts[0].element.setAttribute("aria-label", losses);
  charts[1].element.setAttribute("aria-label", divergences);
  diagram.element.setAttribute("aria-label", "Noise z goes into G, which makes fakes; D sees real points and fakes; "
    + `from its answers come D's loss and G's loss. ${model.get("caption")}`);
}

function render({ model, el }) {
  const colours = model.get("colours"), extra = { stroke: null, pen: null, readout: "" };
  const view = plane(model), diagram = flow(model);
  const charts = [
    chart(model, "loss", "losses", [["D", colours.discriminator, [5, 3]], ["G", colours.fake]]),
    chart(model, "distance", "divergences", [["KL(real ‖ fakes)", colours.kl, [5, 3]], ["JS (right)", colours.js, [], Math.LN2]]),
  ];
  const said = document.createElement("span"), side = document.createElement("div");
  said.className = "gan-plane-said";
  said.setAttribute("aria-live", "polite");
  side.className = "gan-plane-side";
  for (const part of [diagram, ...charts]) {
    part.element.setAttribute("role", "img");
    side.append(part.element);
  }
  el.classList.add("gan-plane");
  el.append(view.element, side, said);

  let asked = false;
  const draw = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      view.draw(extra);
    });
  };
  const frame = () => requestAnimationFrame(() => {
    for (const part of [diagram, ...charts]) part.draw();
    view.draw(extra);
    view.element.dataset.frame = model.get("number");
    model.send({ type: "seen", number: model.get("number") });
  });
  const named = () => name(model, view, charts, diagram);
  byPointer(model, view, extra, draw);
  byKeyboard(model, view, extra, said, draw);
  model.on("change:number", frame);
  model.on("change:layers", draw);
  for (const trait of ["alt", "drawing", "caption"]) model.on(`change:${trait}`, named);
  named();
  frame();
  return () => {
    model.off("change:number", frame);
    model.off("change:layers", draw);
    for (const trait of ["alt", "drawing", "caption"]) model.off(`change:${trait}`, named);
  };
}

export default { render };
