// In a wall of pictures the arrow keys move from one to the next, Home and End to the ends.
export function startGallery() {
  document.addEventListener("keydown", (event) => {
    const frame = event.target.closest?.(".picture-wall .picture-frame");
    if (!frame || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = [...frame.closest(".picture-wall").querySelectorAll(".picture-frame")];
    const to = target(all, all.indexOf(frame), event.key);
    if (!to) return;
    event.preventDefault();
    to.focus();
  });
}

function target(all, at, key) {
  switch (key) {
    case "ArrowRight": return all[at + 1];
    case "ArrowLeft": return all[at - 1];
    case "Home": return all[0];
    case "End": return all.at(-1);
    case "ArrowDown": return nearest(all, at, (top, own) => top > own + 10, 1);
    case "ArrowUp": return nearest(all, at, (top, own) => top < own - 10, -1);
  }
}

// nearest is the picture of the next row whose middle lies nearest to that of one.
function nearest(all, at, beyond, step) {
  const own = all[at].getBoundingClientRect();
  let row, best, least = Infinity;
  for (let i = at + step; i >= 0 && i < all.length; i += step) {
    const box = all[i].getBoundingClientRect();
    if (!beyond(box.top, own.top)) continue;
    row ??= box.top;
    if (Math.abs(box.top - row) > 10) break;
    const apart = Math.abs(box.left + box.width / 2 - own.left - own.width / 2);
    if (apart < least) [best, least] = [all[i], apart];
  }
  return best;
}
