// A square to write a digit in, with the pointer or the keyboard. Python keeps the strokes; this shows them and sends
// each new one when it is done.

const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function render({ model, el }) {
  const side = model.get("side"), scale = 8, canvas = document.createElement("canvas");
  let stroke = null, pen = null;
  canvas.width = canvas.height = side * scale;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.style.touchAction = "none";
  canvas.style.cursor = "crosshair";
  canvas.style.border = "1px solid #888";
  el.appendChild(canvas);

  const line = (context, points) => {
    context.beginPath();
    points.forEach(([x, y], i) => (i ? context.lineTo(x * scale, y * scale) : context.moveTo(x * scale, y * scale)));
    if (points.length === 1) context.lineTo(points[0][0] * scale + 0.1, points[0][1] * scale);
    context.stroke();
  };
  const draw = () => {
    const context = canvas.getContext("2d");
    context.fillStyle = "#000";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.strokeStyle = "#fff";
    context.lineWidth = model.get("width") * scale;
    context.lineCap = context.lineJoin = "round";
    model.get("strokes").forEach((points) => line(context, points));
    if (stroke) line(context, stroke);
    if (pen) {
      context.fillStyle = "#e69f00";
      context.fillRect(pen[0] * scale - 4, pen[1] * scale - 4, 8, 8);
    }
    canvas.setAttribute("aria-label", "Writing area: the arrow keys move the pen, Space puts it down or lifts it, "
      + `Backspace takes the last stroke back. ${model.get("strokes").length} strokes.`);
  };
  const where = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]
      .map((part) => Math.min(side, Math.max(0, part * side)));
  };
  const lift = () => {
    if (stroke) model.send({ type: "stroke", points: stroke });
    stroke = null;
  };

  canvas.addEventListener("pointerdown", (event) => {
    stroke = [where(event)];
    canvas.setPointerCapture(event.pointerId);
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke || pen) return;
    const place = where(event), [x, y] = stroke[stroke.length - 1];
    if (Math.hypot(place[0] - x, place[1] - y) > 0.3) stroke.push(place);
    draw();
  });
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  canvas.addEventListener("blur", () => { lift(); pen = null; draw(); });
  canvas.addEventListener("keydown", (event) => {
    if (KEYS[event.key]) {
      const far = event.shiftKey ? 3 : 1, from = pen || [side / 2, side / 2];
      pen = from.map((part, k) => Math.min(side, Math.max(0, part + far * KEYS[event.key][k])));
      if (stroke) stroke.push([...pen]);
    } else if (event.key === " " || event.key === "Enter") {
      pen = pen || [side / 2, side / 2];
      if (stroke) lift(); else stroke = [[...pen]];
    } else if (event.key === "Backspace") model.send({ type: "undo" });
    else return;
    event.preventDefault();
    event.stopPropagation();
    draw();
  });
  model.on("change:strokes", draw);
  draw();
}

export default { render };
