package viewmodel

import (
	"fmt"
	"math"

	"earshot/dashboard/component"
)

// Ratio is the change of a count against the previous period, in percent of the
// previous count. A change from zero has no percentage; it is "new".
func Ratio(now, before int64) component.Change {
	from := "from " + Short(before)
	switch {
	case before == 0 && now == 0:
		return component.Change{Text: "no change"}
	case before == 0:
		return component.Change{Arrow: "▲", Text: "new"}
	case now == before:
		return component.Change{Text: "no change", From: from}
	}
	change := float64(now-before) / float64(before)
	return component.Change{Arrow: arrow(change), Text: size(change), From: from}
}

// Points is the change of a share, in percentage points.
func Points(now, before *float64) component.Change {
	switch {
	case now == nil:
		return component.Change{}
	case before == nil:
		return component.Change{Text: "no share before"}
	}
	points := math.Round(*now*100) - math.Round(*before*100)
	c := component.Change{Arrow: arrow(points), From: "from " + Percent(*before), Tone: tone(points)}
	switch math.Abs(points) {
	case 0:
		c.Text = "no change"
	case 1:
		c.Text = "1 point"
	default:
		c.Text = fmt.Sprintf("%.0f points", math.Abs(points))
	}
	return c
}

// Moved is the change of a net sentiment, written as a difference.
func Moved(now, before *float64) component.Change {
	switch {
	case now == nil:
		return component.Change{}
	case before == nil:
		return component.Change{Text: "not known before"}
	}
	d := math.Round(*now*100)/100 - math.Round(*before*100)/100
	if math.Abs(d) < 0.005 {
		return component.Change{Text: "no change", From: "from " + Signed(*before)}
	}
	return component.Change{
		Arrow: arrow(d), Text: fmt.Sprintf("%.2f", math.Abs(d)),
		From: "from " + Signed(*before), Tone: tone(d),
	}
}

// Counted is Ratio for counts that may be unknown.
func Counted(now, before *int64) component.Change {
	switch {
	case now == nil:
		return component.Change{}
	case before == nil:
		return component.Change{Text: "not known before"}
	}
	return Ratio(*now, *before)
}

// size writes the size of a relative change: in percent, and as a factor from
// tenfold on, which reads better than four digits of percent.
func size(change float64) string {
	if change >= 9 {
		return digits(change+1) + "×"
	}
	return relativeSize(change)
}

// relativeSize writes a relative change in percent, without its sign. Unlike a
// share it can exceed 100 %, so that it has no ">99%".
func relativeSize(change float64) string {
	percent := math.Round(100 * math.Abs(change))
	if percent < 1 {
		return "<1%"
	}
	return Exact(int64(percent)) + "%"
}

func arrow(d float64) string {
	switch {
	case d > 0:
		return "▲"
	case d < 0:
		return "▼"
	default:
		return ""
	}
}

func tone(d float64) component.Tone {
	switch {
	case d > 0:
		return component.Positive
	case d < 0:
		return component.Negative
	default:
		return component.Plain
	}
}
