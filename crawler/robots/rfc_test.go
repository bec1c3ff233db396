package robots

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"earshot/crawler/clock/clocktest"
	"earshot/internal/social"
)

// rfcCases are what RFC 9309 says in examples and rules: the section, a file, and
// the paths it allows and forbids to Earshot.
var rfcCases = []struct {
	name, section, file string
	allows, forbids     []string
}{
	{"no rules", "2.2.2", "User-agent: *\n", []string{"/", "/x"}, nil},
	{"empty disallow", "2.2.2", "User-agent: *\nDisallow:\n", []string{"/", "/x"}, nil},
	{"empty allow", "2.2.2", "User-agent: *\nAllow:\nDisallow: /x\n", []string{"/"}, []string{"/x"}},
	{"all", "2.2.2", "User-agent: *\nDisallow: /\n", []string{"/robots.txt"}, []string{"/", "/x", "/x?y"}},
	{"prefix", "2.2.2", "User-agent: *\nDisallow: /fish\n", []string{"/", "/Fish", "/catfish", "/?id=fish"}, []string{"/fish", "/fish.html", "/fish/salmon", "/fishheads", "/fish?id=1"}},
	{"folder", "2.2.2", "User-agent: *\nDisallow: /fish/\n", []string{"/fish", "/fish.html"}, []string{"/fish/", "/fish/salmon", "/fish/?x"}},
	{"paths have case", "2.2.2", "User-agent: *\nDisallow: /Data\n", []string{"/data"}, []string{"/Data"}},
	{"longest match", "5.2", "User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n", []string{"/example/page/", "/example/page/x.gif"}, []string{"/example/page/disallowed.gif"}},
	{"longest match whatever the order", "5.2", "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\n", []string{"/a/b", "/a/b/d", "/"}, []string{"/a", "/a/x", "/a/b/c"}},
	{"a tie allows", "2.2.2", "User-agent: *\nDisallow: /page\nAllow: /page\n", []string{"/page"}, nil},
	{"a tie allows, other order", "2.2.2", "User-agent: *\nAllow: /page\nDisallow: /page\n", []string{"/page"}, nil},
	{"star in between", "2.2.3", "User-agent: *\nDisallow: /*/private/\n", []string{"/private/"}, []string{"/a/private/", "/a/b/private/x"}},
	{"star for nothing", "2.2.3", "User-agent: *\nDisallow: /a*b\n", []string{"/a"}, []string{"/ab", "/axxb", "/a/x/bc"}},
	{"star at the end changes nothing", "2.2.3", "User-agent: *\nDisallow: /fish*\n", []string{"/Fish"}, []string{"/fish", "/fish.html"}},
	{"many stars", "2.2.3", "User-agent: *\nDisallow: /***x\n", []string{"/y"}, []string{"/x", "/yyx"}},
	{"end", "2.2.3", "User-agent: *\nDisallow: /*.php$\n", []string{"/x.php?y", "/x.php5", "/x.PHP"}, []string{"/x.php", "/a/b.php"}},
	{"end alone", "2.2.3", "User-agent: *\nDisallow: /$\n", []string{"/x"}, []string{"/"}},
	{"allow with an end", "2.2.3", "User-agent: *\nDisallow: /\nAllow: /page$\n", []string{"/page"}, []string{"/page/", "/pages"}},
	{"dollar in the middle is a letter", "2.2.3", "User-agent: *\nDisallow: /a$b\n", []string{"/a", "/ab"}, []string{"/a$b"}},
	{"query", "2.2.2", "User-agent: *\nDisallow: /*?q=\n", []string{"/search"}, []string{"/search?q=x"}},
	{"rules need not begin with a slash", "2.2.2", "User-agent: *\nDisallow: *.gif\n", []string{"/x.png"}, []string{"/x.gif"}},

	{"words beyond ASCII", "2.2.2", "User-agent: *\nDisallow: /foo/bar/ツ\n", []string{"/foo/bar/"}, []string{"/foo/bar/%E3%83%84", "/foo/bar/ツ", "/foo/bar/%e3%83%84"}},
	{"words beyond ASCII, encoded", "2.2.2", "User-agent: *\nDisallow: /foo/bar/%e3%83%84\n", nil, []string{"/foo/bar/ツ", "/foo/bar/%E3%83%84"}},
	{"letters encoded in the file", "2.2.2", "User-agent: *\nDisallow: /foo/bar/%62%61%7A\n", nil, []string{"/foo/bar/baz", "/foo/bar/%62%61%7A"}},
	{"letters encoded in the address", "2.2.2", "User-agent: *\nDisallow: /foo/bar/baz\n", nil, []string{"/foo/bar/%62%61%7A", "/foo/bar/%62az"}},
	{"a tilde", "2.2.2", "User-agent: *\nDisallow: /~ana\n", nil, []string{"/~ana", "/%7Eana", "/%7eana"}},
	{"an encoded slash is another thing", "2.2.2", "User-agent: *\nDisallow: /a/b\n", []string{"/a%2Fb"}, []string{"/a/b"}},
	{"an encoded star is a letter", "2.2.3", "User-agent: *\nDisallow: /path/file-with-a-%2A.html\n", []string{"/path/file-with-a-x.html"}, []string{"/path/file-with-a-%2A.html"}},
	{"an encoded dollar is a letter", "2.2.3", "User-agent: *\nDisallow: /path/foo-%24\n", []string{"/path/foo-"}, []string{"/path/foo-%24"}},
	{"a question beyond ASCII", "2.2.2", "User-agent: *\nDisallow: /s?q=ä\n", nil, []string{"/s?q=ä", "/s?q=%C3%A4"}},

	{"own group", "2.2.1", "User-agent: *\nDisallow: /\n\nUser-agent: Earshot\nDisallow: /x\n", []string{"/", "/y"}, []string{"/x"}},
	{"own group, whatever the case", "2.2.1", "user-AGENT: EARSHOT\ndisallow: /x\n", []string{"/"}, []string{"/x"}},
	{"own group with a version", "2.2.1", "User-agent: Earshot/1.0\nDisallow: /x\n", []string{"/"}, []string{"/x"}},
	{"own groups are one", "2.2.1", "User-agent: Earshot\nDisallow: /x\n\nUser-agent: other\nDisallow: /\n\nUser-agent: earshot\nDisallow: /y\n", []string{"/"}, []string{"/x", "/y"}},
	{"groups for all are one", "2.2.1", "User-agent: *\nDisallow: /x\n\nUser-agent: other\nDisallow: /z\n\nUser-agent: *\nDisallow: /y\n", []string{"/", "/z"}, []string{"/x", "/y"}},
	{"several agents share a group", "2.2.1", "User-agent: one\nUser-agent: Earshot\nUser-agent: two\nDisallow: /x\n", []string{"/"}, []string{"/x"}},
	{"blank lines between agents", "2.2", "User-agent: one\n\nUser-agent: Earshot\n\nDisallow: /x\n", []string{"/"}, []string{"/x"}},
	{"a longer name is another's", "2.2.1", "User-agent: Earshots\nDisallow: /\n", []string{"/"}, nil},
	{"a shorter name is another's", "2.2.1", "User-agent: Ear\nDisallow: /\n", []string{"/"}, nil},
	{"others' groups do not count", "2.2.1", "User-agent: other\nDisallow: /\n", []string{"/"}, nil},
	{"rules before any group do not count", "2.2", "Disallow: /\nUser-agent: *\nDisallow: /x\n", []string{"/"}, []string{"/x"}},
	{"other records do not end a group", "2.2.4", "User-agent: Earshot\nSitemap: https://a.example/s.xml\nDisallow: /x\n", []string{"/"}, []string{"/x"}},
	{"an empty own group allows", "2.2.1", "User-agent: *\nDisallow: /\n\nUser-agent: Earshot\nAllow: /\n", []string{"/", "/x"}, nil},

	{"comments", "2.2", "# all\nUser-agent: * # everybody\nDisallow: /x # closed\n#Disallow: /\n", []string{"/", "/y"}, []string{"/x"}},
	{"a comment without a space", "2.2", "User-agent: *\nDisallow: /x#y\n", nil, []string{"/x"}},
	{"space around everything", "2.2", " \tUser-agent \t:\t * \n\t Disallow : \t/x \t\n", []string{"/", "/y"}, []string{"/x"}},
	{"CR LF", "2.2", "User-agent: *\r\nDisallow: /x\r\n", []string{"/"}, []string{"/x"}},
	{"CR", "2.2", "User-agent: *\rDisallow: /x\r", []string{"/"}, []string{"/x"}},
	{"no end of line at the end", "2.2", "User-agent: *\nDisallow: /x", []string{"/"}, []string{"/x"}},
	{"byte order mark", "2.3", "\xef\xbb\xbfUser-agent: *\nDisallow: /x\n", []string{"/"}, []string{"/x"}},
	{"lines that are nothing", "2.2", "hello\n:::\n\x00\nUser-agent: *\nnoindex: /y\nDisallow: /x\n", []string{"/", "/y"}, []string{"/x"}},
}

func TestRFC9309(t *testing.T) {
	for _, tt := range rfcCases {
		t.Run(tt.name, func(t *testing.T) {
			cache := New("Earshot", nil, clocktest.New(start))
			s := &site{answers: map[string]Answer{file: ok(tt.file)}}
			check := func(path string, want social.Code) {
				if _, err := cache.Check(t.Context(), parse(t, "https://a.example"+path), s.fetch); social.CodeOf(err) != want {
					t.Errorf("RFC 9309, %s: %s is %q (%v), want %q", tt.section, path, social.CodeOf(err), err, want)
				}
			}
			for _, path := range tt.allows {
				check(path, "")
			}
			for _, path := range tt.forbids {
				check(path, social.CodeDisallowed)
			}
		})
	}
}

// TestStatuses goes through all classes of answers (RFC 9309, 2.3.1).
func TestStatuses(t *testing.T) {
	for status := 400; status < 600; status++ {
		want := social.Code("")
		if status >= 500 {
			want = social.CodeDisallowed
		}
		s := &site{answers: map[string]Answer{file: {Status: status, Body: []byte("User-agent: *\nDisallow: /")}}}
		cache := New("Earshot", nil, clocktest.New(start))
		if _, err := cache.Check(t.Context(), parse(t, "https://a.example/x"), s.fetch); social.CodeOf(err) != want {
			t.Errorf("%d is %q (%v), want %q", status, social.CodeOf(err), err, want)
		}
	}
}

// TestAFullHostIsAskedAgainSoon: a robots.txt under a 429 is one that is there.
func TestAFullHostIsAskedAgainSoon(t *testing.T) {
	clk := clocktest.New(start)
	s := &site{answers: map[string]Answer{file: {Status: 429}}}
	cache := New("Earshot", nil, clk)
	if _, err := cache.Check(t.Context(), parse(t, "https://a.example/x"), s.fetch); err != nil {
		t.Error(err)
	}
	s.answers[file] = ok("User-agent: *\nDisallow: /")
	clk.Advance(faultAge)
	if _, err := cache.Check(t.Context(), parse(t, "https://a.example/x"), s.fetch); social.CodeOf(err) != social.CodeDisallowed {
		t.Errorf("%v, want it asked for again after %v", err, faultAge)
	}
}

// TestRedirectsOfTheFile counts the hops of RFC 9309, 2.3.1.2.
func TestRedirectsOfTheFile(t *testing.T) {
	for hops := range 8 {
		s := &site{answers: map[string]Answer{}}
		at := file
		for i := range hops {
			next := fmt.Sprintf("https://host%d.example/robots.txt", i)
			s.answers[at] = Answer{Status: []int{301, 302, 303, 307, 308}[i%5], Location: next}
			at = next
		}
		s.answers[at] = ok("User-agent: *\nDisallow: /")
		cache := New("Earshot", nil, clocktest.New(start))
		_, err := cache.Check(t.Context(), parse(t, "https://a.example/x"), s.fetch)
		if got, want := social.CodeOf(err) == social.CodeDisallowed, hops <= maxRedirects; got != want {
			t.Errorf("%d redirects: rules are followed: %v, want %v (%v)", hops, got, want, err)
		}
		// The rules are those of the host asked first, and of no other.
		if hops == 1 {
			s.answers["https://host0.example/robots.txt"] = Answer{Status: 404}
			if _, err := cache.Check(t.Context(), parse(t, "https://host0.example/x"), s.fetch); err != nil {
				t.Errorf("the host that the rules were found on: %v", err)
			}
		}
	}
}

// TestEachOriginHasItsOwnFile (RFC 9309, 2.3): scheme and port tell hosts apart.
func TestEachOriginHasItsOwnFile(t *testing.T) {
	s := &site{answers: map[string]Answer{
		"https://a.example/robots.txt": ok("User-agent: *\nDisallow: /"), "http://a.example/robots.txt": {Status: 404},
		"https://a.example:8443/robots.txt": {Status: 404}, "https://b.a.example/robots.txt": {Status: 404},
	}}
	cache := New("Earshot", nil, clocktest.New(start))
	for address, want := range map[string]social.Code{
		"https://a.example/x": social.CodeDisallowed, "http://a.example/x": "", "https://a.example:8443/x": "", "https://b.a.example/x": "",
	} {
		if _, err := cache.Check(t.Context(), parse(t, address), s.fetch); social.CodeOf(err) != want {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
}

// TestCrawlDelay: not of the RFC, honoured all the same.
func TestCrawlDelay(t *testing.T) {
	for _, tt := range []struct {
		file string
		want time.Duration
	}{
		{"User-agent: *\nCrawl-delay: 10\n", 10 * time.Second},
		{"User-agent: *\nCrawl-Delay:0.5\n", 500 * time.Millisecond},
		{"User-agent: *\nDisallow: /x\nCrawl-delay: 10 # seconds\n", 10 * time.Second},
		{"User-agent: *\nCrawl-delay: 10\n\nUser-agent: Earshot\nCrawl-delay: 2\n", 2 * time.Second},
		{"User-agent: other\nCrawl-delay: 10\n", 0},
		{"Crawl-delay: 10\nUser-agent: *\n", 0},
		{"User-agent: *\nCrawl-delay: 1e9\n", maxDelay},
		{"User-agent: *\nCrawl-delay: -3\n", 0},
		{"User-agent: *\nCrawl-delay: soon\n", 0},
	} {
		cache := New("Earshot", nil, clocktest.New(start))
		s := &site{answers: map[string]Answer{file: ok(tt.file)}}
		if got, err := cache.Check(t.Context(), parse(t, "https://a.example/"), s.fetch); err != nil || got != tt.want {
			t.Errorf("%q: %v, %v, want %v", tt.file, got, err, tt.want)
		}
	}
}

// TestSize: 500 KiB are read (RFC 9309, 2.5), and a file of that size in no time.
func TestSize(t *testing.T) {
	filler := strings.Repeat("Disallow: /no/such/page*at/all$\n", MaxBytes/32)
	body := "User-agent: *\n" + filler
	body = body[:MaxBytes-len("\nDisallow: /x\n")] + "\nDisallow: /x\n"
	cache := New("Earshot", nil, clocktest.New(start))
	s := &site{answers: map[string]Answer{file: ok(body)}}
	if _, err := cache.Check(t.Context(), parse(t, "https://a.example/x"), s.fetch); social.CodeOf(err) != social.CodeDisallowed {
		t.Errorf("the last rule of %d bytes: %v", len(body), err)
	}
	if _, err := cache.Check(t.Context(), parse(t, "https://a.example/y"), s.fetch); err != nil {
		t.Error(err)
	}
	long := ok("User-agent: *\nDisallow: /" + strings.Repeat("*a", 100_000) + "b\n")
	s.answers["https://long.example/robots.txt"] = long
	if _, err := cache.Check(t.Context(), parse(t, "https://long.example/"+strings.Repeat("a", 8000)), s.fetch); err != nil {
		t.Errorf("one endless rule: %v", err)
	}
}

// TestOctetsThatGrow: a file that is larger when it is written down is still obeyed.
func TestOctetsThatGrow(t *testing.T) {
	store := &shelf{m: map[string][]byte{}}
	cache := New("Earshot", store, clocktest.New(start))
	body := "User-agent: *\nDisallow: /x\n#" + strings.Repeat("\xff", MaxBytes-40)
	s := &site{answers: map[string]Answer{file: ok(body)}}
	if _, err := cache.Check(t.Context(), parse(t, "https://a.example/x"), s.fetch); social.CodeOf(err) != social.CodeDisallowed {
		t.Error(err)
	}
	for key, value := range store.m {
		if len(value) > maxStored {
			t.Errorf("%s takes %d bytes", key, len(value))
		}
	}
}
