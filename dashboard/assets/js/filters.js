// Filters are forms that work without this: it applies a choice when its menu
// closes, closes menus on Escape and on a click elsewhere, and leaves empty
// fields out of the URL.
export function startFilters() {
  const form = document.querySelector("[data-filters]");
  const menus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    if (location.hash === "#filters") location.hash = "#content";
  });
  if (!form) return;
  let changed = false;
  form.addEventListener("change", (event) => {
    if (event.target.type === "checkbox") changed = true;
  });
  const isSheet = () => matchMedia("(max-width: 760px)").matches;
  for (const menu of form.querySelectorAll("details.choice")) {
    menu.addEventListener("toggle", () => {
      if (!menu.open && changed && !isSheet()) form.requestSubmit();
    });
  }
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && field.value === "") field.disabled = true;
  });
  addEventListener("pageshow", () => {
    for (const field of form.elements) field.disabled = false;
  });
}
