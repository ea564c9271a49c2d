// Elements take keys by data-key, one stroke or several parted by spaces ("g c"): a field is focused, anything else is
// clicked. Enter sends a text field marked with data-enter-sends, Ctrl + Enter the form marked with data-ask. A field within
// data-enter-chooses keeps Enter to itself.
const patience = 1500; // between two strokes, in milliseconds
const stored = "sleeptime-single-keys";
let begun = "";
let begunAt = 0;

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  // Its field chooses when the key is let go; the browser would have sent the form before that.
  if (event.key === "Enter" && event.target.matches?.("[data-enter-chooses] input")) event.preventDefault();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    submit(event, document.querySelector("form[data-ask]"));
  } else if (event.key === "Enter" && !event.shiftKey && event.target.matches?.("[data-enter-sends]")) {
    submit(event, event.target.form);
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target) && !isCovered(event.target)) {
    press(event);
  }
});

function submit(event, form) {
  if (!form || isCovered(event.target)) return;
  event.preventDefault();
  // Held down, a key is pressed again and again.
  if (event.repeat) return;
  // A field tells its value on change, which a key alone does not cause.
  if (form.contains(document.activeElement)) document.activeElement.dispatchEvent(new Event("change", { bubbles: true }));
  form.requestSubmit();
}

function press(event) {
  const keys = performance.now() - begunAt < patience && begun ? `${begun} ${event.key}` : event.key;
  begun = "";
  const owners = [...document.querySelectorAll("[data-key]")];
  const owner = owners.find((element) => element.dataset.key === keys);
  if (owner && (singleKeysAreOn() || event.key === "Escape")) {
    event.preventDefault();
    use(owner);
  } else if (owners.some((element) => element.dataset.key.startsWith(`${keys} `))) {
    begun = keys;
    begunAt = performance.now();
  }
}

function use(owner) {
  const field = owner.matches("input, textarea, select") ? owner : owner.querySelector("input, textarea, select");
  if (field) {
    field.focus();
    field.select?.();
  } else {
    owner.click();
  }
}

function isTyping(element) {
  return element.isContentEditable || (["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName) && !["radio", "checkbox", "button"].includes(element.type));
}

// A dialog, an open menu, or a part that wants Escape for itself comes first.
function isCovered(element) {
  return document.querySelector(".mud-dialog, .mud-popover-open") !== null || element.closest?.("[data-escape]") != null;
}

// Speech input types letters that nobody pressed: then single keys can be switched off.
export function singleKeysAreOn() {
  try {
    return localStorage.getItem(stored) !== "off";
  } catch {
    return true;
  }
}

export function switchSingleKeys(on) {
  try {
    if (on) localStorage.removeItem(stored);
    else localStorage.setItem(stored, "off");
  } catch {
    // Storage may be switched off; then they stay on.
  }
}
