package query_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/query"
)

func TestNewPlan(t *testing.T) {
	var (
		words    = query.Capabilities{Words: true}
		phrases  = query.Capabilities{Words: true, Phrases: true}
		search   = query.Capabilities{Words: true, Phrases: true, Any: true, MaxQuery: 40}
		few      = query.Capabilities{Words: true, Phrases: true, Any: true, MaxAny: 2}
		tags     = query.Capabilities{Tags: true, Accounts: true}
		timeline = query.Capabilities{Timeline: true}
	)
	for _, test := range []struct {
		name  string
		query string
		can   query.Capabilities
		want  query.Plan
	}{
		{"a word", "northwind", words, query.Plan{Queries: []string{"northwind"}}},
		{"as many alternatives as may be in one", "a1 OR a2 OR a3 OR a4 OR a5 OR a6 OR a7", few, query.Plan{Queries: []string{"a1 OR a2 OR a3", "a4 OR a5 OR a6", "a7"}}},
		{"a phrase is in quotes where that means something", `"north wind"`, phrases, query.Plan{Queries: []string{`"north wind"`}}},
		{"a phrase is all its words where it does not", `"north wind"`, words, query.Plan{Queries: []string{"north wind"}}},
		{"alternatives are asked for one by one", `northwind OR "north wind" OR #northwind`, phrases,
			query.Plan{Queries: []string{"northwind", `"north wind"`}}},
		{"alternatives are joined as far as the platform takes them", `northwind OR "north wind coffee" OR northwinds`, search,
			query.Plan{Queries: []string{`northwind OR "north wind coffee"`, "northwinds"}}},
		{"what is excluded is matched later", "northwind NOT airline", words, query.Plan{Queries: []string{"northwind"}}},
		{"words that are all wanted are asked for together", "northwind recall", phrases, query.Plan{Queries: []string{`"northwind" "recall"`}}},
		{"the cheapest part of a conjunction is enough", "(a1 OR b1 OR c1) (d1 OR e1)", words, query.Plan{Queries: []string{"d1", "e1"}}},
		{"one word of a conjunction is enough", "(a1 OR b1) cup", words, query.Plan{Queries: []string{"cup"}}},
		{"near is both", "north NEAR/3 wind", words, query.Plan{Queries: []string{"north wind"}}},
		{"a wildcard is missing", "northwind OR roast*", words, query.Plan{Queries: []string{"northwind"},
			Missing: []query.Unsupported{{Part: "roast*", Why: "a wildcard cannot be searched for"}}}},
		{"a wildcard in a conjunction is not", "northwind roast*", words, query.Plan{Queries: []string{"northwind"}}},
		{"a phrase without its wildcard asks for more", `"north roast* coffee"`, phrases, query.Plan{Queries: []string{`"north" "coffee"`}}},
		{"tags", "#northwind OR #espresso", tags, query.Plan{Tags: []string{"northwind", "espresso"}}},
		{"words where only tags can be read", `"north wind"`, tags, query.Plan{Tags: []string{"northwind"},
			Missing: []query.Unsupported{{Part: `"north wind"`, Why: "words cannot be searched for; only posts with the hashtag #northwind are found"}}}},
		{"a tag where only words can be searched", "#espresso", words, query.Plan{Queries: []string{"espresso"}}},
		{"an account", "author:ana@example.social OR #espresso", tags, query.Plan{Tags: []string{"espresso"}, Accounts: []string{"ana@example.social"}}},
		{"another platform's alternative", "northwind OR (platform:reddit contoso)", words, query.Plan{Queries: []string{"northwind"},
			Missing: nil}},
		{"nothing for this platform", "platform:reddit contoso", words, query.Plan{}},
		{"this platform's alternative", "platform:here contoso", words, query.Plan{Queries: []string{"contoso"}}},
		{"properties alone", "lang:en has:image", words, query.Plan{
			Missing: []query.Unsupported{{Part: "lang:en AND has:image", Why: "there is nothing in it to search for"}}}},
		{"a timeline that can be searched is", "northwind", query.Capabilities{Words: true, Timeline: true}, query.Plan{Queries: []string{"northwind"}}},
		{"a timeline misses nothing", "roast* OR lang:en", timeline, query.Plan{}},
		{"a letter is no hashtag for its sign", "C++ OR Canal+", tags, query.Plan{Tags: []string{"canal"}, Missing: []query.Unsupported{
			{Part: "c++", Why: "words cannot be searched for"},
			{Part: "canal+", Why: "words cannot be searched for; only posts with the hashtag #canal are found"}}}},
		{"signs are matched here", `R&D OR C++ OR "Canal+ Sport"`, phrases, query.Plan{Queries: []string{`"r d"`, "c", `"canal sport"`}}},
		{"Chinese", "咖啡馆 OR 咖啡", words, query.Plan{Queries: []string{"咖啡馆", "咖啡"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := query.NewPlan(query.MustParse(test.query), "here", test.can)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("NewPlan(%s) (-want +got):\n%s", test.query, diff)
			}
		})
	}
}

// TestPlanMissesNothing plans random queries for a platform whose search is
// Earshot's own matching: everything that a query matches is found by its plan.
func TestPlanMissesNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	abilities := []query.Capabilities{
		{Words: true}, {Words: true, Phrases: true}, {Words: true, Phrases: true, Any: true},
		{Words: true, Phrases: true, Any: true, MaxQuery: 30, Tags: true, Accounts: true}, {Words: true, Phrases: true, Any: true, MaxAny: 1}, {Tags: true, Accounts: true},
	}
	matched, complete := 0, 0
	for range 20_000 {
		q, err := query.Parse(randomExpr(random, 3))
		if err != nil {
			continue
		}
		text := make([]string, 3+random.IntN(5))
		for i := range text {
			text[i] = []string{"", "#"}[random.IntN(4)/3] + randomWord(random)
		}
		d := query.NewDocument(query.Fields{Platform: "here", Text: strings.Join(text, " "), Handle: "ana"})
		if !q.Match(&d) {
			continue
		}
		matched++
		plan := query.NewPlan(q, "here", abilities[random.IntN(len(abilities))])
		if len(plan.Missing) > 0 {
			continue
		}
		complete++
		if !yields(t, plan, &d) {
			t.Fatalf("%s matches %q, and its plan %+v does not yield it", q, text, plan)
		}
	}
	if matched < 1000 || complete < 500 {
		t.Errorf("only %d of the random posts matched and %d plans were complete", matched, complete)
	}
}

// yields reports whether a platform asked for plan would return d.
func yields(t *testing.T, plan query.Plan, d *query.Document) bool {
	t.Helper()
	asked := slices.Clone(plan.Queries)
	for _, tag := range plan.Tags {
		asked = append(asked, "#"+tag)
	}
	for _, account := range plan.Accounts {
		asked = append(asked, "author:"+account)
	}
	for _, expr := range asked {
		q, err := query.Parse(expr)
		if err != nil {
			t.Fatalf("the plan asks for %q: %v", expr, err)
		}
		if q.Match(d) {
			return true
		}
	}
	return false
}

func randomWord(random *rand.Rand) string {
	return []string{"north", "wind", "cup", "roast", "roaster", "latte", "cup+", "north!", ".wind", "north&wind"}[random.IntN(10)]
}

func randomExpr(random *rand.Rand, depth int) string {
	if depth == 0 {
		switch random.IntN(8) {
		case 0:
			return "#" + randomWord(random)
		case 1:
			return fmt.Sprintf(`"%s %s"`, randomWord(random), randomWord(random))
		case 2:
			return "roas*"
		case 3:
			return "author:ana"
		case 4:
			return []string{"platform:here", "platform:there"}[random.IntN(2)]
		default:
			return randomWord(random)
		}
	}
	a, b := randomExpr(random, random.IntN(depth)), randomExpr(random, random.IntN(depth))
	switch random.IntN(5) {
	case 0:
		return "(" + a + " OR " + b + ")"
	case 1:
		return "(" + a + " NOT " + b + ")"
	case 2:
		return randomWord(random) + " NEAR/2 " + randomWord(random)
	default:
		return "(" + a + " AND " + b + ")"
	}
}
