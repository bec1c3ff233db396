package markup

import "testing"

func TestSecondsReadsWhatPlatformsWrite(t *testing.T) {
	for text, want := range map[string]int64{
		"61": 61, "61.5": 62, "0:15": 15, "1:02:03": 3723, "02:03": 123, "PT1M2S": 62, "PT1H": 3600, "PT88.6S": 88, "P1DT1S": 86401,
		"": 0, "soon": 0, "-4": 0, "1:2:3:4": 0, "NaN": 0, "1e300": 0, "Inf": 0, "PT": 0, "99999999": 0,
	} {
		if got := Seconds(text); got != want {
			t.Errorf("Seconds(%q) = %d, want %d", text, got, want)
		}
	}
}
