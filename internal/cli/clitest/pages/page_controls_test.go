package pages

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// wrongControls lists what of the page cannot be used or read as it is shown.
//
//go:embed controls.js
var wrongControls string

// widths are those of phones, tablets and screens, in CSS pixels.
var widths = []int64{320, 390, 768, 820, 1024, 1152, 1440, 1920}

// usable wants every control of every page to be topmost at its centre and inside the window,
// in open menus and the sheet of filters too, and no text to be smaller than 12 pixels.
func usable(t *testing.T, d *demo) {
	d.open(t, d.base+"/posts?period=90d")
	d.wait(t, settled)
	post := value[string](t, d.tab, `document.querySelector("[data-testid=post] a[href*='/posts/']").href`)
	d.open(t, d.base+"/pictures?period=90d")
	d.wait(t, settled)
	picture := value[string](t, d.tab, `document.querySelector("[data-testid=pictures] a[href*='/pictures/']").href`)
	defer d.do(t, chromedp.EmulateViewport(1280, 900))
	for _, width := range widths {
		d.do(t, chromedp.EmulateViewport(width, 844))
		for _, page := range []struct{ name, address string }{
			{"overview", d.base + "/?period=90d"}, {"posts", d.base + "/posts?period=90d"}, {"post", post}, {"topics", d.base + "/topics?period=90d"},
			{"pictures", d.base + "/pictures?period=90d"}, {"picture", picture}, {"logos", d.base + "/logos"}, {"sources", d.base + "/sources"},
			{"definitions", d.base + "/definitions"}, {"corrections", d.base + "/corrections"},
		} {
			t.Run(fmt.Sprintf("%s %d", page.name, width), func(t *testing.T) {
				d.open(t, page.address)
				d.wait(t, settled)
				d.wellShown(t, "")
				for i, menu := range value[[]string](t, d.tab, menuNames) {
					if value[bool](t, d.tab, fmt.Sprintf(toggleMenu, i)) {
						d.wellShown(t, "with "+menu+" open")
						value[bool](t, d.tab, fmt.Sprintf(toggleMenu, i))
					}
				}
				if value[bool](t, d.tab, openSheet) {
					d.wait(t, `document.querySelector("#filters:target") !== null`)
					d.wellShown(t, "with the sheet of filters open")
				}
			})
		}
	}
}

func (d *demo) wellShown(t *testing.T, how string) {
	t.Helper()
	for _, wrong := range value[[]string](t, d.tab, wrongControls) {
		t.Errorf("%s: %s", strings.TrimSpace(d.location()+" "+how), wrong)
	}
}

const (
	// menus are those of the page that are there to be opened: of the many that correct a
	// post only the first and the last.
	menus = `(() => {
		const all = [...document.querySelectorAll("details.menu")].filter((m) => m.checkVisibility());
		const some = all.filter((m) => m.closest(".correct"));
		return all.filter((m) => !some.slice(1, -1).includes(m));
	})()`
	menuNames = menus + `.map((m) => m.querySelector("summary").textContent.trim().replace(/\s+/g, " "))`
	// toggleMenu opens or closes one as its head does, and tells whether it is there.
	toggleMenu = `(() => { const m = ` + menus + `[%d]; m?.querySelector("summary").click(); return Boolean(m); })()`
	openSheet  = `(() => { const a = document.querySelector(".sheet-open"); const shown = Boolean(a?.checkVisibility()); if (shown) a.click(); return shown; })()`
)
