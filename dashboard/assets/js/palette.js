// Colours are defined in tokens.css only. A canvas needs their computed values.
export function palette() {
  const probe = document.createElement("i");
  probe.hidden = true;
  document.body.append(probe);
  const resolve = (token) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const slots = {};
  for (const slot of ["ink", "accent", "positive", "neutral", "negative", "unsure", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "b1", "b2", "b3", "b4", "b5", "b6"]) {
    slots[slot] = resolve(`--c-${slot}`);
  }
  const colours = {
    slots,
    grid: resolve("--chart-grid"),
    axis: resolve("--chart-axis"),
    hatch: resolve("--chart-hatch"),
    unheard: resolve("--chart-unheard"),
    card: resolve("--card"),
    line: resolve("--line-strong"),
    ink: resolve("--ink"),
    negative: resolve("--negative"),
    font: getComputedStyle(document.body).fontFamily,
  };
  probe.remove();
  return colours;
}

// hatch is a pattern of thin diagonal lines.
export function hatch(colour) {
  const size = 7;
  const tile = document.createElement("canvas");
  tile.width = tile.height = size;
  const pen = tile.getContext("2d");
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
  }
  pen.stroke();
  return { image: tile, repeat: "repeat" };
}
