package zone

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Where machines keep the zone they are in; see tzset(3) and localtime(5).
const (
	localTime = "/etc/localtime"
	zoneName  = "/etc/timezone"
)

// Machine is the zone the machine is in: that of the variable TZ of environ ("KEY=VALUE"
// texts), where there is one, else that of the system. UTC where it is not known.
func Machine(environ []string) *time.Location {
	for _, variable := range environ {
		if name, set := strings.CutPrefix(variable, "TZ="); set {
			return orUTC(afterZoneInfo(strings.TrimPrefix(name, ":")))
		}
	}
	return system(localTime, zoneName)
}

// system reads the files that hold a system's zone: the one is a link to the file of the
// zone, or a copy of it, and the other has its name.
func system(localTime, zoneName string) *time.Location {
	if target, err := filepath.EvalSymlinks(localTime); err == nil && strings.Contains(target, zoneInfo) {
		if zone, err := Parse(afterZoneInfo(target)); err == nil {
			return zone
		}
	}
	if name, err := os.ReadFile(zoneName); err == nil {
		if zone, err := Parse(string(name)); err == nil {
			return zone
		}
	}
	if data, err := os.ReadFile(localTime); err == nil {
		if zone, err := time.LoadLocationFromTZData("local time", data); err == nil {
			return zone
		}
	}
	return time.UTC
}

func orUTC(name string) *time.Location {
	if zone, err := Parse(name); err == nil {
		return zone
	}
	return time.UTC
}

// zoneInfo is in the path of every file of a zone; its name follows.
const zoneInfo = "/zoneinfo/"

func afterZoneInfo(path string) string {
	if i := strings.LastIndex(path, zoneInfo); i >= 0 {
		return path[i+len(zoneInfo):]
	}
	return path
}
