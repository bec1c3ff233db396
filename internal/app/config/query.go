package config

import (
	"errors"
	"fmt"

	"earshot/internal/query"
	"earshot/internal/social"
)

// QueryFault writes a query's fault as a person wants to read it: the message,
// the query, a caret under the place and what to do.
func QueryFault(err error) string {
	var fault *query.SyntaxError
	if !errors.As(err, &fault) {
		return err.Error()
	}
	text := fmt.Sprintf("%s, at character %d\n%s", fault.Message, fault.Column, fault.Caret())
	if fault.Hint != "" {
		text += "\n" + fault.Hint
	}
	return text
}

// ParseQuery parses a boolean query for a person: the error shows a caret
// under the fault. Values of fields that are not known are faults as well.
func ParseQuery(expr string, known query.Known) (*query.Query, []query.Notice, error) {
	q, notices, err := query.Check(expr, known)
	if err != nil {
		return nil, nil, social.Errorf(social.CodeInvalid, "%s", QueryFault(err))
	}
	return q, notices, nil
}

// BrandFault is an error about brand i, named by the line it stands on.
func (c Config) BrandFault(i int, key, message string) error {
	return c.place.fault(fmt.Sprintf("$.brands[%d].%s", i, key), "%s", message)
}
