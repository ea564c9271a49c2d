// "/" goes to the field a page marks with data-slash; Enter sends a text field marked with data-enter-sends.
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
    const field = document.querySelector("[data-slash]");
    if (field && !document.querySelector(".mud-dialog")) {
      event.preventDefault();
      field.focus();
      field.select?.();
    }
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches?.("[data-enter-sends]")) {
    event.preventDefault();
    // The field tells its value on change, which Enter alone does not cause.
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
    event.target.form?.requestSubmit();
  }
});

function isTyping(element) {
  return element.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);
}
