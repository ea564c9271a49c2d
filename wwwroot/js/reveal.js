// Scrolls just far enough to see an element, and leaves the page alone when it is seen already.
export function reveal(element) {
  const fits = element.offsetHeight < innerHeight * 0.8;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: fits ? "nearest" : "start", behavior: calm ? "auto" : "smooth" });
}
