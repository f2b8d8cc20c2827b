// Light or dark: as the system says, until the button says otherwise.

const system = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;
let styles;
let cache = new Map();

function apply() {
  root.dataset.theme = localStorage.getItem("theme") ?? (system.matches ? "dark" : "light");
  styles = getComputedStyle(root);
  cache = new Map();
}

/** The colour (or other custom property) of that name in the theme shown. */
export function palette(name) {
  if (!cache.has(name)) cache.set(name, styles.getPropertyValue(`--${name}`).trim());
  return cache.get(name);
}

export function startTheme(button) {
  apply();
  system.addEventListener("change", apply);
  button.addEventListener("click", () => {
    const other = root.dataset.theme === "dark" ? "light" : "dark";
    const isSystems = (other === "dark") === system.matches;
    if (isSystems) localStorage.removeItem("theme");
    else localStorage.setItem("theme", other);
    apply();
  });
}
