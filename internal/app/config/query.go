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
// under the fault.
func ParseQuery(expr string) (*query.Query, error) {
	q, err := query.Parse(expr)
	if err != nil {
		return nil, social.Errorf(social.CodeInvalid, "%s", QueryFault(err))
	}
	return q, nil
}
