package pages

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"earshot/internal/cli/clitest"
)

// phoneWidth and phoneHeight are a common phone's, in CSS pixels.
const phoneWidth, phoneHeight = 390, 844

// onPhone wants no page wider than a phone, and the navigation at its foot.
func onPhone(t *testing.T, d *demo) {
	d.do(t, chromedp.EmulateViewport(phoneWidth, phoneHeight, chromedp.EmulateMobile, chromedp.EmulateTouch))
	defer d.do(t, chromedp.EmulateViewport(1280, 900))
	d.open(t, d.base+"/?period=90d")
	d.mentions(t)
	fits := func(page string) {
		t.Helper()
		if w := value[int](t, d.tab, `document.scrollingElement.scrollWidth`); w != phoneWidth {
			t.Errorf("%s is %d pixels wide on a phone of %d: %s", page, w, phoneWidth, value[string](t, d.tab, widest))
		}
	}
	fits("the overview")
	for _, page := range []string{"Posts", "Pictures", "Sources", "Overview"} {
		below := fmt.Sprintf(`(() => {
			const link = [...document.querySelectorAll("nav[aria-label=Pages] a")].find((a) => a.textContent.includes(%q));
			const box = link.getBoundingClientRect();
			return box.width >= 44 && box.height >= 44 && box.top > innerHeight - 100 && box.bottom <= innerHeight;
		})()`, page)
		if !value[bool](t, d.tab, below) {
			t.Errorf("%s is not in a bar at the foot, large enough for a thumb", page)
		}
		d.follow(t, nav(page))
		fits(page)
	}
	d.open(t, d.base+"/posts?period=90d")
	d.follow(t, `(//*[@data-testid="post"]//a[contains(@href, "/posts/")])[1]`)
	fits("a post")
}

// widest names the elements that stick out.
const widest = `[...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5)
	.slice(0, 5).map((e) => e.tagName + "." + e.className).join(", ")`

// accessible has axe-core look at the pages in both themes.
func accessible(t *testing.T, d *demo) {
	script, err := os.ReadFile(clitest.Checkout("node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatalf("axe-core is missing; `make generate` fetches it: %v", err)
	}
	d.open(t, d.base+"/posts?period=90d")
	d.wait(t, settled)
	post := value[string](t, d.tab, `document.querySelector("[data-testid=post] a[href*='/posts/']").href`)
	d.open(t, d.base+"/pictures?period=90d")
	d.wait(t, settled)
	picture := value[string](t, d.tab, `document.querySelector("[data-testid=pictures] a[href*='/pictures/']").href`)
	for _, theme := range []string{"light", "dark"} {
		d.do(t, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}},
			})
			return err
		}))
		for name, address := range map[string]string{
			"overview": d.base + "/?period=90d", "posts": d.base + "/posts?period=90d", "post": post,
			"pictures": d.base + "/pictures?period=90d", "picture": picture, "sources": d.base + "/sources", "definitions": d.base + "/definitions", "corrections": d.base + "/corrections",
		} {
			t.Run(name+" "+theme, func(t *testing.T) {
				d.open(t, address)
				d.wait(t, settled)
				value[bool](t, d.tab, string(script)+"; true")
				for _, v := range violations(t, d) {
					t.Errorf("%s (%s): %s: %s", v.ID, v.Impact, v.Help, strings.Join(v.Places, "; "))
				}
			})
		}
	}
}

// violation is a rule that a page breaks and where it does so.
type violation struct {
	ID, Impact, Help string
	Places           []string
}

// violations are those that keep people out: axe-core calls them serious or critical.
func violations(t *testing.T, d *demo) []violation {
	t.Helper()
	found := value[string](t, d.tab, `axe.run(document, { resultTypes: ["violations"], preload: false }).then((r) => JSON.stringify(
		r.violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => ({
			ID: v.id, Impact: v.impact, Help: v.help, Places: v.nodes.slice(0, 5).map((n) => n.target.join(" ") + " " + (n.any[0]?.message ?? "")) }))))`)
	var all []violation
	if err := json.Unmarshal([]byte(found), &all); err != nil {
		t.Fatal(err)
	}
	return all
}
