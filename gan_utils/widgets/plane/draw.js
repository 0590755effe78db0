// The plane laboratory's picture: the plane, the curves, and who hands what to whom, drawn from what Python sends.
// `view.js` is joined to this file, and puts the parts into the page.

const SIDE = 430, CHART = [330, 128];

const numbers = (model, name) => {
  const view = model.get(name);
  if (!view || !view.byteLength) return new Float32Array(0);
  return new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
};

function canvas(width, height) {
  const made = document.createElement("canvas"), sharp = window.devicePixelRatio || 1;
  made.width = width * sharp;
  made.height = height * sharp;
  made.style.width = `${width}px`;
  made.style.height = `${height}px`;
  const pen = made.getContext("2d");
  pen.scale(sharp, sharp);
  return [made, pen];
}

const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

// -- the plane -----------------------------------------------------------------------------------------------------------

function plane(model) {
  const [element, pen] = canvas(SIDE, SIDE);
  const [low, high] = model.get("limits"), scale = SIDE / (high - low);
  const across = (x) => (x - low) * scale, up = (y) => SIDE - (y - low) * scale;
  const back = (px, py) => [low + px / scale, low + (SIDE - py) / scale];
  const colours = model.get("colours"), tile = document.createElement("canvas");

  function field() {
    const view = model.get("field");
    if (!view || !view.byteLength) return;
    const values = new Uint8Array(view.buffer, view.byteOffset, view.byteLength), n = Math.sqrt(values.length);
    tile.width = tile.height = n;
    const picture = tile.getContext("2d").createImageData(n, n);
    const ends = colours.field.map(rgb);
    values.forEach((value, i) => {
      const share = (2 * value) / 255, at = share < 1 ? 0 : 1, part = share - at;
      const pixel = 4 * ((n - 1 - Math.floor(i / n)) * n + (i % n));
      for (let k = 0; k < 3; k++) picture.data[pixel + k] = ends[at][k] * (1 - part) + ends[at + 1][k] * part;
      picture.data[pixel + 3] = 255;
    });
    tile.getContext("2d").putImageData(picture, 0, 0);
    // the values stand at the ends of the axes, too: half a pixel of the tile lies outside on each side
    pen.drawImage(tile, 0.5, 0.5, n - 1, n - 1, 0, 0, SIDE, SIDE);
    border(values, n);
  }

  function border(values, n) {  // where D says ½: a straight piece in each cell that the line crosses
    const cell = SIDE / (n - 1), half = 127.5;
    pen.beginPath();
    for (let row = 0; row < n - 1; row++) for (let column = 0; column < n - 1; column++) {
      const corners = [[0, 0], [1, 0], [1, 1], [0, 1]].map(([i, j]) => [column + i, row + j]);
      const cuts = corners.map((a, k) => {
        const b = corners[(k + 1) % 4], [va, vb] = [a, b].map(([i, j]) => values[j * n + i]);
        if (va > half === vb > half) return null;
        const t = (half - va) / (vb - va);
        return [(a[0] + t * (b[0] - a[0])) * cell, SIDE - (a[1] + t * (b[1] - a[1])) * cell];
      }).filter(Boolean);
      if (cuts.length > 1) { pen.moveTo(...cuts[0]); pen.lineTo(...cuts[1]); }
    }
    pen.strokeStyle = "#333";
    pen.setLineDash([4, 3]);
    pen.lineWidth = 1;
    pen.stroke();
    pen.setLineDash([]);
  }

  function manifold() {
    const places = numbers(model, "manifold"), lines = model.get("lines");
    const at = (i) => [across(places[2 * i]), up(places[2 * i + 1])];
    if (!lines) {  // z is one number: its image is a curve
      pen.beginPath();
      for (let i = 0; 2 * i < places.length; i++) pen.lineTo(...at(i));
      pen.strokeStyle = colours.manifold;
      pen.lineWidth = 2;
      pen.stroke();
      return;
    }
    pen.fillStyle = pen.strokeStyle = colours.manifold;
    for (let row = 0; row < lines - 1; row++) for (let column = 0; column < lines - 1; column++) {
      const corner = row * lines + column;
      const [a, b, c, d] = [corner, corner + 1, corner + lines + 1, corner + lines].map(at);
      // The more noise falls into a cell, and the smaller its image, the denser the points there.
      const z = [row, column].map((i) => -2.5 + (5 * (i + 0.5)) / (lines - 1));
      const mass = Math.exp(-(z[0] ** 2 + z[1] ** 2) / 2);
      const area = Math.abs((c[0] - a[0]) * (d[1] - b[1]) - (d[0] - b[0]) * (c[1] - a[1])) / 2;
      pen.globalAlpha = Math.min(0.7, 0.06 + (40 * mass) / (area + 20));
      pen.beginPath();
      [a, b, c, d].forEach((corner) => pen.lineTo(...corner));
      pen.fill();
    }
    pen.globalAlpha = 0.8;
    pen.lineWidth = 0.6;
    pen.beginPath();
    for (let i = 0; i < lines; i++) for (const [first, next] of [[i * lines, 1], [i, lines]]) {
      pen.moveTo(...at(first));
      for (let j = 1; j < lines; j++) pen.lineTo(...at(first + j * next));
    }
    pen.stroke();
    pen.globalAlpha = 1;
  }

  function dots(places, colour, size, triangle) {
    pen.fillStyle = colour;
    pen.strokeStyle = "white";
    pen.lineWidth = 0.6;
    for (let i = 0; i < places.length; i += 2) {
      const x = across(places[i]), y = up(places[i + 1]);
      pen.beginPath();
      if (triangle) { pen.moveTo(x - size, y + size); pen.lineTo(x + size, y + size); pen.lineTo(x, y - size); pen.closePath(); }
      else pen.arc(x, y, size, 0, 7);
      pen.fill();
      pen.stroke();
    }
  }

  function arrows() {
    const fakes = numbers(model, "fakes"), pushes = numbers(model, "pushes");
    pen.strokeStyle = colours.arrows;
    pen.lineWidth = 1.2;
    pen.beginPath();
    for (let i = 0; i < pushes.length; i += 2) {
      const x = across(fakes[i]), y = up(fakes[i + 1]);
      const dx = pushes[i] * scale, dy = -pushes[i + 1] * scale, length = Math.hypot(dx, dy);
      if (length < 2) continue;
      const head = Math.min(5, length / 2), [ux, uy] = [dx / length, dy / length], [ex, ey] = [x + dx, y + dy];
      pen.moveTo(x, y);
      pen.lineTo(ex, ey);
      pen.moveTo(ex - head * (ux - 0.6 * uy), ey - head * (uy + 0.6 * ux));
      pen.lineTo(ex, ey);
      pen.lineTo(ex - head * (ux + 0.6 * uy), ey - head * (uy - 0.6 * ux));
    }
    pen.stroke();
  }

  function label(text, x, y, align = "left") {
    pen.font = "12px sans-serif";
    pen.textAlign = align;
    const width = pen.measureText(text).width + 8;
    pen.fillStyle = "rgba(255, 255, 255, 0.85)";
    pen.fillRect(align === "right" ? x - width + 4 : x - 4, y - 13, width, 18);
    pen.fillStyle = "#222";
    pen.fillText(text, x, y);
  }

  function draw(extra) {
    const shows = new Set(model.get("layers"));
    pen.fillStyle = "white";
    pen.fillRect(0, 0, SIDE, SIDE);
    if (shows.has("field")) field();
    if (shows.has("manifold")) manifold();
    if (shows.has("real")) dots(numbers(model, "real"), colours.real, 2.2, false);
    if (extra.stroke) dots(extra.stroke, colours.real, 3, false);
    if (shows.has("fakes")) dots(numbers(model, "fakes"), colours.fake, 2.8, true);
    if (shows.has("arrows")) arrows();
    pen.strokeStyle = "#888";
    pen.lineWidth = 1;
    pen.strokeRect(0.5, 0.5, SIDE - 1, SIDE - 1);
    label(`step ${model.get("steps").toLocaleString("en")}`, 8, 18);
    if (extra.readout) label(extra.readout, SIDE - 8, 18, "right");
    if (model.get("caption")) label(model.get("caption"), 8, SIDE - 10);
    if (extra.pen) {
      const [x, y] = [across(extra.pen[0]), up(extra.pen[1])];
      pen.strokeStyle = "black";
      pen.beginPath();
      for (const [dx, dy] of [[9, 0], [0, 9]]) { pen.moveTo(x - dx, y - dy); pen.lineTo(x + dx, y + dy); }
      pen.stroke();
    }
  }

  function says(x, y) {  // D's word at a place of the plane, from the field, which is what the picture shows
    const view = model.get("field");
    if (!view || !view.byteLength) return "";
    const n = Math.sqrt(view.byteLength), place = (v) => Math.round(((v - low) / (high - low)) * (n - 1));
    const value = view.getUint8(place(y) * n + place(x)) / 255;
    return `x = (${x.toFixed(1)}, ${y.toFixed(1)}), σ(D) = ${value.toFixed(2)}`;
  }
  return { element, draw, back, says, low, high };
}

// -- the curves ----------------------------------------------------------------------------------------------------------

function chart(model, title, source, columns) {
  const [width, height] = CHART, [element, pen] = canvas(width, height);
  const left = 34, right = 8, top = 20, bottom = 18;
  function draw() {
    const rows = numbers(model, source), wide = columns.length + 1, n = rows.length / wide;
    pen.fillStyle = "white";
    pen.fillRect(0, 0, width, height);
    pen.font = "11px sans-serif";
    pen.textAlign = "left";
    let x = left;
    for (const [i, [name, colour]] of [["", "#222"], ...columns].entries()) {
      pen.fillStyle = colour;
      pen.fillText(i ? `— ${name}` : title, x, 13);
      x += pen.measureText(i ? `— ${name}` : title).width + 10;
    }
    let highest = 0.1, lowest = 0;
    for (let i = 0; i < n; i++) for (let k = 1; k < wide; k++) {
      const value = columns[k - 1][3] ? 0 : rows[i * wide + k];
      if (Number.isFinite(value)) { highest = Math.max(highest, value); lowest = Math.min(lowest, value); }
    }
    const last = n ? rows[(n - 1) * wide] : 1, first = n ? Math.min(rows[0], last - 1) : 0;
    const across = (step) => left + ((step - first) / (last - first)) * (width - left - right);
    const share = (value, most) => (most ? value / most : (value - lowest) / (highest - lowest));
    const up = (value, most) => height - bottom - share(value, most) * (height - top - bottom);
    pen.strokeStyle = "#aaa";
    pen.lineWidth = 1;
    pen.strokeRect(left + 0.5, top + 0.5, width - left - right, height - top - bottom);
    pen.fillStyle = "#444";
    pen.textAlign = "right";
    for (const value of [lowest, highest]) pen.fillText(value.toFixed(2), left - 3, up(value) + 4);
    pen.fillText(n ? `step ${Math.round(last).toLocaleString("en")}` : "", width - right, height - 5);
    columns.forEach(([, colour, dash, most], k) => {  // with a number `most`, on an axis of its own, at the right
      pen.fillStyle = colour;
      if (most) pen.fillText(most.toFixed(2), width - right, top - 7);
      pen.strokeStyle = colour;
      pen.setLineDash(dash || []);
      pen.lineWidth = 1.5;
      pen.beginPath();
      let drawing = false;
      for (let i = 0; i < n; i++) {
        const value = rows[i * wide + k + 1];
        if (!Number.isFinite(value)) { drawing = false; continue; }
        pen[drawing ? "lineTo" : "moveTo"](across(rows[i * wide]), up(value, most));
        drawing = true;
      }
      pen.stroke();
      pen.setLineDash([]);
    });
  }
  return { element, draw };
}

// -- who hands what to whom ----------------------------------------------------------------------------------------------

// Parts and the stages of slow motion in which they are lit.
const PARTS = [
  ["noise z", 4, 60, [1, 3]], ["G", 72, 60, [1, 3, 4]], ["fakes", 118, 60, [1, 2, 3]], ["real", 118, 16, [2]],
  ["D", 186, 38, [2, 3]], ["D's loss", 240, 16, [2]], ["G's loss", 240, 60, [3, 4]],
];
const WAYS = [[0, 1], [1, 2], [2, 4], [3, 4], [4, 5], [4, 6]];

function flow(model) {
  const [width, height] = [CHART[0], 92], [element, pen] = canvas(width, height);
  pen.font = "12px sans-serif";
  const box = ([text, x, y]) => [x, y - 4, pen.measureText(text).width + 14, 24];
  function draw() {
    const phase = model.get("phase"), lit = (part) => part[3].includes(phase);
    pen.fillStyle = "white";
    pen.fillRect(0, 0, width, height);
    for (const [from, to] of WAYS) {
      const [a, b] = [PARTS[from], PARTS[to]], [ax, ay, aw, ah] = box(a), [bx, by, , bh] = box(b);
      pen.strokeStyle = lit(a) && lit(b) ? "#0B5C8A" : "#999";
      pen.lineWidth = lit(a) && lit(b) ? 2.5 : 1;
      pen.beginPath();
      pen.moveTo(ax + aw, ay + ah / 2);
      pen.lineTo(bx, by + bh / 2);
      pen.stroke();
    }
    for (const part of PARTS) {
      const [x, y, w, h] = box(part);
      pen.fillStyle = lit(part) ? "#CFE8F7" : "#F4F4F4";
      pen.strokeStyle = lit(part) ? "#0B5C8A" : "#888";
      pen.lineWidth = lit(part) ? 2 : 1;
      pen.fillRect(x, y, w, h);
      pen.strokeRect(x, y, w, h);
      pen.fillStyle = "#222";
      pen.textAlign = "left";
      pen.fillText(part[0], x + 7, y + 16);
    }
  }
  return { element, draw };
}
