import * as echarts from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { AxisPointerComponent, GridComponent, MarkAreaComponent, MarkPointComponent, TooltipComponent } from "echarts/components";
import { CanvasRenderer } from "echarts/renderers";
import { lines, spread } from "./lines.js";
import { palette } from "./palette.js";
import { shares } from "./shares.js";

echarts.use([AxisPointerComponent, BarChart, CanvasRenderer, GridComponent, LineChart, MarkAreaComponent, MarkPointComponent, TooltipComponent]);

const kinds = { lines, shares };
const group = "page";
const renders = new WeakMap();
const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const chart = echarts.getInstanceByDom(target);
    if (!chart || chart.getWidth() === target.clientWidth && chart.getHeight() === target.clientHeight) continue;
    chart.resize();
    renders.get(target)();
  }
});

// drawCharts draws the charts on the page that are not drawn yet. With again it
// redraws all of them, as for another theme.
export function drawCharts(again = false) {
  let colours;
  for (const place of document.querySelectorAll("[data-chart]")) {
    const drawn = echarts.getInstanceByDom(place);
    if (drawn && !again) continue;
    drawn?.dispose();
    colours ??= palette();
    draw(place, JSON.parse(document.getElementById(place.dataset.chart).textContent), colours);
  }
}

function draw(place, data, colours) {
  const chart = echarts.init(place, null, { renderer: "canvas" });
  const hidden = new Set();
  const render = () => {
    chart.setOption(kinds[data.kind](data, colours, hidden, place.clientWidth), { notMerge: true });
    if (data.kind === "lines") chart.setOption(spread(chart));
  };
  render();
  renders.set(place, render);
  chart.group = `${group}-${data.starts[0]}-${data.starts.length}`;
  echarts.connect(chart.group);
  chart.getZr().on("click", (event) => open(chart, data, event));
  chart.getZr().on("mousemove", (event) => {
    const inside = chart.containPixel({ gridIndex: 0 }, [event.offsetX, event.offsetY]);
    chart.getZr().setCursorStyle(inside ? "pointer" : "default");
  });
  resized.observe(place);
  const legend = place.closest(".chart-view").querySelector(".legend");
  legend?.addEventListener("click", (event) => {
    const item = event.target.closest("[data-series]");
    if (!item) return;
    const name = item.dataset.series;
    if (hidden.has(name)) hidden.delete(name);
    else hidden.add(name);
    item.setAttribute("aria-pressed", String(!hidden.has(name)));
    render();
  });
}

// open shows the posts of the bucket that was clicked.
function open(chart, data, event) {
  const point = [event.offsetX, event.offsetY];
  if (!chart.containPixel({ gridIndex: 0 }, point)) return;
  const index = chart.convertFromPixel({ gridIndex: 0 }, point)[0];
  if (data.starts[index] === undefined) return;
  const url = new URL(data.posts, location.href);
  url.searchParams.set("period", "custom");
  url.searchParams.set("from", data.starts[index]);
  url.searchParams.set("to", data.ends[index]);
  location.assign(url);
}
