import { gapNotes, gaps } from "./gaps.js";
import { frame, note, number, tip } from "./tip.js";

const directLabels = 4;

// labelHeight is the least distance of two names at line ends, in pixels.
const labelHeight = 14;

// spread moves the names at line ends apart where the ends are closer than a line of
// text: an option to set once the chart knows where its lines end.
export function spread(chart) {
  const { series } = chart.getOption();
  const ends = series.filter((s) => s.endLabel?.show).map((s) => {
    const at = s.data.findLastIndex((v) => (v?.value ?? v) !== null);
    return at < 0 ? undefined : { id: s.id, y: chart.convertToPixel({ yAxisIndex: 0 }, s.data[at]?.value ?? s.data[at]) };
  }).filter(Boolean).sort((a, b) => a.y - b.y);
  // Below the axis stand its own names.
  const lowest = chart.convertToPixel({ yAxisIndex: 0 }, 0);
  const places = ends.map((e) => e.y);
  for (let i = 1; i < places.length; i++) places[i] = Math.max(places[i], places[i - 1] + labelHeight);
  for (let i = places.length - 1; i >= 0; i--) places[i] = Math.min(places[i], i === places.length - 1 ? lowest : places[i + 1] - labelHeight);
  return { series: ends.map((e, i) => ({ id: e.id, endLabel: { offset: [0, places[i] - e.y] } })) };
}

// lines is the ECharts option of a chart of counts over time.
export function lines(data, colours, hidden, width) {
  const shown = data.series.filter((s) => !hidden.has(s.name));
  const direct = data.series.length > 1 && data.series.length <= directLabels;
  const option = frame(colours, data, direct ? room(data, width) : 14);
  option.xAxis.boundaryGap = false;
  option.tooltip.formatter = (params) => {
    const index = params[0].dataIndex;
    const rows = shown.map((s) => ({
      name: s.name, slot: s.slot, shape: s.shape,
      value: s.unknown?.includes(index) ? "unknown" : number(s.values[index]),
      before: s.previous?.[index] === undefined ? undefined : s.unknown_before?.includes(index) ? "unknown" : number(s.previous[index]),
    }));
    const box = tip(data, colours, index, rows);
    for (const flag of data.flags ?? []) if (flag.index === index) note(box, flag.text);
    gapNotes(box, data, index);
    if (data.ago && rows.some((r) => r.before !== undefined)) note(box, `grey: ${data.ago}`);
    return box;
  };
  const previous = shown.length <= directLabels ? shown.filter((s) => s.previous) : [];
  option.series = [
    ...previous.map((s) => before(s, colours, data.series.length === 1)),
    ...shown.flatMap((s) => line(s, data, colours, direct)),
  ];
  const first = option.series.find((s) => s.id?.startsWith("now:"));
  if (first) {
    first.markArea = gaps(data, colours);
    for (const s of option.series) s.markPoint = flags(s, data, colours);
  }
  return option;
}

function room(data, width) {
  const longest = Math.max(...data.series.map((s) => s.name.length));
  return Math.min(24 + longest * 7, width * 0.3);
}

function before(s, colours, alone) {
  return {
    id: `before:${s.name}`, type: "line", data: s.previous.map((v, i) => (s.unknown_before?.includes(i) ? null : v)), symbol: "none", silent: true, z: 1,
    lineStyle: { width: 1.2, type: [4, 4], color: alone ? colours.axis : colours.slots[s.slot], opacity: alone ? 0.8 : 0.45 },
    tooltip: { show: false }, emphasis: { disabled: true },
  };
}

// line draws a series whose last bucket is not over in two pieces: the finished
// buckets, and a dotted end.
function line(s, data, colours, direct) {
  const colour = colours.slots[s.slot];
  // Where nothing was read the line has a gap and not a zero.
  const known = (i) => i >= 0 && i < s.values.length && !s.unknown?.includes(i);
  // A count between two that are unknown is a dot, as it is no line.
  const dots = s.values.some((_, i) => known(i) && !known(i - 1) && !known(i + 1));
  const values = s.values.map((v, i) => {
    if (!known(i)) return null;
    return dots ? { value: v, symbol: known(i - 1) || known(i + 1) ? "none" : "circle", symbolSize: 6 } : v;
  });
  const last = values.length - 1;
  const style = {
    type: "line", smooth: false, showSymbol: dots || s.values.length < 3, showAllSymbol: true, symbol: "circle", symbolSize: 6, z: 3,
    itemStyle: { color: colour }, emphasis: { disabled: true },
  };
  const label = {
    show: direct, color: colour, fontWeight: 600, distance: 8,
    formatter: s.shape ? `${s.shape} ${s.name}` : s.name,
  };
  if (!data.unfinished || last < 1) {
    return [{ ...style, id: `now:${s.name}`, data: values, lineStyle: { width: 2, color: colour }, endLabel: label }];
  }
  const end = s.values.map((v, i) => {
    if (i < last - 1 || !known(i)) return null;
    return i === last ? { value: v, symbol: "circle", symbolSize: 7 } : { value: v, symbol: "none" };
  });
  return [
    { ...style, id: `now:${s.name}`, data: values.slice(0, last), lineStyle: { width: 2, color: colour } },
    {
      ...style, id: `open:${s.name}`, data: end, showSymbol: true, lineStyle: { width: 2, type: [1, 4], cap: "round", color: colour },
      itemStyle: { color: colours.card, borderColor: colour, borderWidth: 2 }, endLabel: label, tooltip: { show: false },
    },
  ];
}

function flags(series, data, colours) {
  const own = (data.flags ?? []).filter((f) => {
    const s = data.series[f.series];
    const open = data.unfinished && f.index === s.values.length - 1;
    return series.id === `${open ? "open" : "now"}:${s.name}`;
  });
  return {
    symbol: "roundRect", symbolSize: [20, 20], symbolOffset: [0, -18], silent: true,
    itemStyle: { color: colours.ink, borderWidth: 0 },
    label: { color: colours.card, fontSize: 12, formatter: ({ name }) => name },
    data: own.map((f) => ({ name: f.mark, coord: [f.index, data.series[f.series].values[f.index]] })),
  };
}
