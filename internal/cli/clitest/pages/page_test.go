package pages

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"earshot/internal/cli/clitest"
	"earshot/internal/export"
)

// demo is a filled demo and a browser that looks at it.
type demo struct {
	*tab
	*clitest.Service
	dir, base string
	// first and last are the days of a period in which nothing happens any
	// more: the demo itself goes on.
	first, last string
}

// newDemo starts the demo and waits until it is filled.
func newDemo(t *testing.T) *demo {
	t.Helper()
	d := &demo{dir: filepath.Join(t.TempDir(), "demo")}
	d.Service = clitest.Serve(t, t.TempDir(), "demo", "--addr", "127.0.0.1:0", "--scale", "0.1", "--data", d.dir)
	d.base = strings.TrimSuffix(d.Address(t), "/")
	d.tab = openTab(t)
	d.Line(t, "Filled: ")
	today := time.Now().UTC()
	d.first, d.last = today.AddDate(0, 0, -60).Format(time.DateOnly), today.AddDate(0, 0, -2).Format(time.DateOnly)
	return d
}

// nav is the link to a page in the rail or, on a phone, in the bar at the foot.
func nav(page string) string {
	return fmt.Sprintf(`//nav[@aria-label="Pages"]//a[.//span[normalize-space()=%q]]`, page)
}

// menuWith is the head of the menu that holds what the expression finds.
func menuWith(inside string) string { return fmt.Sprintf(`//details[.%s]/summary`, inside) }

// filter narrows the page by its own controls to one brand, one platform and
// the period, and returns the filter as the address has it.
func (d *demo) filter(t *testing.T, brand, platform string) url.Values {
	t.Helper()
	link := fmt.Sprintf(`//a[starts-with(normalize-space(), %q)]`, brand)
	d.click(t, `//details[summary//*[contains(., "Brand:")]]/summary`)
	d.follow(t, `//details[summary//*[contains(., "Brand:")]]`+link)

	box := fmt.Sprintf(`//input[@type="checkbox" and @name="platform" and @value=%q]`, platform)
	// The filters offer what is counted when the page is made; on a busy
	// machine that may not be ready, and the page does not wait for it.
	d.reloadUntil(t, fmt.Sprintf(`document.querySelector("input[type=checkbox][name=platform][value=%s]") !== null`, platform))
	d.click(t, menuWith(box))
	d.click(t, `//label[.`+box+`]`)
	d.follow(t, menuWith(box)) // closing the menu applies what was chosen

	d.click(t, menuWith(`//input[@name="from"]`))
	d.do(t, chromedp.SetValue(chromedp.CSS(`input[name="from"]`), d.first), chromedp.SetValue(chromedp.CSS(`input[name="to"][type="date"]`), d.last))
	q := d.follow(t, `//form[.//input[@type="date"]]//button`).Query()
	for name, want := range map[string]string{"brand": brand, "platform": platform, "period": "custom", "from": d.first, "to": d.last} {
		if q.Get(name) != want {
			t.Errorf("the address has %s=%q, want %q: %v", name, q.Get(name), want, q)
		}
	}
	return q
}

// settled tells whether no part of the page is still to be fetched.
const settled = `document.querySelector("[hx-trigger^=load]") === null && document.querySelector(".htmx-request") === null`

const figures = `document.querySelector("[data-testid=figures] a.figure-value")`

var digits = regexp.MustCompile(`[0-9]+`)

// mentions is the figure of mentions on the overview, exactly.
func (d *demo) mentions(t *testing.T) int64 {
	t.Helper()
	d.wait(t, settled)
	text := value[string](t, d.tab, figures+".title")
	return clitest.Number(t, digits.FindString(strings.ReplaceAll(text, ",", "")))
}

// table downloads a CSV and returns it with its header checked and taken off.
func (d *demo) table(t *testing.T, xpath string, header []string) [][]string {
	t.Helper()
	file, err := os.Open(d.download(t, xpath))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	marked := bufio.NewReader(file)
	if mark, _, err := marked.ReadRune(); err != nil || mark != '\ufeff' {
		t.Errorf("%s begins with %q, not with a byte order mark: %v", xpath, mark, err)
	}
	rows, err := csv.NewReader(marked).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", xpath, err)
	}
	if len(rows) < 2 || !slices.Equal(rows[0], header) {
		t.Fatalf("%s gives %d rows, header %q, want %q", xpath, len(rows), rows[:min(len(rows), 1)], header)
	}
	return rows[1:]
}

// total adds up a column of mentions.
func total(t *testing.T, rows [][]string) (sum int64) {
	t.Helper()
	column := slices.Index(export.TrendHeader(), "mentions")
	for _, row := range rows {
		sum += clitest.Number(t, row[column])
	}
	return sum
}

// TestPages clicks through the dashboard of a filled demo as a visitor would.
// After each part the console must be empty, and nothing but this machine have
// been asked for anything.
func TestPages(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	for _, part := range []struct {
		name string
		do   func(*testing.T, *demo)
	}{
		{"figures and exports", figuresAndExports}, {"numbers", numbersAndLists}, {"what is said", saidAndListed}, {"query with a fault", faultyQuery}, {"post", openPost}, {"pictures", seePictures},
		{"sources", runSource}, {"phone", onPhone}, {"controls", usable}, {"accessibility", accessible},
	} {
		if !t.Run(part.name, func(t *testing.T) { part.do(t, d); d.quiet(t) }) {
			break // what follows starts from where this should have ended
		}
	}
	d.Stop(t)
}

func figuresAndExports(t *testing.T, d *demo) {
	d.open(t, d.base+"/")
	d.mentions(t)
	q := d.filter(t, "Northwind", "mastodon")
	page := d.location()
	steady(t, func() (faults []string) {
		d.open(t, page)
		mentions := d.mentions(t)
		if mentions == 0 {
			t.Error("nothing is left to count")
		}
		if n := total(t, d.table(t, `//*[@data-testid="panel-mentions"]//a[@download]`, export.TrendHeader())); n != mentions {
			faults = append(faults, fmt.Sprintf("the page has %d mentions, its trends CSV %d", mentions, n))
		}
		d.click(t, menuWith(`//a[contains(@href, "/export/posts.csv")]`))
		if rows := d.table(t, `//a[contains(@href, "/export/posts.csv")]`, export.PostHeader()); int64(len(rows)) != mentions {
			faults = append(faults, fmt.Sprintf("the page has %d mentions, its posts CSV %d", mentions, len(rows)))
		}
		if n := d.exported(t, q); n != mentions {
			faults = append(faults, fmt.Sprintf("the page has %d mentions, export trends %d", mentions, n))
		}
		return faults
	})
}

// exported counts the mentions of a filter as `earshot export trends` has them.
func (d *demo) exported(t *testing.T, q url.Values) int64 {
	t.Helper()
	day, err := time.Parse(time.DateOnly, q.Get("to"))
	if err != nil {
		t.Fatal(err)
	}
	// The page's last day is included, the command's is not.
	told := clitest.Run(t, t.TempDir(), "--data", d.dir, "export", "trends", "--brand", q.Get("brand"), "--platform", q.Get("platform"),
		"--from", q.Get("from"), "--to", day.AddDate(0, 0, 1).Format(time.DateOnly)).Want(t, 0)
	rows, err := csv.NewReader(strings.NewReader(told.Out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return total(t, rows[1:])
}

func faultyQuery(t *testing.T, d *demo) {
	began, before := d.location(), d.mentions(t)
	d.do(t, chromedp.SendKeys(chromedp.CSS("#q"), "coffee NEAR"))
	q := d.arrive(t, "the query", chromedp.SendKeys(chromedp.CSS("#q"), "\r")).Query()
	for name, want := range map[string]string{"q": "coffee NEAR", "brand": "Northwind", "platform": "mastodon", "from": d.first, "to": d.last} {
		if q.Get(name) != want {
			t.Errorf("the address has %s=%q, want %q", name, q.Get(name), want)
		}
	}
	said := value[string](t, d.tab, `document.querySelector("[role=alert] pre").textContent`)
	lines := strings.Split(strings.TrimRight(said, "\n"), "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(strings.TrimLeft(l, " "), "^") })
	if at < 1 || !strings.Contains(lines[at-1], "coffee NEAR") {
		t.Errorf("no caret under the query:\n%s", said)
	}
	faulty := d.location()
	steady(t, func() []string {
		after := d.mentions(t)
		if after == before {
			return nil
		}
		fault := fmt.Sprintf("%d mentions with the faulty query left out, %d before", after, before)
		d.open(t, began)
		before = d.mentions(t)
		d.open(t, faulty)
		return []string{fault}
	})
	if !value[bool](t, d.tab, `document.querySelector("input[type=checkbox][name=platform][value=mastodon]").checked`) {
		t.Error("the platform is no longer chosen")
	}
}

func openPost(t *testing.T, d *demo) {
	d.open(t, d.base+"/?period=90d&brand=Northwind")
	d.follow(t, nav("Posts"))
	d.wait(t, `document.querySelectorAll("[data-testid=posts] [data-testid=post]").length > 5`)
	at := d.follow(t, `(//*[@data-testid="post"]//a[contains(@href, "/posts/")])[1]`)
	if !strings.HasPrefix(at.Path, "/posts/") {
		t.Errorf("a post is at %s", at)
	}
	d.wait(t, `document.querySelector("[data-testid=post-detail]") !== null`)
	judged := value[string](t, d.tab, `document.querySelector("[data-testid=judgement]").textContent`)
	for _, label := range []string{"positive", "neutral", "negative"} {
		if !strings.Contains(strings.ToLower(judged), label) {
			t.Errorf("the post does not say how %s it is: %s", label, judged)
		}
	}
	if back := d.follow(t, `//a[contains(normalize-space(), "Posts") and ancestor::main]`); back.Path != "/posts" || back.Query().Get("brand") != "Northwind" {
		t.Errorf("the way back leads to %s", back)
	}
}

func seePictures(t *testing.T, d *demo) {
	d.follow(t, nav("Pictures"))
	// Pictures are fetched after their posts, so they may come a little later.
	const loaded = `Promise.all([...document.querySelectorAll("[data-testid=picture] img")].map((i) => { i.loading = "eager"; return i.decode(); })).then((all) => all.length >= 5)`
	d.reloadUntil(t, loaded)
	if missing := value[int](t, d.tab, `document.querySelectorAll("[data-testid=picture] img:not([alt]), [data-testid=picture] img[alt='']").length`); missing > 0 {
		t.Errorf("%d pictures have no alternative text", missing)
	}
	if at := d.follow(t, `(//*[@data-testid="picture"]//a[.//img])[1]`); !strings.HasPrefix(at.Path, "/pictures/") {
		t.Errorf("a picture is at %s", at)
	}
	d.wait(t, `document.querySelector("[data-testid=facts]") !== null && document.querySelector("[data-testid=spread]").textContent.includes("First shown by")`)
	d.follow(t, `(//*[@data-testid="post"]//a[contains(@href, "/posts/")])[1]`)
	d.wait(t, `document.querySelector("[data-testid=post-detail] [data-testid=picture] img") !== null`)
}

func runSource(t *testing.T, d *demo) {
	d.follow(t, nav("Sources"))
	// The source that is due last: its own schedule is not to come first.
	const due = `[...document.querySelectorAll("[data-testid=sources] tbody tr")].filter((r) => !r.querySelector("button").disabled)
		.map((r) => ({ name: r.id, at: r.querySelector("[data-label='Next run'] time")?.dateTime ?? "" })).sort((a, b) => a.at < b.at ? 1 : -1)[0].name`
	name := value[string](t, d.tab, due)
	row := fmt.Sprintf(`document.getElementById(%q)`, name)
	success := row + `.querySelector("[data-label='Last success'] time").dateTime`
	before := value[string](t, d.tab, success)
	d.click(t, fmt.Sprintf(`//tr[@id=%q]//button[normalize-space()="Run now"]`, name))
	d.wait(t, fmt.Sprintf(`%s > %q && !%s.querySelector("button").disabled`, success, before, row))
	d.mu.Lock()
	defer d.mu.Unlock()
	if asked := "POST " + d.base + "/sources/" + name + "/run"; !slices.Contains(d.requests, asked) {
		t.Errorf("no %s", asked)
	}
}
