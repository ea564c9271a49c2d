// Before the first paint, so that a dark page never flashes white. Not a module: modules run too late.
(() => {
  let choice = "system";
  try {
    choice = localStorage.getItem("sleeptime-appearance") ?? "system";
  } catch {
    // Storage may be switched off; the system's wish then serves.
  }
  // A wall screen is dark unless its address asks for light; see Pages/Wall.
  if (location.pathname === "/wall") choice = new URLSearchParams(location.search).get("theme") === "light" ? "light" : "dark";
  const dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
