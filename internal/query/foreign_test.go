package query

import (
	"errors"
	"strings"
	"testing"
)

// TestForeignSyntaxIsUnderstood: what other tools write and has one meaning has
// it here, with a notice.
func TestForeignSyntaxIsUnderstood(t *testing.T) {
	for _, c := range []struct{ expr, normal, notice string }{
		{`"brewline coffee"~5`, `brewline NEAR/5 coffee`, `is read as brewline NEAR/5 coffee`},
		{`brewline near/5 coffee`, `brewline NEAR/5 coffee`, `near/5 is read as NEAR/5`},
		{`brewline Near/5 coffee`, `brewline NEAR/5 coffee`, `Near/5 is read as NEAR/5`},
		{`brewline NEAR/5f coffee`, `brewline ONEAR/5 coffee`, `NEAR/5f is read as ONEAR/5`},
		{`brewline onear/5 coffee`, `brewline ONEAR/5 coffee`, `is read as ONEAR/5`},
		{`brewline w/5 coffee`, `brewline NEAR/5 coffee`, `w/5 is read as NEAR/5`},
		{`brewline PRE/5 coffee`, `brewline ONEAR/5 coffee`, `PRE/5 is read as ONEAR/5`},
		{`brewline AROUND(5) coffee`, `brewline NEAR/5 coffee`, `AROUND(5) is read as NEAR/5`},
		{`brewline NEAR:5 coffee`, `brewline NEAR/5 coffee`, `NEAR:5 is read as NEAR/5`},
		{`brewline ONEAR/5 coffee`, `brewline ONEAR/5 coffee`, ``},
		{`brewline | coffee || tea`, `brewline OR coffee OR tea`, `| is read as OR`},
		{`brewline|coffee`, `brewline OR coffee`, `| is read as OR`},
		{`brewline && coffee`, `brewline AND coffee`, `&& is read as AND`},
		{`brewline ANDNOT coffee`, `brewline AND NOT coffee`, `ANDNOT is read as NOT`},
		{`+brewline +"north wind" -tea`, `brewline AND "north wind" AND NOT tea`, `a plus before a word`},
		{`+1`, `"+1"`, ``},
		{`brewline, coffee, tea`, `brewline AND coffee AND tea`, `everything they part is wanted`},
		{`"north wind", coffee`, `"north wind" AND coffee`, `everything they part is wanted`},
		{`咖啡、 奶茶`, `咖啡 AND 奶茶`, `everything they part is wanted`},
		{`brewline,coffee`, `"brewline coffee"`, `looked for in a row`},
		{`咖啡，奶茶`, `"咖啡 奶茶"`, `looked for in a row`},
		{`1,000`, `"1 000"`, ``},
		{`{BrewLine}`, `brewline`, `upper and lower case make no difference`},
		{`{"Brew Line"} coffee`, `"brew line" AND coffee`, `upper and lower case make no difference`},
		{`salt and pepper`, `salt AND and AND pepper`, `"and" is looked for as a word`},
		{`brewline not coffee`, `brewline AND not AND coffee`, `"not" is looked for as a word`},
		{`brewline Or coffee`, `brewline AND or AND coffee`, `operators are written in capitals: OR`},
		{`'north wind' coffee`, `north AND wind AND coffee`, `single quotation marks make no difference`},
		{`rock 'n' roll`, `rock AND n AND roll`, ``},
		{`R&amp;D "H&amp;M sale"`, `r&d AND "h&m sale"`, `&amp; is read as &`},
		{`guess?`, `guess`, `question mark at the end`},
		{`Toys"R"Us`, `"toys r us"`, ``},
		{`Toys“R”Us`, `"toys r us"`, ``},
		{`foo"north wind"`, `foo AND "north wind"`, ``},
		{`hashtag:brewline`, `#brewline`, `hashtag: is read as #`},
		{`mentions:@ana`, `@ana`, `mentions: is read as @`},
		{`from:@ana`, `author:ana`, `from: is read as author:`},
		{`language:en brewline`, `lang:en AND brewline`, `language: is read as lang:`},
		{`links:example.com`, `site:example.com`, `links: is read as site:`},
		{`site:*.example.com`, `site:example.com`, ``},
		{`site:example.com/blog`, `site:example.com`, `its path is left out`},
	} {
		q, notices, err := Check(c.expr, Known{})
		if err != nil {
			t.Errorf("%s: %v", c.expr, err)
			continue
		}
		if q.String() != c.normal {
			t.Errorf("%s: %s, want %s", c.expr, q, c.normal)
		}
		said := make([]string, len(notices))
		for i, n := range notices {
			said[i] = n.String()
		}
		if all := strings.Join(said, "; "); !strings.Contains(all, c.notice) || c.notice == "" && all != "" {
			t.Errorf("%s: notices %q, want %q", c.expr, all, c.notice)
		}
		again, notices, err := Check(q.String(), Known{})
		if err != nil || again.String() != c.normal {
			t.Errorf("%s: normal form again %s, %v", c.expr, again, err)
		}
		for _, n := range notices {
			if !strings.Contains(n.Message, "is looked for as a word") {
				t.Errorf("the normal form %s has the notice %s", q, n)
			}
		}
	}
}

// TestForeignSyntaxWithoutMeaning is an error that names the place and says what
// to write.
func TestForeignSyntaxWithoutMeaning(t *testing.T) {
	known := Known{Platforms: []string{"feed", "mastodon", "x", "youtube"}}
	for _, c := range []struct{ expr, message, hint, caret string }{
		{`brewline ~5 coffee`, "~ joins nothing here", "NEAR/5", "^~"},
		{`(a1 b1)~5`, "~ joins nothing here", "NEAR/5", "^~"},
		{`"a1 b1 c1"~5`, "two words only", "NEAR/5", "^~~~~~~~~~~~"},
		{`"a1 b1"~`, "is no distance", "NEAR/5", "^~~~~~~~"},
		{`brewlin~2`, "as they are written only", "coff*", "^~~~~~~~~"},
		{`brewline^2`, "no weight", "leave out ^2", "^~~~~~~~~~"},
		{`"north wind"^2 tea`, "no weight", "leave out ^2", "^~~~~~~~~~~~~~"},
		{`/brew(line)?/`, "regular expressions", "coff*", "^~~~~~~~~~~~~"},
		{`brewline !coffee`, "does not leave out", "NOT coffee", "^"},
		{`[a1 TO b1]`, "square brackets", "( and )", "^"},
		{`title:coffee`, `there is no field "title"`, "write coffee", "^~~~~~~~~~~~"},
		{`intitle:"north wind"`, `there is no field "intitle"`, `write "north wind"`, "^~~~~~~~~~~~~~~~~~~~"},
		{`country:us brewline`, `there is no field "country"`, "lang:en", "^~~~~~~~~~"},
		{`since:2026-05-01 brewline`, `there is no field "since"`, "--from", "^~~~~~~~~~~~~~~~"},
		{`sit:example.com`, `there is no field "sit"`, "did you mean site:example.com?", "^~~~~~~~~~~~~~~"},
		{`lang:english`, `"english" is no value`, "lang:en?", "^~~~~~~~~~~~"},
		{`lang:deu`, `"deu" is no value`, "lang:de?", "^~~~~~~~"},
		{`lang:jp`, `"jp" is no value`, "lang:ja?", "^~~~~~~"},
		{`lang:portugese`, `"portugese" is no value`, "lang:pt?", "^~~~~~~~~~~~~~"},
		{`lang:en,de`, `"en,de" is no value`, "(lang:en OR lang:de)", "^~~~~~~~~~"},
		{`platform:mastodn`, `"mastodn" is no value`, "platform:mastodon?", "^~~~~~~~~~~~~~~~"},
		{`platform:Twitter`, `"Twitter" is no value`, "platform:x?", "^~~~~~~~~~~~~~~~"},
		{`platform:nowhere`, `"nowhere" is no value`, "there are feed, mastodon", "^~~~~~~~~~~~~~~~"},
		{`brewline -platform:nowhere`, `"nowhere" is no value`, "there are feed, mastodon", "^~~~~~~~~~~~~~~~"},
		{`*`, "a wildcard needs at least two letters", "coff*", "^"},
		{`"a1 * b1"`, "stands for the rest of a word", "NEAR/3", "^~~~~~~~~"},
		{`canal+*`, "behind its letters", "canal+", "^~~~~~~"},
		{`"north wind, *"`, "rest of a word", "NEAR/3", "^~~~~~~~~~~~~~~"},
		{`AT & T`, "no letter, digit or emoji", `"AT & T"`, "^"},
	} {
		_, _, err := Check(c.expr, known)
		fault, ok := errors.AsType[*SyntaxError](err)
		if !ok {
			t.Errorf("%s: %v", c.expr, err)
			continue
		}
		_, caret, _ := strings.Cut(fault.Caret(), "\n")
		if !strings.Contains(fault.Message, c.message) || !strings.Contains(fault.Hint, c.hint) || strings.TrimSpace(caret) != c.caret {
			t.Errorf("%s: %s; caret %q, want %q", c.expr, fault, caret, c.caret)
		}
	}
}

func TestOrderedNear(t *testing.T) {
	for text, want := range map[string]bool{
		"the battery is bad": true, "bad battery": false, "battery one two three bad": false, "bad battery, bad": true,
	} {
		d := NewDocument(Fields{Text: text})
		if got := MustParse("battery ONEAR/3 bad").Match(&d); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestUnknownNames(t *testing.T) {
	platforms := []string{"mastodon", "x"}
	for got, want := range map[string]string{
		UnknownPlatform("x", platforms):        "",
		UnknownPlatform("Mastodon", platforms): `there is no platform "Mastodon": did you mean mastodon?`,
		UnknownPlatform("twitter", platforms):  `there is no platform "twitter": did you mean x?`,
		UnknownPlatform("twittr", platforms):   `there is no platform "twittr": did you mean x?`,
		UnknownPlatform("moon", platforms):     `there is no platform "moon": there are mastodon, x`,
		UnknownLanguage("en"):                  "",
		UnknownLanguage("und"):                 "",
		UnknownLanguage("german"):              "there is no language german: did you mean de?",
		UnknownLanguage("pt-BR"):               "there is no language pt-BR: did you mean pt?",
		UnknownLanguage("xx"):                  "there is no language xx: write a code of ISO 639-1 such as en, or und",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestPlatformsOfImports: a platform that only an import may have made is noted, one
// that is written wrong stays a fault.
func TestPlatformsOfImports(t *testing.T) {
	known := Known{Platforms: []string{"feed", "mastodon", "x", "youtube"}, Imported: true}
	_, notices, err := Check("coffee platform:forum", known)
	if err != nil || len(notices) != 1 || notices[0].Message != `no platform has the name "forum"; only posts that were imported under it are found` {
		t.Errorf("%v, %v", notices, err)
	}
	for _, expr := range []string{"coffee platform:mastodn", "coffee platform:twitter"} {
		if _, _, err := Check(expr, known); err == nil {
			t.Errorf("%s is no fault", expr)
		}
	}
}
