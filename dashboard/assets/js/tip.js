// The tooltip is built as elements with classes: a strict content security
// policy forbids the style attributes a formatted string would need.
export function tip(data, colours, index, rows) {
  const box = element("div", "tip");
  box.append(element("div", "tip-title", data.long[index]));
  for (const row of rows) {
    const line = element("div", "tip-row");
    const sign = element("i", row.shape ? "shape" : "", row.shape ?? "");
    sign.style[row.shape ? "color" : "background"] = colours.slots[row.slot];
    line.append(sign, document.createTextNode(row.name), element("b", "", row.value));
    if (row.before !== undefined) line.append(element("span", "", row.before));
    box.append(line);
  }
  return box;
}

export function note(box, text) {
  box.append(element("div", "tip-note", text));
  return box;
}

function element(tag, name, text = "") {
  const e = document.createElement(tag);
  if (name) e.className = name;
  e.textContent = text;
  return e;
}

const exact = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
export const number = (v) => exact.format(v);

// frame is the part of the option that both kinds of chart share.
export function frame(colours, data, right) {
  return {
    animation: false,
    textStyle: { fontFamily: colours.font, fontSize: 12 },
    grid: { left: 8, right, top: 22, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
    tooltip: {
      trigger: "axis",
      confine: true,
      padding: [10, 12],
      backgroundColor: colours.card,
      borderColor: colours.line,
      borderWidth: 1,
      extraCssText: "border-radius:8px;box-shadow:var(--shadow-raised)",
      axisPointer: { type: "line", lineStyle: { color: colours.axis, width: 1, type: "solid" } },
    },
    xAxis: {
      type: "category",
      data: data.names,
      name: data.zone,
      nameLocation: "middle",
      nameGap: 34,
      nameTextStyle: { color: colours.axis, fontSize: 12 },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: { color: colours.axis, margin: 12, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      min: 0,
      minInterval: 1,
      splitNumber: 4,
      splitLine: { lineStyle: { color: colours.grid } },
      axisLabel: { color: colours.axis, margin: 12, formatter: short },
    },
  };
}

function short(v) {
  if (v >= 1e6) return `${number(v / 1e6)}M`;
  return v >= 1e4 ? `${number(v / 1e3)}k` : number(v);
}
