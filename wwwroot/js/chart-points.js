import { labels, number, plain, short, titled } from "./chart-text.js";

const day = (value) => new Date(value).toLocaleDateString("en", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

const said = (value, axis) => axis.days ? day(value) : `${number(value, axis.decimals)} ${axis.unit}`.trimEnd();

// An interval is a series of its own: for each point a stroke from low to high, with a gap behind it.
const hasInterval = (point) => point.low !== null && point.high !== null;

function drawn(series) {
  const own = { of: series, points: series.points, values: series.points.map((point) => ({ x: point.x, y: point.y })), width: series.joined ? 2.5 : 0, size: series.dotted ? 5 : 0, dash: series.dashed ? 6 : 0 };
  const apart = series.points.filter(hasInterval);
  if (apart.length === 0) return [own];
  return [own, {
    of: series, points: apart.flatMap((point) => [point, point, point]),
    values: apart.flatMap((point) => [{ x: point.x, y: point.low }, { x: point.x, y: point.high }, { x: point.x, y: null }]),
    width: 1.5, size: 0, dash: 0,
  }];
}

function words(point, axis) {
  if (point === undefined || point.y === null) return "unknown";
  const interval = hasInterval(point) ? ` (${number(point.low, axis.decimals)} to ${number(point.high, axis.decimals)})` : "";
  return plain(said(point.y, axis) + interval);
}

const mark = (theme) => ({ at, label, color, dashed }) => ({
  x: at, borderColor: theme.color(color), strokeDashArray: dashed ? 5 : 0, borderWidth: 1.5,
  label: { text: label, orientation: "horizontal", textAnchor: "middle", borderWidth: 0, style: { background: theme.ground, color: theme.color(color), fontSize: "12px", fontFamily: "inherit", padding: { left: 4, right: 4, top: 2, bottom: 2 } } },
});

// A short axis of whole numbers has a tick for each, so that none is shown twice.
function ticks(data, theme) {
  const { x } = data;
  const end = x.max ?? Math.max(...data.series.flatMap((series) => series.points.map((point) => point.x)));
  return !x.days && x.decimals === 0 && x.min === 0 && end > 0 && end <= 10 ? Math.ceil(end) : theme.narrow ? 4 : 8;
}

export function pointOptions(data, theme) {
  const all = data.series.flatMap(drawn);
  const { x, y } = data;
  return {
    chart: {
      type: "line", height: data.height, fontFamily: "inherit", background: "transparent", foreColor: theme.text,
      toolbar: { show: false }, zoom: { enabled: false }, parentHeightOffset: 0, animations: { enabled: false },
    },
    theme: { mode: theme.mode },
    series: all.map((series) => ({ name: plain(series.of.name), data: series.values })),
    colors: all.map((series) => theme.color(series.of.color)),
    stroke: { width: all.map((series) => series.width), dashArray: all.map((series) => series.dash), curve: "straight", lineCap: "round" },
    markers: { size: all.map((series) => series.size), strokeWidth: 0, hover: { sizeOffset: 2 } },
    annotations: { xaxis: data.marks.map(mark(theme)) },
    dataLabels: { enabled: false },
    grid: { borderColor: theme.line, strokeDashArray: 3, padding: { left: 12, right: 16, top: data.marks.length > 0 ? 4 : -12 } },
    legend: { show: false },
    xaxis: {
      type: x.days ? "datetime" : "numeric", min: x.min ?? undefined, max: x.max ?? undefined, tickAmount: ticks(data, theme),
      title: titled(x.title, theme, -4), labels: { ...labels(theme), rotate: 0, hideOverlappingLabels: true, datetimeUTC: true, ...(x.days ? {} : { formatter: (value) => short(Number(value), x.decimals) }) },
      axisBorder: { color: theme.line }, axisTicks: { show: false }, tooltip: { enabled: false }, crosshairs: { stroke: { color: theme.line } },
    },
    yaxis: { min: y.min ?? undefined, max: y.max ?? undefined, forceNiceScale: true, title: titled(y.title, theme), labels: { ...labels(theme), formatter: (value) => value === null || value === undefined ? "" : short(value, y.decimals) } },
    tooltip: {
      theme: theme.mode, shared: false, intersect: false,
      x: { formatter: (value, at) => plain(all[at?.seriesIndex]?.points[at?.dataPointIndex]?.title ?? said(value, x)) },
      y: { formatter: (_, { seriesIndex, dataPointIndex }) => words(all[seriesIndex]?.points[dataPointIndex], y) },
    },
    states: { active: { filter: { type: "none" } } },
  };
}
