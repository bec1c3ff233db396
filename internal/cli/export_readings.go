package cli

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/alecthomas/kong"

	"earshot/internal/social"
)

// readingFlags are the flags that filter by readings, one for each row of
// social.Readings. Their struct is made of the table, as kong reads flags off a
// struct's fields.
type readingFlags struct{ kong.Plugins }

func newReadingFlags() readingFlags {
	var fields []reflect.StructField
	for i, info := range social.Readings() {
		if info.Flag() == "" {
			continue
		}
		// A value of an open vocabulary may hold a comma.
		placeholder, sep := strings.ToUpper(info.Words.Noun), "none"
		if info.Vocabulary != nil {
			placeholder, sep = "NAME", ","
		}
		fields = append(fields, reflect.StructField{
			Name: fmt.Sprint("Reading", i), Type: reflect.TypeFor[[]string](),
			Tag: reflect.StructTag(fmt.Sprintf("name:%q sep:%q placeholder:%q help:%q", info.Flag(), sep, placeholder, info.FlagHelp)),
		})
	}
	return readingFlags{kong.Plugins{reflect.New(reflect.StructOf(fields)).Interface()}}
}

// restrict adds the filters of the flags to out; errors name the flag.
func (f readingFlags) restrict(out *social.Filter) error {
	given := reflect.ValueOf(f.Plugins[0]).Elem()
	for i, info := range social.Readings() {
		field := given.FieldByName(fmt.Sprint("Reading", i))
		if !field.IsValid() {
			continue
		}
		values := field.Interface().([]string)
		for _, value := range values {
			if err := info.Check(value); err != nil {
				return fmt.Errorf("--%s: %w", info.Flag(), err)
			}
		}
		if info.AnyKey != "" {
			out.AnyRead = out.AnyRead.With(info.Reading, values...)
		} else {
			out.EveryRead = out.EveryRead.With(info.Reading, values...)
		}
	}
	return nil
}
