// Switches between a chart and its table. Without this script the link jumps to the
// table, and CSS shows it (:target).
export function startTables() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-table]");
    if (!link) return;
    event.preventDefault();
    const panel = link.closest(".panel");
    const open = panel.classList.toggle("show-table");
    link.textContent = open ? "Chart" : "Table";
    link.setAttribute("aria-label", link.getAttribute("aria-label").replace(/^\w+/, link.textContent));
    if (open) document.getElementById(link.dataset.table).focus({ preventScroll: true });
  });
}
