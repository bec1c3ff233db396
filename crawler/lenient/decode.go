package lenient

import (
	"reflect"
	"strings"
)

// Reader is a type that reads itself from a value. It returns what the value is
// instead ("is a list"), or "".
type Reader interface{ ReadNode(Node) string }

var (
	nodeType   = reflect.TypeFor[Node]()
	readerType = reflect.TypeFor[Reader]()
)

// Decode reads an object into the struct that v points to, field by field by their
// json tags. Fields that are absent, or not of their type, keep their value; the
// latter are named. It reports whether the value is an object.
//
// Fields are of strings, numbers, bools, structs, and pointers, slices and maps of
// these; a Node takes any value as it is, a Reader reads itself.
func (n Node) Decode(v any) bool {
	if !n.IsObject() {
		return false
	}
	n.into(reflect.ValueOf(v).Elem())
	return true
}

// into reads the value into a place.
func (n Node) into(to reflect.Value) {
	if to.Type() == nodeType {
		to.Set(reflect.ValueOf(n))
		return
	}
	if to.CanAddr() && to.Addr().Type().Implements(readerType) {
		if is := to.Addr().Interface().(Reader).ReadNode(n); is != "" {
			n.Fault(is)
		}
		return
	}
	if n.None() && !(n.IsArray() && isList(to.Type())) {
		return
	}
	switch to.Kind() {
	case reflect.String:
		to.SetString(n.String())
	case reflect.Bool:
		to.SetBool(n.Bool())
	case reflect.Int, reflect.Int64, reflect.Int32:
		if i := n.Int(); !to.OverflowInt(i) {
			to.SetInt(i)
		} else {
			n.Fault("is too large")
		}
	case reflect.Float64:
		to.SetFloat(n.Float())
	case reflect.Pointer:
		n.pointer(to)
	case reflect.Slice:
		n.slice(to)
	case reflect.Map:
		n.members(to)
	case reflect.Struct:
		n.object(to)
	default:
		panic("lenient: a field of type " + to.Type().String())
	}
}

// isList tells whether an empty list is a value of the type.
func isList(t reflect.Type) bool {
	return t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer && isList(t.Elem())
}

// fits tells whether the value can be one of the type at all.
func (n Node) fits(t reflect.Type) bool {
	if t == nodeType || reflect.PointerTo(t).Implements(readerType) {
		return true
	}
	switch t.Kind() {
	case reflect.Struct, reflect.Map:
		return n.IsObject()
	case reflect.Slice:
		return n.IsArray() || n.fits(t.Elem())
	case reflect.Pointer:
		return n.fits(t.Elem())
	case reflect.String:
		_, ok := n.text()
		return ok
	default:
		return !n.IsObject() && !n.IsArray()
	}
}

func (n Node) pointer(to reflect.Value) {
	if !n.fits(to.Type().Elem()) {
		n.Fault("is " + n.Kind())
		return
	}
	fresh := reflect.New(to.Type().Elem())
	n.into(fresh.Elem())
	to.Set(fresh)
}

// slice reads a list; what is no list is one of one where it can be.
func (n Node) slice(to reflect.Value) {
	elem := to.Type().Elem()
	list := reflect.MakeSlice(to.Type(), 0, 4)
	for _, e := range n.Array() {
		if e.None() && elem != nodeType {
			continue
		}
		if !e.fits(elem) {
			e.Fault("is " + e.Kind())
			continue
		}
		one := reflect.New(elem).Elem()
		e.into(one)
		list = reflect.Append(list, one)
	}
	if n.IsArray() || list.Len() > 0 {
		to.Set(list)
	}
}

// members reads an object into a map with texts for keys.
func (n Node) members(to reflect.Value) {
	if !n.IsObject() {
		n.Fault("is " + n.Kind())
		return
	}
	all := reflect.MakeMap(to.Type())
	n.ForEach(func(key, value Node) bool {
		if value.fits(to.Type().Elem()) {
			one := reflect.New(to.Type().Elem()).Elem()
			value.into(one)
			all.SetMapIndex(reflect.ValueOf(key.Str).Convert(to.Type().Key()), one)
		} else if !value.None() {
			value.Fault("is " + value.Kind())
		}
		return true
	})
	to.Set(all)
}

// object reads the members of an object into the fields of a struct.
func (n Node) object(to reflect.Value) {
	if !n.IsObject() {
		n.Fault("is " + n.Kind())
		return
	}
	fields := map[string]reflect.Value{}
	collect(to, fields)
	n.ForEach(func(key, value Node) bool {
		if field, wanted := fields[key.Str]; wanted {
			value.into(field)
		}
		return true
	})
}

// collect lists the fields of a struct by their names in JSON.
func collect(to reflect.Value, fields map[string]reflect.Value) {
	for i := range to.NumField() {
		field := to.Type().Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case field.Anonymous && field.Type.Kind() == reflect.Struct && name == "":
			collect(to.Field(i), fields)
		case field.IsExported() && name != "-":
			if name == "" {
				name = field.Name
			}
			fields[name] = to.Field(i)
		}
	}
}
