package importer

import (
	"regexp"
	"strings"
	"time"

	"earshot/internal/date"
	"earshot/internal/social"
)

// usual are names of zones that change with the season, by their city.
var usual = map[string]string{
	"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
	"eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver", "pacific": "America/Los_Angeles",
	"eastern time": "America/New_York", "central time": "America/Chicago", "mountain time": "America/Denver", "pacific time": "America/Los_Angeles",
	"beijing": "Asia/Shanghai", "beijing time": "Asia/Shanghai", "北京时间": "Asia/Shanghai", "london": "Europe/London", "uk time": "Europe/London",
}

// ParseZone is the zone of a name of the IANA database (America/New_York), an
// abbreviation (ET, CEST) or an offset (+02:00, GMT+8).
func ParseZone(name string) (*time.Location, error) {
	if zone := zoneNamed(name); zone != nil {
		return zone, nil
	}
	return nil, social.Errorf(social.CodeInvalid, "time zone %q is not known: write America/New_York, ET or +02:00", name)
}

// zoneNamed is the zone of a name; nil for what is none.
func zoneNamed(name string) *time.Location {
	name = strings.TrimSpace(name)
	if city := usual[strings.ToLower(name)]; city != "" {
		name = city
	}
	if strings.Contains(name, "/") || strings.EqualFold(name, "utc") || strings.EqualFold(name, "gmt") {
		if strings.EqualFold(name, "utc") || strings.EqualFold(name, "gmt") {
			return time.UTC
		}
		zone, err := time.LoadLocation(name)
		if err != nil {
			return nil
		}
		return zone
	}
	// A name that date.Read knows stands for one offset.
	noon := time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC)
	read, err := date.Read("2026-01-15 12:00:00 "+name, date.Options{})
	if err != nil || !read.HasZone {
		return nil
	}
	return time.FixedZone(name, int(noon.Sub(read.Time).Seconds()))
}

var (
	// inBrackets is what stands in brackets in the name of a column.
	inBrackets = regexp.MustCompile(`[(\[（]([^)\]）]+)[)\]）]`)
	// lastWord is the last word of a name, such as created_at_utc.
	lastWord = regexp.MustCompile(`[ _-]([A-Za-z]{2,5})$`)
)

// zoneInName is the zone that the name of a column names: Timestamp (ET); nil for
// none.
func zoneInName(name string) *time.Location {
	for _, m := range inBrackets.FindAllStringSubmatch(name, -1) {
		inner := strings.TrimSpace(m[1])
		if zone := zoneNamed(inner); zone != nil {
			return zone
		}
	}
	if m := lastWord.FindStringSubmatch(name); m != nil {
		word := m[1]
		if strings.EqualFold(word, "utc") || strings.EqualFold(word, "gmt") || word == strings.ToUpper(word) && len(word) > 2 {
			return zoneNamed(word)
		}
	}
	return nil
}
