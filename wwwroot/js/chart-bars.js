import { labels, number, plain, titled } from "./chart-text.js";

// A phone has room for few groups; the table has them all.
const fitting = 10;

function latest(data, theme) {
  if (!theme.narrow || !data.latestMatter || data.categories.length <= fitting) return data;
  return {
    ...data,
    categories: data.categories.slice(-fitting),
    titles: data.titles.slice(-fitting),
    series: data.series.map((series) => ({ ...series, values: series.values.slice(-fitting) })),
    axis: `the latest ${fitting} ${data.axis}`,
  };
}

export function barOptions(all, theme) {
  const data = latest(all, theme);
  const amounts = data.series.flatMap((series) => series.values).filter((value) => value !== null && value !== undefined).map(Math.abs);
  // Own prices may make a question cost a thousandth; counts have no decimals.
  const decimals = amounts.some((value) => value % 1 !== 0) && Math.max(...amounts) < 10 ? 4 : 0;
  return {
    chart: {
      type: "bar", height: data.height, fontFamily: "inherit", background: "transparent", foreColor: theme.text,
      toolbar: { show: false }, zoom: { enabled: false }, parentHeightOffset: 0,
      animations: { enabled: !theme.calm, speed: 300 },
    },
    theme: { mode: theme.mode },
    series: data.series.map((series) => ({ name: series.name, data: series.values })),
    colors: data.series.map((series) => theme.color(series.color)),
    plotOptions: { bar: { columnWidth: data.categories.length < 6 ? `${data.categories.length * 8 + 10}%` : "62%", borderRadius: 2, borderRadiusApplication: "end" } },
    dataLabels: { enabled: false },
    fill: { opacity: 1 },
    stroke: { show: true, width: 2, colors: ["transparent"] },
    grid: { borderColor: theme.line, strokeDashArray: 3, padding: { left: 8, right: 0 } },
    legend: { position: "top", horizontalAlign: "left", fontFamily: "inherit", fontSize: "13px", labels: { colors: theme.text }, markers: { size: 5, shape: "square", strokeWidth: 0, offsetX: -4 }, itemMargin: { horizontal: 10 }, onItemClick: { toggleDataSeries: false } },
    xaxis: { categories: data.categories, title: titled(data.axis, theme, -4), labels: { ...labels(theme), rotate: 0, hideOverlappingLabels: true }, axisBorder: { color: theme.line }, axisTicks: { show: false }, tooltip: { enabled: false } },
    yaxis: { min: data.series.some((series) => series.values.some((value) => value < 0)) ? undefined : 0, forceNiceScale: true, title: titled(data.unit, theme), labels: { ...labels(theme), formatter: (value) => number(value, decimals) } },
    tooltip: { theme: theme.mode, x: { formatter: (_, { dataPointIndex }) => plain(data.titles[dataPointIndex] ?? "") }, y: { formatter: (value) => value === null || value === undefined ? "unknown" : `${decimals ? number(value, decimals) : value.toLocaleString("en")} ${plain(data.unit)}` } },
    states: { active: { filter: { type: "none" } } },
  };
}
