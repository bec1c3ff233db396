package social_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"earshot/internal/social"
)

// TestVerdict reads the latest runs from right to left: each letter is a run that
// ended, an hour apart, in the state that begins with it; r is one under way.
func TestVerdict(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	states := map[rune]social.SourceState{
		'o': social.SourceOK, 'p': social.SourcePartial, 'b': social.SourceBlocked, 'u': social.SourceUnreachable,
		'l': social.SourceLimited, 'e': social.SourceEmpty, 'r': social.SourceRunning,
	}
	for _, tt := range []struct {
		name, runs string
		ago        time.Duration // since the last run
		change     func(*social.SourceHealth)
		want       social.Condition
		sentence   string
		answers    bool
	}{
		{"new", "", 0, nil, social.NotReadYet, "not read yet", false},
		{"first run under way", "r", 0, nil, social.NotReadYet, "not read yet, being read now", false},
		{"well", "ooo", time.Minute, nil, social.Answering, "OK", true},
		{"read now", "ooor", time.Minute, nil, social.Answering, "OK, being read now", true},
		{"failed once, read now", "ooubr", time.Minute, nil, social.Refusing, "blocked since 20 Nov 2026, 09:04, being read now: the fault", false},
		{"never answered", "uuu", time.Minute, nil, social.NeverAnswered, "never answered: unreachable since 20 Nov 2026, 09:59: the fault", false},
		{"never answered, read now", "ur", time.Minute, nil, social.NeverAnswered, "never answered: unreachable since 20 Nov 2026, 10:59, being read now: the fault", false},
		{"failing", "oouu", time.Minute, nil, social.Failing, "unreachable since 20 Nov 2026, 10:04: the fault", false},
		{"empty", "oooe", time.Minute, nil, social.Failing, "suddenly empty since", false},
		{"limited", "ol", time.Minute, nil, social.Paused, "rate limited since", false},
		{"partly", "op", time.Minute, nil, social.AnsweringPartly, "partly read: the fault", true},
		{"not crawled", "ooo", 4 * time.Hour, nil, social.NotCrawled, "not crawled since 20 Nov 2026, 08:05: Nobody has asked it for 3 hours", false},
		{"one run only", "o", 25 * time.Hour, nil, social.Answering, "OK", true},
		{"one run long ago", "o", 60 * time.Hour, nil, social.NotCrawled, "not crawled since", false},
		{"answered before the runs looked at", "uu", time.Minute, func(h *social.SourceHealth) { h.LastAnswer = now.AddDate(0, 0, -3) },
			social.Failing, "unreachable since 17 Nov 2026, 12:00: the fault", false},
		{"failing, the past not known", "u", time.Minute, func(h *social.SourceHealth) { h.PastUnknown = true },
			social.Failing, "unreachable: the fault", false},
		{"refusing, the past not known", "b", time.Minute, func(h *social.SourceHealth) { h.PastUnknown = true },
			social.Refusing, "blocked: the fault", false},
		{"well, the past not known", "o", time.Minute, func(h *social.SourceHealth) { h.PastUnknown = true }, social.Answering, "OK", true},
		{"odd items", "ooo", time.Minute, func(h *social.SourceHealth) { h.Recent[0].Items, h.Recent[0].Skipped = 22, 7 },
			social.Answering, "OK with 7 of 22 skipped", true},
		{"silent", "ooo", time.Minute, func(h *social.SourceHealth) {
			p := weekdays(2)
			p.Last, p.First = now.AddDate(0, 0, -6), p.First.AddDate(0, 0, -6)
			h.Pace = &p
		}, social.Silent, "silent since 14 Nov 2026, 12:00: No new post for 6 days, and by its usual pace", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := social.SourceHealth{Source: "blogs", State: social.SourceNew}
			for i, letter := range tt.runs {
				r := social.Run{State: states[letter], Started: now.Add(-tt.ago - time.Duration(len(tt.runs)-1-i)*time.Hour)}
				if r.State != social.SourceRunning {
					r.Finished = r.Started.Add(5 * time.Minute)
				}
				if r.State != social.SourceOK && r.State != social.SourceRunning {
					r.Fault = "the fault"
				}
				h.Recent = append([]social.Run{r}, h.Recent...)
			}
			if len(h.Recent) > 0 {
				h.Last, h.State = &h.Recent[0], h.Recent[0].State
			}
			if tt.change != nil {
				tt.change(&h)
			}
			v := h.Verdict(now)
			if v.Condition != tt.want || !strings.HasPrefix(v.Sentence(), tt.sentence) || v.Condition.Answers() != tt.answers {
				t.Errorf("%s, %q, answers %t; want %s, %q, %t", v.Condition, v.Sentence(), v.Condition.Answers(), tt.want, tt.sentence, tt.answers)
			}
			if n := social.CountAnswering([]social.SourceHealth{h}, now); (n == 1) != tt.answers {
				t.Errorf("%d of 1 answers", n)
			}
		})
	}
}

// TestFaultIsPlain: a fault is told as people read it.
func TestFaultIsPlain(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	plain := func(fault string) string {
		r := social.Run{State: social.SourceUnreachable, Fault: fault, Started: now, Finished: now}
		return social.SourceHealth{Last: &r}.Verdict(now).Reason
	}
	for fault, want := range map[string]string{
		"": "",
		"http://a.example/feed.xml: crawler: http://a.example/feed.xml answered 503 Service Unavailable: down":                                                                      "http://a.example/feed.xml answered 503 Service Unavailable: down",
		"http://a.example/feed.xml: crawler: fetch http://a.example/feed.xml: no whole answer in time: net/http: request canceled (Client.Timeout exceeded while awaiting headers)": "http://a.example/feed.xml: no whole answer in time",
		"#coffee: crawler: https://b.example/tags/coffee answered 403 Forbidden":                                                                                                    "#coffee: https://b.example/tags/coffee answered 403 Forbidden",
		"http://a.example/feed.xml: feed: http://a.example/feed.xml: an HTML page that names no feed":                                                                               "http://a.example/feed.xml: an HTML page that names no feed",
		"http://a.example/feed.xml: crawler: connect to http://a.example/feed.xml: 127.0.0.1 is not a public address":                                                               "http://a.example/feed.xml: 127.0.0.1 is not a public address",
		"http://a.example/feed.xml: crawler: a.example failed 5 times in a row; the last time: crawler: fetch http://a.example/robots.txt: connection refused":                      "http://a.example/feed.xml: a.example failed 5 times in a row; the last time: fetch http://a.example/robots.txt: connection refused",
		"no lane could be asked": "no lane could be asked",
	} {
		if got := plain(fault); got != want {
			t.Errorf("%q is told as %q, want %q", fault, got, want)
		}
	}
}

// TestFurtherNamesWhatTheLastRunSkipped also where it could read nothing at all.
func TestFurtherNamesWhatTheLastRunSkipped(t *testing.T) {
	h := social.SourceHealth{Recent: []social.Run{
		{ID: "unchanged"},
		{ID: "odd", Items: 2, Skipped: 2, SkippedItems: []string{"post 1", "post 2"}},
		{ID: "before", Posts: 2, Items: 3, Skipped: 1, SkippedItems: []string{"an older one"}},
	}}
	if got, want := h.Further(), []string{"2 of 2 items could not be read: post 1; post 2"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestAdviceIsOfTheFault: what is not there, and what was not asked, is not told as
// something that the platform changed.
func TestAdviceIsOfTheFault(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	for fault, want := range map[string]string{
		"http://a.example/f: crawler: http://a.example/f answered 404 Not Found: no such feed":                             "nothing at this address",
		"http://a.example/f: crawler: http://a.example/f answered 410 Gone":                                                "nothing at this address",
		"http://a.example/f: crawler: connect to http://a.example/f: 127.0.0.1 is not a public address; set crawler.allow": "Nothing was asked",
		"http://a.example/f: feed: http://a.example/f: an HTML page that names no feed":                                    "the platform may have changed",
	} {
		r := social.Run{State: social.SourceBroken, Fault: fault, Started: now, Finished: now}
		if got := (social.SourceHealth{Last: &r}).Verdict(now).Advice; !strings.Contains(got, want) {
			t.Errorf("%q has the advice %q, want %q in it", fault, got, want)
		}
	}
}
