// Package answer lets those who ask the same thing share one answer: whoever asks while
// it is looked for waits for it, and it is kept while what is stored is the same.
package answer

import (
	"database/sql"
	"fmt"
	"reflect"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// Rows are the rows of an answer. They are never changed, so that any number of readers
// can scan them at once.
type Rows struct {
	columns []string
	cells   []reflect.Value
	// size is about how many bytes they take.
	size int
}

// cellBytes is about what a cell takes beside what its text or list holds.
const cellBytes = 40

// Record reads all that is left of rows, and closes them.
func Record(rows driver.Rows) (*Rows, error) {
	types := rows.ColumnTypes()
	r := &Rows{columns: rows.Columns()}
	for rows.Next() {
		into := make([]any, len(types))
		first := len(r.cells)
		for i, t := range types {
			cell := reflect.New(t.ScanType())
			into[i] = cell.Interface()
			r.cells = append(r.cells, cell.Elem())
		}
		if err := rows.Scan(into...); err != nil {
			_ = rows.Close() // the fault is the row's
			return nil, fmt.Errorf("answer: read a row: %w", err)
		}
		for _, cell := range r.cells[first:] {
			r.size += cellBytes + sizeOf(cell)
		}
	}
	if err := rows.Err(); err != nil {
		_ = rows.Close()
		return nil, err
	}
	return r, rows.Close()
}

// sizeOf is about what a text or a list holds, in bytes.
func sizeOf(v reflect.Value) int {
	switch v.Kind() {
	case reflect.String:
		return v.Len()
	case reflect.Slice:
		n := v.Len() * int(v.Type().Elem().Size())
		if kind := v.Type().Elem().Kind(); kind == reflect.String || kind == reflect.Slice {
			for i := range v.Len() {
				n += sizeOf(v.Index(i))
			}
		}
		return n
	case reflect.Pointer:
		if !v.IsNil() {
			return sizeOf(v.Elem())
		}
	}
	return 0
}

// Each hands every row to scan, until it returns an error.
func (r *Rows) Each(scan func(driver.Rows) error) error {
	at := &replay{rows: r, row: -1}
	for at.Next() {
		if err := scan(at); err != nil {
			return err
		}
	}
	return nil
}

// replay walks through recorded rows as a connection's are walked through.
type replay struct {
	// Rows is nil: what else a connection's rows can do nobody asks of them.
	driver.Rows
	rows *Rows
	row  int
}

func (p *replay) Next() bool {
	p.row++
	return (p.row+1)*len(p.rows.columns) <= len(p.rows.cells)
}

func (p *replay) Columns() []string { return p.rows.columns }

func (p *replay) Err() error { return nil }

func (p *replay) Scan(dest ...any) error {
	width := len(p.rows.columns)
	if len(dest) != width {
		return fmt.Errorf("answer: %d columns are read into %d values", width, len(dest))
	}
	for i, d := range dest {
		if err := assign(d, p.rows.cells[p.row*width+i]); err != nil {
			return fmt.Errorf("answer: column %s: %w", p.rows.columns[i], err)
		}
	}
	return nil
}

// assign sets what dest points to, as scanning a connection's row does. A list is
// copied, so that its reader may change it.
func assign(dest any, value reflect.Value) error {
	to := reflect.ValueOf(dest).Elem()
	if value.Kind() == reflect.Slice && !value.IsNil() {
		value = reflect.AppendSlice(reflect.MakeSlice(value.Type(), 0, value.Len()), value)
	}
	if value.Kind() == reflect.Pointer && !value.IsNil() {
		own := reflect.New(value.Type().Elem())
		own.Elem().Set(value.Elem())
		value = own
	}
	switch {
	case value.Type() == to.Type():
		to.Set(value)
	case to.Kind() == reflect.Pointer && to.Type().Elem() == value.Type():
		to.Set(reflect.New(value.Type()))
		to.Elem().Set(value)
	case to.Kind() == reflect.Bool && value.Kind() == reflect.Uint8:
		to.SetBool(value.Uint() != 0)
	case to.Kind() == value.Kind() && value.CanConvert(to.Type()):
		to.Set(value.Convert(to.Type()))
	default:
		if scanner, ok := dest.(sql.Scanner); ok {
			return scanner.Scan(value.Interface())
		}
		return fmt.Errorf("a %s is read into a %s", value.Type(), to.Type())
	}
	return nil
}
