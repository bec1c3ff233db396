package main

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"earshot/crawler/spec"
)

// shape is a mapping of a platform file: a struct of package spec.
type shape struct {
	// Name is the type's, in lower case.
	Name string
	// Says is what it is.
	Says string
	Keys []key
}

// key is a key of a mapping.
type key struct {
	Name, Says string
	// Type is what its value is.
	Type reflect.Type
	// Values are those it may have, where they are counted.
	Values []string
	// Must tells whether it must stand.
	Must bool
	// Of is the inlined shape that the key belongs to; empty for one of its own.
	Of string
}

// describe returns the shapes that a file is made of, each after the first that
// names it.
func describe(c comments) ([]shape, error) {
	queue := []reflect.Type{reflect.TypeFor[spec.File]()}
	var shapes []shape
	for i := 0; i < len(queue); i++ {
		t := queue[i]
		says, err := c.of(t.Name())
		if err != nil {
			return nil, err
		}
		s := shape{Name: strings.ToLower(t.Name()), Says: says}
		if s.Keys, err = keys(c, t); err != nil {
			return nil, err
		}
		shapes = append(shapes, s)
		for i := range t.NumField() {
			if field := t.Field(i); strings.HasSuffix(field.Tag.Get("yaml"), ",inline") && !slices.Contains(queue, field.Type) {
				queue = append(queue, field.Type)
			}
		}
		for _, k := range s.Keys {
			if inner := within(k.Type); inner.Kind() == reflect.Struct && inner != filterType && !slices.Contains(queue, inner) {
				queue = append(queue, inner)
			}
		}
	}
	return shapes, nil
}

var filterType = reflect.TypeFor[spec.Filter]()

// keys are the keys of t in order, those of what is inlined in it where it stands.
func keys(c comments, t reflect.Type) ([]key, error) {
	var list []key
	for i := range t.NumField() {
		field := t.Field(i)
		name, option, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		switch {
		case option == "inline":
			inner, err := keys(c, field.Type)
			if err != nil {
				return nil, err
			}
			for _, k := range inner {
				k.Of = strings.ToLower(field.Type.Name())
				list = append(list, k)
			}
		case !field.IsExported():
		case name == "":
			return nil, fmt.Errorf("%s.%s has no key", t.Name(), field.Name)
		default:
			says, err := c.of(t.Name() + "." + field.Name)
			if err != nil {
				return nil, err
			}
			k := key{Name: name, Says: says, Type: field.Type, Must: field.Tag.Get("need") == "yes"}
			if enum := field.Tag.Get("enum"); enum != "" {
				k.Values = strings.Split(enum, ",")
			}
			list = append(list, k)
		}
	}
	return list, nil
}

// within is the type of what lists, maps and pointers hold in the end.
func within(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	return t
}

// oneOrMany tells whether one may stand in place of a list.
func oneOrMany(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[spec.Rules](), reflect.TypeFor[spec.Followups](), reflect.TypeFor[spec.Conditions](), reflect.TypeFor[spec.Revisits](), reflect.TypeFor[spec.Absences]():
		return true
	}
	return false
}
