package viewmodel

import "testing"

func TestShort(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 7: "7", 999: "999", 4312: "4,312", 9999: "9,999", 10_000: "10k", 38_940: "38.9k", 99_949: "99.9k",
		99_950: "100k", 412_000: "412k", 999_499: "999k", 999_500: "1M", 1_240_000: "1.2M", 3_400_000_000: "3.4B", -38_940: "−38.9k",
	} {
		if got := Short(n); got != want {
			t.Errorf("Short(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestExact(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -4312: "−4,312"} {
		if got := Exact(n); got != want {
			t.Errorf("Exact(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestPercent(t *testing.T) {
	for share, want := range map[float64]string{0: "0%", 0.004: "<1%", 0.01: "1%", 0.314: "31%", 0.995: ">99%", 1: "100%", 1.8: "180%"} {
		if got := Percent(share); got != want {
			t.Errorf("Percent(%v) = %q, want %q", share, got, want)
		}
	}
}

func TestSigned(t *testing.T) {
	for v, want := range map[float64]string{0: "0.00", 0.004: "0.00", -0.004: "0.00", 0.114: "+0.11", -0.21: "−0.21", 1: "+1.00"} {
		if got := Signed(v); got != want {
			t.Errorf("Signed(%v) = %q, want %q", v, got, want)
		}
	}
}
