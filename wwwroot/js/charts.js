// These chart files are the one place that knows ApexCharts. The library is loaded when the first chart is drawn.
import { barOptions } from "./chart-bars.js";
import { pointOptions } from "./chart-points.js";

const kinds = { bars: barOptions, points: pointOptions };
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
const narrow = matchMedia("(max-width: 40rem)");

function themed() {
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(name).trim();
  return {
    text: color("--st-text-muted"), line: color("--st-line"), ground: color("--st-surface"),
    mode: document.documentElement.dataset.theme, color, calm: calm.matches, narrow: narrow.matches,
  };
}

// Charts that follow what happens are drawn one a picture, so that none holds up the page for all of them.
const waiting = new Set();
let drawing = false;

function soon(redraw) {
  waiting.add(redraw);
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(drawNext);
}

function drawNext() {
  const [redraw] = waiting;
  waiting.delete(redraw);
  try {
    redraw?.();
  } finally {
    drawing = waiting.size > 0;
    if (drawing) setTimeout(() => requestAnimationFrame(drawNext));
  }
}

// Draws into the element and returns the handle by which the component updates and ends the chart.
export async function create(element, data) {
  const ApexCharts = await load();
  let current = data;
  const options = () => kinds[current.kind](current, themed());
  const chart = new ApexCharts(element, options());
  await chart.render();
  // Where nobody sees it, it is drawn when somebody does.
  let [visible, stale] = [true, false];
  const repaint = () => {
    stale = !visible;
    if (visible) chart.updateOptions(options(), false, false);
  };
  const sight = new IntersectionObserver((entries) => {
    visible = entries.at(-1).isIntersecting;
    if (visible && stale) soon(repaint);
  });
  sight.observe(element);
  const appearance = new MutationObserver(repaint);
  appearance.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  narrow.addEventListener("change", repaint);
  return {
    update(next) {
      current = next;
      soon(repaint);
    },
    destroy() {
      waiting.delete(repaint);
      sight.disconnect();
      appearance.disconnect();
      narrow.removeEventListener("change", repaint);
      chart.destroy();
    },
  };
}
