// The appearance a person chose, kept in the browser, and the system's where they chose none.
const key = "sleeptime-appearance";
const systemDark = matchMedia("(prefers-color-scheme: dark)");
let watcher = null;

function choice() {
  try {
    return localStorage.getItem(key) ?? "system";
  } catch {
    return "system";
  }
}

function apply() {
  const current = choice();
  const dark = current === "dark" || (current !== "light" && systemDark.matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  watcher?.invokeMethodAsync("OnAppearance", current, dark);
}

export function watch(component) {
  watcher = component;
  systemDark.addEventListener("change", apply);
  addEventListener("storage", onStorage);
  apply();
}

export function unwatch() {
  systemDark.removeEventListener("change", apply);
  removeEventListener("storage", onStorage);
  watcher = null;
}

export function choose(value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage may be switched off; there is then nothing to keep the choice in.
  }
  apply();
}

function onStorage(event) {
  if (event.key === key) apply();
}
