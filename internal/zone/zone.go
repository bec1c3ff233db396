// Package zone knows the time zones of the IANA database: by name, that of the machine,
// and how a zone is written. The database is part of the program, for machines
// without one.
package zone

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the zones themselves

	"earshot/internal/query"
	"earshot/internal/social"
)

//go:generate go run ./generate

//go:embed names.txt
var list string

// Names are the names of all zones, in order.
var Names = sync.OnceValue(func() []string { return strings.Fields(list) })

// Parse returns the zone of an IANA name, such as Asia/Shanghai, or of its city alone,
// in whatever case. The error has social.CodeInvalid and says which name may be meant.
func Parse(name string) (*time.Location, error) {
	known := find(strings.TrimSpace(name))
	if known == "" {
		return nil, social.Errorf(social.CodeInvalid, "there is no time zone %q%s", name, hint(name))
	}
	if isUTC(known) {
		return time.UTC, nil
	}
	zone, err := time.LoadLocation(known)
	if err != nil {
		return nil, fmt.Errorf("zone: %w", err)
	}
	return zone, nil
}

// find returns the name that is meant, "" where there is none.
func find(name string) string {
	if _, found := slices.BinarySearch(Names(), name); found {
		return name
	}
	name = strings.ReplaceAll(name, " ", "_")
	for _, known := range Names() {
		if strings.EqualFold(known, name) || city(known) != known && strings.EqualFold(city(known), name) {
			return known
		}
	}
	return ""
}

// city is the last part of a name.
func city(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

// hint says which zone may be meant by a name that is none's.
func hint(name string) string {
	cities := map[string]string{}
	for _, known := range slices.Backward(Names()) {
		cities[city(known)] = known
	}
	meant := cities[city(name)]
	if meant == "" {
		meant = query.Nearest(name, Names())
	}
	if meant == "" {
		meant = cities[query.Nearest(city(name), slices.Collect(maps.Keys(cities)))]
	}
	// UTC+8 is near to UTC and far from it.
	if meant == "" || strings.ContainsAny(name, "0123456789") {
		return "; name a place, as in Asia/Shanghai or America/Los_Angeles"
	}
	return "; did you mean " + meant + "?"
}

// isUTC tells whether a zone of this name is UTC by another name.
func isUTC(name string) bool {
	switch strings.TrimPrefix(name, "Etc/") {
	case "UTC", "UCT", "Zulu", "Universal":
		return true
	}
	return false
}

// Offset is how far the clocks of t's zone are from UTC at t: "UTC+5:30", or "UTC".
func Offset(t time.Time) string {
	_, seconds := t.Zone()
	if seconds == 0 {
		return "UTC"
	}
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	minutes := seconds / 60
	if minutes%60 == 0 {
		return fmt.Sprintf("UTC%s%d", sign, minutes/60)
	}
	return fmt.Sprintf("UTC%s%d:%02d", sign, minutes/60, minutes%60)
}
