// What ApexCharts puts into its tooltips it takes for markup; what people wrote must stay text.
const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export const plain = (text) => String(text).replace(/[&<>"']/g, (sign) => entities[sign]);

export const number = (value, decimals = 0) =>
  value.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

// Large numbers short on an axis: 12,000 as 12k.
export const short = (value, decimals = 0) =>
  Math.abs(value) >= 10000 ? value.toLocaleString("en", { notation: "compact", maximumFractionDigits: 1 }) : number(value, decimals);

export const titled = (text, theme, offsetY = 0) => ({ text, offsetY, style: { color: theme.text, fontWeight: 500, fontFamily: "inherit" } });

export const labels = (theme) => ({ style: { colors: theme.text, fontSize: "12px", fontFamily: "inherit" } });
