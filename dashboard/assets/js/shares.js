import { gapNotes, gaps } from "./gaps.js";
import { frame, note, number, tip } from "./tip.js";

// shares is the ECharts option of a chart of bars of 100 %, most positive on top.
export function shares(data, colours, hidden) {
  const option = frame(colours, data, 8);
  option.yAxis.max = 100;
  option.yAxis.interval = 50;
  option.yAxis.axisLabel.formatter = "{value}%";
  option.tooltip.axisPointer = { type: "shadow", shadowStyle: { color: colours.grid, opacity: 0.5 } };
  option.tooltip.formatter = (params) => {
    const index = params[0].dataIndex;
    const box = tip(data, colours, index, data.series.map((s) => ({
      name: s.name, slot: s.slot, shape: s.shape,
      value: s.unknown?.includes(index) ? "unknown" : `${number(s.values[index])}%`,
      before: s.unknown?.includes(index) ? undefined : number(s.counts[index]),
    })));
    gapNotes(box, data, index);
    return note(box, net(data, index));
  };
  const shown = [...data.series].reverse().filter((s) => !hidden.has(s.name));
  option.series = shown.map((s) => ({
    id: s.name, type: "bar", stack: "all", barWidth: "62%", barMaxWidth: 38, data: s.values.map((v, i) => bar(v, i, data)),
    itemStyle: { color: colours.slots[s.slot], borderColor: colours.card, borderWidth: data.starts.length > 45 ? 0 : 1 },
    emphasis: { disabled: true },
  }));
  if (option.series.length > 0) option.series[0].markArea = gaps(data, colours);
  return option;
}

// bar draws the bucket that is not over in a paler colour.
function bar(value, index, data) {
  const open = data.unfinished && index === data.starts.length - 1;
  return open ? { value, itemStyle: { opacity: 0.55 } } : value;
}

function net(data, index) {
  const [positive, , negative] = data.series.map((s) => s.counts[index]);
  if (positive + negative === 0) return "Net sentiment unknown";
  const value = (positive - negative) / (positive + negative);
  const sign = value > 0 ? "+" : value < 0 ? "−" : "";
  return `Net sentiment ${sign}${Math.abs(value).toFixed(2)}`;
}
