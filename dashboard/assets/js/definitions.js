// Escape closes a definition that is open by hover or focus. It opens again on the
// next hover or focus.
export function startDefinitions() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const def of document.querySelectorAll(".def:hover, .def:focus-within")) def.classList.add("closed");
  });
  for (const kind of ["focusin", "pointerover"]) {
    document.addEventListener(kind, (event) => {
      const here = event.target.closest?.(".def");
      for (const def of document.querySelectorAll(".def.closed")) {
        if (def !== here || kind === "focusin") def.classList.remove("closed");
      }
    });
  }
}
