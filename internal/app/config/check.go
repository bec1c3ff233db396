package config

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/internal/zone"
)

// maxAspect bounds the length of an aspect.
const maxAspect = 64

// faulter notes a fault at a place of the configuration file, such as $.brands[0].name.
type faulter func(path, format string, args ...any)

// check reports every fault that needs no knowledge of platforms, joined.
func (c Config) check() error {
	var faults []error
	fault := func(path, format string, args ...any) {
		faults = append(faults, c.place.fault(path, format, args...))
	}
	names := map[string]bool{}
	for i, b := range c.Brands {
		at := fmt.Sprintf("$.brands[%d]", i)
		if names[b.Name] && b.Name != "" {
			fault(at+".name", "there is a brand %q already", b.Name)
		}
		names[b.Name] = true
		c.checkBrand(b, at, fault)
	}
	names = map[string]bool{}
	for i, s := range c.Sources {
		at := fmt.Sprintf("$.sources[%d]", i)
		if names[s.Name] && s.Name != "" {
			fault(at+".name", "there is a source %q already", s.Name)
		}
		names[s.Name] = true
		s.check(at, fault)
	}
	c.checkRest(fault)
	return errors.Join(faults...)
}

func (c Config) checkBrand(b Brand, at string, fault faulter) {
	if b.Name == "" {
		fault(at+".name", "a brand needs a name")
	}
	if b.Kind != "" && b.Kind != social.BrandOwn && b.Kind != social.BrandCompetitor {
		fault(at+".kind", "unknown kind %q: own or competitor", b.Kind)
	}
	for k, term := range b.Aspects {
		if strings.TrimSpace(term) != term || term == "" || len(term) > maxAspect {
			fault(fmt.Sprintf("%s.aspects[%d]", at, k), "an aspect is a word or a few, %d bytes at the most", maxAspect)
		}
	}
	for k, site := range b.Sites {
		if !isHost(site) {
			fault(fmt.Sprintf("%s.sites[%d]", at, k), "%q is no host such as northwind.example", site)
		}
	}
	c.checkLogos(b, at, fault)
	if _, err := query.Parse(b.Query); err != nil {
		fault(at+".query", "%s", QueryFault(err))
	}
}

func (s Source) check(at string, fault faulter) {
	switch {
	case s.Name == "":
		fault(at+".name", "a source needs a name")
	case strings.ContainsAny(s.Name, "/\n\r\t"):
		fault(at+".name", "%q: a name is one line without '/'", s.Name)
	}
	if s.Platform == "" {
		fault(at+".platform", "a source needs a platform")
	}
	if s.Keep != "" && s.Keep != social.KeepAll && s.Keep != social.KeepMentions {
		fault(at+".keep", "unknown value %q: mentions or all", s.Keep)
	}
	if s.Every != "" && s.Schedule != "" {
		fault(at+".schedule", "give every or schedule, not both")
	}
	// A relay is asked over a WebSocket; which form is right, its platform says.
	if s.BaseURL != "" && !webAddress(s.BaseURL) && !webAddress(strings.Replace(s.BaseURL, "ws", "http", 1)) {
		fault(at+".base_url", "%q is not an http or https address", s.BaseURL)
	}
	if s.Revisits != nil && *s.Revisits < 0 {
		fault(at+".revisits", "%d is less than none", *s.Revisits)
	}
	for j, u := range s.URLs {
		if !webAddress(u) {
			fault(fmt.Sprintf("%s.urls[%d]", at, j), "%q is not an http or https address", u)
		}
	}
}

func (c Config) checkRest(fault faulter) {
	c.checkCrawler(fault)
	if c.LLM.BaseURL != "" && !webAddress(c.LLM.BaseURL) {
		fault("$.llm.base_url", "%q is not an http or https address", c.LLM.BaseURL)
	}
	c.checkCaptions(fault)
	c.checkTranscripts(fault)
	c.checkOpinions(fault)
	c.checkReading(fault)
	if name := c.Dashboard.TimeZone; name != "" {
		if _, err := zone.Parse(name); err != nil {
			fault("$.dashboard.time_zone", "%v", err)
		}
	}
	for i, host := range c.Dashboard.Hosts {
		if host == "" || strings.ContainsAny(host, "/:*@ ") {
			fault(fmt.Sprintf("$.dashboard.hosts[%d]", i), "%q is not the name of a host alone, such as earshot.example.org", host)
		}
	}
	switch n := c.Streams.Replicas; {
	case n != 1 && n != 3 && n != 5:
		fault("$.streams.replicas", "%d is not 1, 3 or 5", n)
	case n > 1 && c.Streams.URL == "":
		fault("$.streams.replicas", "more than 1 needs a cluster of your own: set streams.url")
	}
	if addr := c.Monitoring.Addr; addr != "" {
		if _, port, err := net.SplitHostPort(addr); err != nil || port == "" {
			fault("$.monitoring.addr", "%q is not a host and port, such as 127.0.0.1:9090 or :9090", addr)
		}
	}
	if address := c.Monitoring.Traces; address != "" {
		if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			fault("$.monitoring.traces", "is not the address of a collector, such as http://127.0.0.1:4318")
		}
	}
	if share := c.Monitoring.TracesShare; !(share >= 0 && share <= 1) {
		fault("$.monitoring.traces_share", "%v is not between 0 and 1", share)
	}
	c.checkStorage(fault)
}

func (c Config) checkCrawler(fault faulter) {
	if contact := c.Crawler.Contact; contact != "" && !webAddress(contact) {
		if _, err := mail.ParseAddress(strings.TrimPrefix(contact, "mailto:")); err != nil {
			fault("$.crawler.contact", "%q is neither a mail nor a web address", contact)
		}
	}
	if c.Crawler.Delay == 0 && !c.Crawler.AllowPrivateNetworks {
		fault("$.crawler.delay", "0 is for servers of your own, with allow_private_networks: true")
	}
	if c.Crawler.MaxBytes < 1 {
		fault("$.crawler.max_bytes", "must be 1 or more")
	}
	if c.Crawler.MaxPages < 1 {
		fault("$.crawler.max_pages", "must be 1 or more")
	}
	if c.Crawler.MinRate < 0 {
		fault("$.crawler.min_rate", "must be 0, for any rate, or more")
	}
	if r := c.Crawler.Robots; r != RobotsByAccess && r != RobotsStrict {
		fault("$.crawler.robots", "%q is neither %s nor %s", r, RobotsByAccess, RobotsStrict)
	}
	for _, limit := range []struct {
		key string
		n   int64
	}{{"per_post", c.Crawler.Pictures.PerPost}, {"per_source", c.Crawler.Pictures.PerSource}, {"per_day", c.Crawler.Pictures.PerDay}} {
		if limit.n < -1 {
			fault("$.crawler.pictures."+limit.key, "must be -1, for any number, or more")
		}
	}
	if p := c.Crawler.Pictures; p.HeldPosts < 0 || p.HeldBytes < 0 || p.HeldTime < 0 || p.Wait < 0 {
		fault("$.crawler.pictures", "held_posts, held_bytes, held_time and wait must be 0, for none, or more")
	}
	if c.Crawler.Workers < 1 || c.Crawler.Workers > 256 {
		fault("$.crawler.workers", "must be 1 to 256")
	}
}

func (c Config) checkReading(fault faulter) {
	if c.Pictures.KeepOriginals < 0 {
		fault("$.pictures.keep_originals", "must be a length of time such as 90d, or nothing, for ever")
	}
	if v := c.Pictures.Videos; v != VideosAuto && v != VideosOff {
		fault("$.pictures.videos", "%q is none of %s, %s", v, VideosAuto, VideosOff)
	}
	if !slices.Contains(TextReaders(), c.Pictures.Text) {
		fault("$.pictures.text", "%q is none of %s", c.Pictures.Text, strings.Join(TextReaders(), ", "))
	}
	for i, l := range c.Pictures.Languages {
		if l == "" || strings.Trim(l, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "" {
			fault(fmt.Sprintf("$.pictures.languages[%d]", i), "%q is not a language of tesseract's, such as eng, rus or chi_sim", l)
		}
	}
}

func (c Config) checkStorage(fault faulter) {
	if name := c.Storage.Cluster; name != "" {
		if c.Storage.DSN == "" {
			fault("$.storage.cluster", "needs storage.dsn, the address of one of its servers")
		}
		if strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") != "" {
			fault("$.storage.cluster", "%q is not the name of a cluster: letters, digits, '_', '-' and '.'", name)
		}
	}
	if at := c.Storage.Media; at != "" && !filepath.IsAbs(at) && !strings.HasPrefix(at, "s3://") {
		fault("$.storage.media", "must be a folder whose path begins with /, or s3://bucket/prefix")
	}
	if c.Backup.Every > 0 && c.Backup.To == "" {
		fault("$.backup.every", "needs backup.to")
	}
	if c.Backup.Keep < 0 {
		fault("$.backup.keep", "%d is less than none", c.Backup.Keep)
	}
	if place := c.Backup.ClickHouse; place != "" && !strings.Contains(place, "{name}") {
		fault("$.backup.clickhouse", "needs {name}, so that each backup has a place of its own")
	}
	if dsn := c.Storage.DSN; dsn != "" && !strings.HasPrefix(dsn, "clickhouse://") {
		fault("$.storage.dsn", "must begin with clickhouse://")
	}
}

func (c Config) checkCaptions(fault faulter) {
	l := c.LLM
	if l.CaptionModel != "" && l.BaseURL == "" {
		fault("$.llm.caption_model", "needs llm.base_url")
	}
	if l.CaptionBudget < 1 {
		fault("$.llm.caption_budget", "must be 1 or more; without caption_model nothing is asked")
	}
	if l.CaptionTokens < 0 {
		fault("$.llm.caption_tokens", "%d is less than none; 0 bounds nothing", l.CaptionTokens)
	}
	for key, value := range map[string]float64{"caption_cost": l.CaptionCost, "caption_input_price": l.CaptionInputPrice, "caption_output_price": l.CaptionOutputPrice} {
		if !(value >= 0 && value <= maxMoney) {
			fault("$.llm."+key, "%v is not an amount from 0 to %d", value, maxMoney)
		}
	}
	if l.CaptionCost > 0 && l.CaptionInputPrice == 0 && l.CaptionOutputPrice == 0 {
		fault("$.llm.caption_cost", "needs caption_input_price or caption_output_price, what a million tokens cost")
	}
}

// maxMoney is the largest amount of money that is believed.
const maxMoney = 1_000_000

func (c Config) checkOpinions(fault faulter) {
	l := c.LLM
	if l.OpinionModel != "" && l.BaseURL == "" {
		fault("$.llm.opinion_model", "needs llm.base_url")
	}
	if !(l.OpinionBelow >= 0 && l.OpinionBelow <= 1) {
		fault("$.llm.opinion_below", "%v is not a certainty from 0 to 1", l.OpinionBelow)
	}
	if l.OpinionReach < 0 {
		fault("$.llm.opinion_reach", "%d is less than none", l.OpinionReach)
	}
	if l.OpinionBudget < 1 {
		fault("$.llm.opinion_budget", "must be 1 or more; without opinion_model nothing is asked")
	}
	if l.OpinionModel != "" && l.OpinionBelow == 0 && l.OpinionReach == 0 {
		fault("$.llm.opinion_model", "is never asked with opinion_below and opinion_reach both 0")
	}
}

// SourceFault is an error about source i, named by the line it stands on; key
// is the value at fault, or empty for the source as a whole.
func (c Config) SourceFault(i int, key, message string) error {
	path := fmt.Sprintf("$.sources[%d]", i)
	if key != "" {
		path += "." + key
	}
	return c.place.fault(path, "%s", message)
}

func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// isHost tells whether a text is the name of a host and nothing else.
func isHost(name string) bool {
	u, err := url.Parse("https://" + name + "/")
	return err == nil && u.Host == name && u.Hostname() == name && strings.Contains(strings.Trim(name, "."), ".") && strings.Trim(name, ".") == name
}
