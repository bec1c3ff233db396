package seen_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

// fill sets everything in v to something that is not its zero value, and each to something else.
func fill(t *testing.T, v reflect.Value, name string, n *int64) {
	t.Helper()
	*n++
	switch v.Kind() {
	case reflect.Struct:
		if at, ok := v.Addr().Interface().(*time.Time); ok {
			*at = noon.Add(time.Duration(*n) * time.Second)
			return
		}
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() {
				fill(t, v.Field(i), name+"."+field.Name, n)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(t, v.Index(0), name, n)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(t, key, name, n)
		fill(t, value, name, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), name, n)
	case reflect.String:
		v.SetString(fmt.Sprint("text ", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(*n % 100)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(*n % 100))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(float64(*n))
	default:
		t.Fatalf("%s is a %s", name, v.Kind())
	}
}

// TestEverythingOfAPostWaits: a post comes back with all that it has, whatever comes to be added.
func TestEverythingOfAPostWaits(t *testing.T) {
	var p social.Post
	var n int64
	fill(t, reflect.ValueOf(&p).Elem(), "Post", &n)
	p.Deleted, p.FetchedAt = false, noon
	s, out := &store{media: map[string]social.Media{}}, stream{}
	m := newMatcher(s, &out)
	wait, _, err := m.Hold(t.Context(), []social.Entry{{Post: p.Alone(), Read: []social.Post{p}}})
	if err != nil || len(wait) != 1 {
		t.Fatalf("%d wait, %v", len(wait), err)
	}
	for _, img := range p.Images {
		s.media[img.URL] = social.Media{URL: img.URL, State: social.MediaReady, OCRReader: "a", FetchedAt: noon}
	}
	if err := m.Waiting(t.Context(), wait); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(stream{p}, out); diff != "" {
		t.Errorf("what waited comes back otherwise (-want +got):\n%s", diff)
	}
}
