// The theme: as the system, light or dark, in this order, remembered.
const names = { system: "as the system", light: "light", dark: "dark" };
const order = ["system", "light", "dark"];

export function startTheme(changed) {
  const button = document.querySelector("[data-theme-toggle]");
  const name = document.querySelector("[data-theme-name]");
  const root = document.documentElement;
  const current = () => root.dataset.theme ?? "system";
  const show = () => {
    name.textContent = names[current()];
    button.title = "Theme: " + names[current()];
  };
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    const next = order[(order.indexOf(current()) + 1) % order.length];
    if (next === "system") delete root.dataset.theme;
    else root.dataset.theme = next;
    try {
      if (next === "system") localStorage.removeItem("theme");
      else localStorage.setItem("theme", next);
    } catch {
      // Storage is blocked: the choice lasts until the page is left.
    }
    show();
    changed();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
}
