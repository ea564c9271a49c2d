// The one place that knows ApexCharts. The library is loaded when the first chart is drawn.
let library = null;

function load() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "lib/apexcharts/apexcharts.min.js";
    script.onload = () => resolve(window.ApexCharts);
    script.onerror = () => {
      library = null;
      script.remove();
      reject(new Error("The chart library could not be loaded."));
    };
    document.head.append(script);
  });
  return library;
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");

function themed() {
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(name).trim();
  return { text: color("--st-text-muted"), line: color("--st-line"), mode: document.documentElement.dataset.theme, color };
}

// A phone has room for few groups; the table has them all.
const narrow = matchMedia("(max-width: 40rem)");
const fitting = 10;

function latest(data) {
  if (!narrow.matches || data.categories.length <= fitting) return data;
  return {
    ...data,
    categories: data.categories.slice(-fitting),
    titles: data.titles.slice(-fitting),
    series: data.series.map((series) => ({ ...series, values: series.values.slice(-fitting) })),
    axis: `the latest ${fitting} ${data.axis}`,
  };
}

function options(all) {
  const data = latest(all);
  const theme = themed();
  const label = { style: { colors: theme.text, fontSize: "12px", fontFamily: "inherit" } };
  return {
    chart: {
      type: "bar", height: data.height, fontFamily: "inherit", background: "transparent", foreColor: theme.text,
      toolbar: { show: false }, zoom: { enabled: false }, parentHeightOffset: 0,
      animations: { enabled: !calm.matches, speed: 300 },
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
    xaxis: { categories: data.categories, title: { text: data.axis, offsetY: -4, style: { color: theme.text, fontWeight: 500, fontFamily: "inherit" } }, labels: { ...label, rotate: 0, hideOverlappingLabels: true }, axisBorder: { color: theme.line }, axisTicks: { show: false }, tooltip: { enabled: false } },
    yaxis: { min: 0, forceNiceScale: true, title: { text: data.unit, style: { color: theme.text, fontWeight: 500, fontFamily: "inherit" } }, labels: { ...label, formatter: (value) => Math.round(value).toLocaleString("en") } },
    tooltip: { theme: theme.mode, x: { formatter: (_, { dataPointIndex }) => data.titles[dataPointIndex] ?? "" }, y: { formatter: (value) => value === null ? "unknown" : `${value.toLocaleString("en")} ${data.unit}` } },
    states: { active: { filter: { type: "none" } } },
  };
}

// Draws into the element and returns the handle by which the component updates and ends the chart.
export async function create(element, data) {
  const ApexCharts = await load();
  let current = data;
  const chart = new ApexCharts(element, options(current));
  await chart.render();
  const repaint = () => chart.updateOptions(options(current), false, false);
  const appearance = new MutationObserver(repaint);
  appearance.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  narrow.addEventListener("change", repaint);
  return {
    update(next) {
      current = next;
      chart.updateOptions(options(current), false, !calm.matches);
    },
    destroy() {
      appearance.disconnect();
      narrow.removeEventListener("change", repaint);
      chart.destroy();
    },
  };
}
