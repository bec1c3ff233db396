package config

import (
	"errors"
	"fmt"

	"earshot/internal/query"
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
