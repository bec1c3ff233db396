package zone_test

import (
	"strings"
	"testing"
	"time"

	"earshot/internal/social"
	"earshot/internal/zone"
)

func TestParse(t *testing.T) {
	for name, want := range map[string]string{
		"Asia/Shanghai": "Asia/Shanghai", "asia/shanghai": "Asia/Shanghai", "Shanghai": "Asia/Shanghai", "los angeles": "America/Los_Angeles",
		"UTC": "UTC", "Etc/UTC": "UTC", "utc": "UTC", "Etc/GMT-8": "Etc/GMT-8",
	} {
		got, err := zone.Parse(name)
		if err != nil {
			t.Error(err)
			continue
		}
		if got.String() != want {
			t.Errorf("%q is %s, want %s", name, got, want)
		}
	}
	for name, hint := range map[string]string{
		"Asia/Shanghay": "Asia/Shanghai", "Europe/Berln": "Europe/Berlin", "Shangai": "Asia/Shanghai", "Asia/Berlin": "Europe/Berlin",
		"": "name a place", "Local": "name a place", "UTC+8": "name a place", "../../etc/passwd": "name a place", "Factory": "name a place",
	} {
		_, err := zone.Parse(name)
		if social.CodeOf(err) != social.CodeInvalid || !strings.Contains(err.Error(), hint) {
			t.Errorf("%q: %v, want a hint at %s", name, err, hint)
		}
	}
}

func TestEveryNameIsAZone(t *testing.T) {
	if n := len(zone.Names()); n < 500 {
		t.Fatalf("%d names", n)
	}
	for _, name := range zone.Names() {
		if _, err := zone.Parse(name); err != nil {
			t.Error(err)
		}
	}
}

func TestMachine(t *testing.T) {
	for variable, want := range map[string]string{
		"TZ=Asia/Kolkata": "Asia/Kolkata", "TZ=:Asia/Kolkata": "Asia/Kolkata", "TZ=:/usr/share/zoneinfo/Europe/Berlin": "Europe/Berlin",
		"TZ=": "UTC", "TZ=nowhere": "UTC",
	} {
		if got := zone.Machine([]string{"HOME=/root", variable}).String(); got != want {
			t.Errorf("%s is %s, want %s", variable, got, want)
		}
	}
}

func TestOffset(t *testing.T) {
	at := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	for name, want := range map[string]string{
		"UTC": "UTC", "Asia/Shanghai": "UTC+8", "America/Los_Angeles": "UTC-7", "Asia/Kathmandu": "UTC+5:45", "America/St_Johns": "UTC-2:30",
	} {
		z, err := zone.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := zone.Offset(at.In(z)); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}
