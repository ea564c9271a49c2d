// Opens the overlay of Layout/ReconnectOverlay.razor when Blazor loses its connection.
const patience = 5000; // between two looks whether the server is back, in milliseconds
const modal = document.getElementById("components-reconnect-modal");
const written = new WeakSet(); // fields that somebody typed or pasted into

document.addEventListener("input", (event) => written.add(event.target), { capture: true });

modal.addEventListener("components-reconnect-state-changed", (event) => {
  const state = event.detail.state;
  if (state === "show") {
    modal.showModal();
  } else if (state === "hide") {
    modal.close();
  } else if (state === "failed") {
    // Most outages end while nobody looks: try again when the page is looked at. One that is in view, as a screen on a
    // wall always is, asks by itself whether the server is back.
    document.addEventListener("visibilitychange", retryWhenVisible);
    ask();
  } else if (state === "rejected") {
    leave();
  }
});

document.getElementById("components-reconnect-button").addEventListener("click", retry);
document.getElementById("components-reload-button").addEventListener("click", () => location.reload());

async function retry() {
  if (expired) return;
  document.removeEventListener("visibilitychange", retryWhenVisible);
  try {
    if (!(await Blazor.reconnect())) leave();
  } catch {
    document.addEventListener("visibilitychange", retryWhenVisible);
  }
}

// The server knows this page no more. What somebody typed exists nowhere else: it is shown until they have copied it.
function leave() {
  const typed = [...document.querySelectorAll("textarea")].filter((field) => written.has(field) && field.value.trim() !== "").map((field) => field.value);
  if (typed.length === 0) {
    location.reload();
    return;
  }
  expired = true;
  const kept = document.getElementById("components-kept");
  kept.querySelectorAll("textarea").forEach((field) => field.remove());
  for (const text of typed) {
    const field = document.createElement("textarea");
    field.readOnly = true;
    field.rows = 4;
    field.value = text;
    field.setAttribute("aria-label", "What you had typed");
    field.addEventListener("focus", () => field.select());
    kept.append(field);
  }
  kept.hidden = false;
  modal.classList.remove("components-reconnect-show", "components-reconnect-retrying", "components-reconnect-failed");
  modal.classList.add("components-reconnect-rejected");
  if (!modal.open) modal.showModal();
}

let asking = false;
let expired = false;

async function ask() {
  if (asking) return;
  asking = true;
  while (modal.open && !expired) {
    await new Promise((resolve) => setTimeout(resolve, patience));
    // Never a reload on a guess: a page that the browser cannot load is gone for good.
    if (document.visibilityState === "visible" && modal.open && (await serverAnswers())) await retry();
  }
  asking = false;
}

async function serverAnswers() {
  try {
    return (await fetch("health/live", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

async function retryWhenVisible() {
  if (document.visibilityState === "visible") await retry();
}
