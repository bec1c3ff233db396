package listened

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"earshot/internal/cli/clitest"
)

// agree wants every place to say of the sources what JSON says, in the same words,
// and how many of them answer; it returns what JSON says, by source.
func agree(t *testing.T, w *clitest.World, answer string) map[string]standing {
	t.Helper()
	all := map[string]standing{}
	table := w.Run(t, "source", "health").Want(t, 0).Out
	doctor := w.Run(t, "doctor").Out
	for _, s := range read[[]standing](t, w.Run(t, "source", "health", "--json").Want(t, 0).Out) {
		all[s.Source] = s
		row := regexp.MustCompile(`(?m)^` + s.Source + ` +feed +` + regexp.QuoteMeta(s.Verdict.Word) + ` `)
		if !row.MatchString(table) {
			t.Errorf("the table of source health does not say %s: %s\n%s", s.Source, s.Verdict.Word, table)
		}
		if s.Verdict.Condition != "answers" && (!strings.Contains(table, s.Source+": "+s.Verdict.Sentence()) || !strings.Contains(doctor, s.Source+": "+s.Verdict.Sentence())) {
			t.Errorf("below the table or in doctor there is no %q:\n%s\n%s", s.Verdict.Sentence(), table, doctor)
		}
	}
	for place, text := range map[string]string{"source health": table, "doctor": doctor} {
		if !strings.Contains(text, answer+" sources answer") {
			t.Errorf("%s does not say that %s answer:\n%s", place, answer, text)
		}
	}
	return all
}

// page is a page of the dashboard at address.
func page(t *testing.T, address string) *goquery.Document {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	doc, err := goquery.NewDocumentFromReader(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, resp.Status, err)
	}
	return doc
}

// pagesAgree wants the pages to say of the sources what JSON says.
func pagesAgree(t *testing.T, base, answer string, all map[string]standing) {
	t.Helper()
	sources := whole(t, base+"/sources")
	if caption := sources.Find(".page-head .caption").First().Text(); caption != answer+" sources answer" {
		t.Errorf("the Sources page says %q", caption)
	}
	overview := whole(t, base+"/")
	if sentence := overview.Find("[data-testid=sentence]").Text(); !strings.Contains(sentence, answer+" sources answer.") {
		t.Errorf("the overview says %q", sentence)
	}
	insights := overview.Find("[data-testid=insights]").Text()
	for name, s := range all {
		if word := sources.Find("tr#" + name + " [data-testid=verdict]").Text(); word != s.Verdict.Word {
			t.Errorf("the Sources page says %s: %s, JSON %s", name, word, s.Verdict.Word)
		}
		if s.Verdict.Condition != "answers" && !strings.Contains(insights, name+": "+s.Verdict.Word) {
			t.Errorf("the overview has no %q among what stands out: %s", name+": "+s.Verdict.Word, insights)
		}
	}
}

// whole is a page, once all of it is filled.
func whole(t *testing.T, address string) *goquery.Document {
	t.Helper()
	for limit := time.Now().Add(clitest.Patience); ; time.Sleep(200 * time.Millisecond) {
		doc := page(t, address)
		if doc.Find(".skeleton, .figure-value.waiting, [data-waiting]").Length() == 0 {
			return doc
		}
		if time.Now().After(limit) {
			t.Fatalf("%s is not filled", address)
		}
	}
}

// figures are the values and changes of the strip, by name.
func figures(doc *goquery.Document) map[string]string {
	out := map[string]string{}
	doc.Find("[data-testid=figures] .figure").Each(func(_ int, f *goquery.Selection) {
		name := strings.TrimSpace(f.Find(".figure-name").Contents().First().Text())
		out[name] = fmt.Sprintf("%s; %s", strings.TrimSpace(f.Find(".figure-value").Text()), strings.Join(strings.Fields(f.Find(".change").Text()), " "))
	})
	return out
}
