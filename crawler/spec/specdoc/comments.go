package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// comments are the doc comments of types ("Lane") and fields ("Lane.Name").
type comments map[string]string

// readComments reads the Go files of folders, tests excluded.
func readComments(dirs ...string) (comments, error) {
	all := comments{}
	for _, dir := range dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, e.Name()), nil, parser.ParseComments)
			if err != nil {
				return nil, err
			}
			all.take(file)
		}
	}
	return all, nil
}

// take adds the comments of a file's structs, but for those known already.
func (c comments) take(file *ast.File) {
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, s := range gen.Specs {
			named, ok := s.(*ast.TypeSpec)
			if !ok {
				continue
			}
			structure, ok := named.Type.(*ast.StructType)
			if _, known := c[named.Name.Name]; known || !ok {
				continue
			}
			c[named.Name.Name] = strings.TrimSpace(gen.Doc.Text())
			for _, field := range structure.Fields.List {
				for _, name := range field.Names {
					c[named.Name.Name+"."+name.Name] = strings.TrimSpace(field.Doc.Text())
				}
			}
		}
	}
}

// of returns the comment of a type or field without its Go name at the front.
func (c comments) of(name string) (string, error) {
	text := c[name]
	if text == "" {
		return "", fmt.Errorf("%s has no comment", name)
	}
	short := name[strings.LastIndexByte(name, '.')+1:]
	for _, lead := range []string{" is ", " are ", ": ", ", ", " "} {
		if rest, ok := strings.CutPrefix(text, short+lead); ok {
			text = rest
			break
		}
	}
	return strings.ToUpper(text[:1]) + text[1:], nil
}
