import { hatch } from "./palette.js";
import { note } from "./tip.js";

// gaps is the hatching of the times in which sources were not read: one band for
// those that overlap, with a name where there is room.
export function gaps(data, colours) {
  const bands = [];
  for (const gap of [...(data.gaps ?? [])].sort((a, b) => a.from - b.from)) {
    const last = bands.at(-1);
    if (last && gap.from <= last.to) {
      last.to = Math.max(last.to, gap.to);
      last.names.add(`${gap.name} ${gap.state}`);
    } else {
      bands.push({ from: gap.from, to: gap.to, names: new Set([`${gap.name} ${gap.state}`]) });
    }
  }
  const label = ({ from, to, names }) => {
    const text = names.size === 1 ? [...names][0] : `${names.size} sources not read`;
    return text.length * 7 < ((to - from + 1) / data.starts.length) * 600 ? text : "";
  };
  return {
    silent: true,
    itemStyle: { color: hatch(colours.hatch) },
    label: { color: colours.axis, fontSize: 12, position: "insideTopRight", offset: [0, -20], formatter: ({ name }) => name },
    data: [...shade(data, colours), ...bands.map((band) => [
      { name: label(band), xAxis: band.from === band.to && data.kind === "lines" ? Math.max(0, band.from - 1) : band.from },
      { xAxis: band.to },
    ])],
  };
}

// shade is the bands in which nobody listened, each with its name where there is room.
function shade(data, colours) {
  const last = data.starts.length - 1;
  // A band of lines reaches from the middle of a step to the middle of another.
  const lines = data.kind === "lines";
  return (data.unheard ?? []).map((span) => [
    {
      name: span.state.length * 7 < ((span.to - span.from + 1) / data.starts.length) * 600 ? span.state : "",
      xAxis: span.from, itemStyle: { color: colours.unheard },
      label: { position: "insideTop", offset: [0, -20], color: colours.axis, fontSize: 12 },
    },
    { xAxis: lines && span.from === span.to ? Math.min(last, span.to + 1) : span.to },
  ]);
}

// gapNotes names the sources that were not read in a step, for its tooltip.
export function gapNotes(box, data, index) {
  for (const span of data.unheard ?? []) {
    if (span.from <= index && index <= span.to) note(box, `${span.state[0].toUpperCase()}${span.state.slice(1)}: only what the sources still showed later is counted.`);
  }
  for (const gap of data.gaps ?? []) {
    if (gap.from <= index && index <= gap.to) note(box, `${gap.name}: ${gap.state}; posts may be missing.`);
  }
}
