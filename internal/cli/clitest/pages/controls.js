// What is wrong with the controls and the letters of the page as it is shown now: controls
// that lie outside the window or under something else, text of less than 12 pixels, and a
// page that scrolls sideways. Where a menu or the sheet of filters is open, only its own
// controls are looked at, as it covers others on purpose.
(() => {
  const wrong = new Set();
  const open = document.querySelector("details.menu[open]") ?? document.querySelector("#filters:target");
  const controls = (open ?? document).querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary");
  const name = (e) => `${e.tagName.toLowerCase()} “${(e.getAttribute("aria-label") || e.textContent || e.name || "").trim().replace(/\s+/g, " ").slice(0, 40)}”`;
  const fixed = (e) => e.closest("#rail, #filterbar");
  for (const e of controls) {
    if (!e.checkVisibility({ opacityProperty: false, visibilityProperty: true })) continue;
    if (getComputedStyle(e).clipPath !== "none") continue;
    e.scrollIntoView({ block: fixed(e) ? "nearest" : "center", inline: "nearest", behavior: "instant" });
    const box = [...e.getClientRects()].find((r) => r.width > 1 && r.height > 1);
    if (!box) continue;
    if (box.left < -1 || box.right > innerWidth + 1) {
      wrong.add(`${name(e)} lies from ${Math.round(box.left)} to ${Math.round(box.right)}, outside the window`);
      continue;
    }
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const label = e.labels && [...e.labels].some((l) => l.contains(top));
    if (!top) wrong.add(`${name(e)} lies above or below the window`);
    else if (!e.contains(top) && !label) wrong.add(`${name(e)} lies under ${name(top)}`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim();
    const within = texts.currentNode.parentElement;
    if (!text || !within.checkVisibility()) continue;
    const size = parseFloat(getComputedStyle(within).fontSize);
    if (size < 12) wrong.add(`“${text.slice(0, 30)}” is ${size} pixels tall`);
  }
  if (document.scrollingElement.scrollWidth > innerWidth) wrong.add(`the page is ${document.scrollingElement.scrollWidth} pixels wide`);
  return [...wrong];
})()
