package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"earshot/internal/date"
	"earshot/internal/social"
)

// column is what the whole of a file says of a column, or of a place in JSON, of
// which a single value may leave it open.
type column struct {
	name string
	// day, month and year are the numbers that dates of numbers alone have at
	// their places, where the year is not plain to see.
	impossible [4]bool
	// sample decides the order: the first date that only one order fits.
	sample string
	// open says that some date fits several orders.
	open bool
	// decimal parts fractions in its counts; 0 is not known.
	decimal byte
	// zoneless says that a date in it was read that states no zone.
	zoneless bool

	// as is how its dates are read, once that is asked.
	as *reckoning
}

// reckoning is how the dates of a column are read, and why so.
type reckoning struct {
	order             date.Order
	zone              *time.Location
	orderBy, zoneBy   string
	orderName, detail string
}

// columns are columns by place.
type columns map[string]*column

func (c columns) of(place string) *column {
	if c[place] == nil {
		c[place] = &column{name: place}
	}
	return c[place]
}

func (c columns) decimal(place string) byte {
	if known := c[place]; known != nil {
		return known.decimal
	}
	return 0
}

// numbersOnly is the beginning of a date of numbers alone.
var numbersOnly = regexp.MustCompile(`^(\d{1,4})[/ -](\d{1,2})[/ -](\d{1,4})(?:\D|$)`)

// orders are the orders of day, month and year, as they are named.
var orders = map[string]date.Order{"dmy": date.DayFirst, "mdy": date.MonthFirst, "ymd": date.YearFirst}

// addDate notes which orders a date fits.
func (c *column) addDate(text string) {
	m := numbersOnly.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil || len(m[1]) > 2 {
		return // a year of four digits in front is plain to see
	}
	var n [4]int
	for i := 1; i <= 3; i++ {
		n[i], _ = strconv.Atoi(m[i]) // digits
	}
	isDay := func(n int) bool { return n >= 1 && n <= 31 }
	isMonth := func(n int) bool { return n >= 1 && n <= 12 }
	fits := map[date.Order]bool{
		date.DayFirst:   isDay(n[1]) && isMonth(n[2]),
		date.MonthFirst: isMonth(n[1]) && isDay(n[2]),
		date.YearFirst:  len(m[3]) <= 2 && isMonth(n[2]) && isDay(n[3]),
	}
	possible := 0
	for order, fit := range fits {
		if fit {
			possible++
		} else {
			c.impossible[order] = true
		}
	}
	if possible == 1 && c.sample == "" {
		c.sample = text
	}
	c.open = c.open || possible > 1 && (n[1] != n[2] || fits[date.YearFirst])
}

// inferred is the one order that every date of the column fits; contradictory
// says that none does.
func (c *column) inferred() (order date.Order, contradictory bool) {
	left := 0
	for _, o := range []date.Order{date.DayFirst, date.MonthFirst, date.YearFirst} {
		if !c.impossible[o] {
			order = o
			left++
		}
	}
	if left != 1 {
		return date.OrderUnknown, left == 0
	}
	return order, false
}

// readAs is how the dates of the column are read.
func (c *column) readAs(f *Format, opts Options) (date.Order, *time.Location) {
	if c.as == nil {
		c.as = &reckoning{}
		c.as.setOrder(c, opts)
		c.as.setZone(c, f, opts)
	}
	return c.as.order, c.as.zone
}

func (r *reckoning) setOrder(c *column, opts Options) {
	inferred, contradictory := c.inferred()
	switch named := orderInName(c.name); {
	case opts.Order != "":
		r.order, r.orderBy = orders[opts.Order], "stated"
	case named != date.OrderUnknown:
		r.order, r.orderBy = named, "the column's name"
	case inferred != date.OrderUnknown:
		r.order, r.orderBy = inferred, fmt.Sprintf("no other order fits all dates, as %q", c.sample)
	case contradictory:
		r.detail = "its dates are in several orders"
	case c.open:
		r.detail = "no date in it decides between day and month; state --date-order dmy, mdy or ymd"
	}
	for name, order := range orders {
		if order == r.order {
			r.orderName = name
		}
	}
}

func (r *reckoning) setZone(c *column, f *Format, opts Options) {
	switch zone := zoneInName(c.name); {
	case opts.Zone != nil:
		r.zone, r.zoneBy = opts.Zone, "stated"
	case zone != nil:
		r.zone, r.zoneBy = zone, "the column's name"
	case f.Zone != "":
		r.zone, r.zoneBy = zoneNamed(f.Zone), "the tool's habit"
	}
	if r.zone == nil {
		r.zone, r.zoneBy = time.UTC, "assumed; state --time-zone where it is another"
	}
}

// layoutInName is a layout in the name of a column: Date (DD/MM/YYYY).
var layoutInName = regexp.MustCompile(`(?i)\b(?:(dd?[./ -]mm?[./ -]y{2,4})|(mm?[./ -]dd?[./ -]y{2,4})|(y{2,4}[./ -]mm?[./ -]dd?))\b`)

func orderInName(name string) date.Order {
	m := layoutInName.FindStringSubmatch(name)
	switch {
	case m == nil:
		return date.OrderUnknown
	case m[1] != "":
		return date.DayFirst
	case m[2] != "":
		return date.MonthFirst
	default:
		return date.YearFirst
	}
}

// checkOrder says what orders can be stated.
func checkOrder(order string) error {
	if _, known := orders[order]; order != "" && !known {
		return social.Errorf(social.CodeInvalid, "--date-order %q: dmy (day first), mdy (month first) or ymd", order)
	}
	return nil
}
