// Scrolls just far enough to see an element, and leaves the page alone when it is seen already. The element is null when
// the page has moved on since.
export function reveal(element) {
  if (!element) return;
  const fits = element.offsetHeight < innerHeight * 0.8;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: fits ? "nearest" : "start", behavior: calm ? "auto" : "smooth" });
}

// Within its own scroll area only: the page stays where it is, so that whoever chose a note still sees it.
export function revealMark(area) {
  const mark = area?.querySelector("mark");
  if (!mark) return;
  const top = mark.getBoundingClientRect().top - area.getBoundingClientRect().top + area.scrollTop;
  if (top < area.scrollTop || top > area.scrollTop + area.clientHeight - mark.offsetHeight)
    area.scrollTop = Math.max(0, top - area.clientHeight / 3);
}

// Once it is drawn: the page may be about to change.
export function focusField(selector) {
  requestAnimationFrame(() => {
    const field = document.querySelector(selector);
    field?.focus();
    field?.scrollIntoView({ block: "center" });
  });
}
