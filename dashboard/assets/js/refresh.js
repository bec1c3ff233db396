// While the sample is seeded, the banner polls. Each time it has grown, the content
// of the page is fetched again, unless the reader is using it.
export function startRefresh() {
  let stored = "";
  document.addEventListener("htmx:after:swap", () => {
    const banner = document.getElementById("sample-banner");
    const main = document.querySelector("main[data-refresh]");
    if (!banner || !main) return;
    const now = banner.querySelector(".banner-progress span")?.textContent ?? "done";
    if (now === stored) return;
    const first = stored === "";
    stored = now;
    if (first || isBusy(main)) return;
    main.dispatchEvent(new CustomEvent("sample-grown"));
  });
}

function isBusy(main) {
  return document.querySelector("details.menu[open], .show-table, .def:focus-within") !== null
    || main.contains(document.activeElement) && document.activeElement !== main
    || String(getSelection()) !== "";
}
