package web

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"earshot/crawler/platform"
	"earshot/internal/social"
)

// The parameters of a web source.
const (
	// paramDepth is how many links away from an address its pages are read: 0,
	// the default, is the page alone.
	paramDepth = "depth"
	// paramPages is how many requests one address or sitemap may take in a run.
	paramPages = "pages"
	// paramMatch are the paths that are followed, separated by spaces: prefixes,
	// in which * stands for any characters ("/news/ /blog/*/2026").
	paramMatch = "match"
	// paramSitemap are addresses of sitemaps, separated by spaces, or auto for
	// those that the robots.txt of each address's site names.
	paramSitemap = "sitemap"
)

const (
	maxDepth     = 5
	defaultPages = 100
	maxPages     = 1000
	robotsPath   = "/robots.txt"
	sitemapAuto  = "auto"
)

// rules say which pages are followed.
type rules struct {
	depth, pages int
	match        *regexp.Regexp
}

func checkParams(src social.Source) []error {
	_, err := readParams(src)
	errs := []error{err}
	for _, word := range strings.Fields(src.Params[paramSitemap]) {
		if word == sitemapAuto {
			if len(src.URLs) == 0 {
				errs = append(errs, platform.Fault(src, "params.sitemap", "auto finds the sitemaps of the sites in urls, which is empty"))
			}
			continue
		}
		errs = append(errs, platform.WebAddress(src, "params.sitemap", word))
	}
	return errs
}

func readParams(src social.Source) (rules, error) {
	depth, err := number(src, paramDepth, 0, 0, maxDepth)
	if err != nil {
		return rules{}, err
	}
	pages, err := number(src, paramPages, defaultPages, 1, maxPages)
	if err != nil {
		return rules{}, err
	}
	var paths []string
	for _, path := range strings.Fields(src.Params[paramMatch]) {
		if !strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "*") {
			return rules{}, platform.Fault(src, "params.match", "%q: a path begins with /", path)
		}
		paths = append(paths, strings.ReplaceAll(regexp.QuoteMeta(path), `\*`, ".*"))
	}
	match, err := regexp.Compile("^(?:" + strings.Join(paths, "|") + ")")
	if err != nil {
		return rules{}, platform.Fault(src, "params.match", "%w", err)
	}
	return rules{depth: depth, pages: pages, match: match}, nil
}

func number(src social.Source, name string, byDefault, least, most int) (int, error) {
	text := src.Params[name]
	if text == "" {
		return byDefault, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return 0, platform.Fault(src, "params."+name, "%q is not a number from %d to %d", text, least, most)
	}
	return n, nil
}

// sitemapAddresses are the sitemaps named, and the robots.txt that name others.
func sitemapAddresses(src social.Source) []string {
	var list []string
	for _, word := range strings.Fields(src.Params[paramSitemap]) {
		if word != sitemapAuto {
			list = append(list, word)
			continue
		}
		for _, raw := range src.URLs {
			if u, err := url.Parse(raw); err == nil && u.Host != "" {
				list = append(list, u.Scheme+"://"+u.Host+robotsPath)
			}
		}
	}
	return list
}
