package hackernews

import (
	"fmt"
	"strconv"
	"strings"
)

// numericFilter is one condition of Algolia's numericFilters.
type numericFilter struct {
	field, op string
	value     int64
}

type numericFilters []numericFilter

// parseFilters reads "created_at_i>1,points<=5"; conditions all hold.
func parseFilters(values []string) (numericFilters, error) {
	var filters numericFilters
	for _, condition := range strings.Split(strings.Join(values, ","), ",") {
		condition = strings.TrimSpace(condition)
		if condition == "" {
			continue
		}
		at := strings.IndexAny(condition, "<>=!")
		if at <= 0 {
			return nil, fmt.Errorf("invalid numeric filter %q", condition)
		}
		end := at + 1
		for end < len(condition) && condition[end] == '=' {
			end++
		}
		value, err := strconv.ParseInt(strings.TrimSpace(condition[end:]), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("invalid numeric filter %q", condition)
		}
		f := numericFilter{field: strings.TrimSpace(condition[:at]), op: condition[at:end], value: value}
		switch f.field {
		case "created_at_i", "points", "num_comments":
		default:
			return nil, fmt.Errorf("unknown numeric attribute %q", f.field)
		}
		filters = append(filters, f)
	}
	return filters, nil
}

// pass tells whether the item meets every condition; a comment has no points.
func (fs numericFilters) pass(i *Item) bool {
	for _, f := range fs {
		var have int64
		switch {
		case f.field == "created_at_i":
			have = i.Created.Unix()
		case i.Story != nil:
			return false
		case f.field == "points":
			have = i.Points
		default:
			have = i.Comments
		}
		var ok bool
		switch f.op {
		case "<":
			ok = have < f.value
		case "<=":
			ok = have <= f.value
		case ">":
			ok = have > f.value
		case ">=":
			ok = have >= f.value
		case "!=":
			ok = have != f.value
		default:
			ok = have == f.value
		}
		if !ok {
			return false
		}
	}
	return true
}
