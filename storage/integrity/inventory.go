package integrity

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Inventory is what tables were made of when they were last seen whole.
type Inventory struct {
	// Database identifies the database.
	Database string           `json:"database"`
	At       time.Time        `json:"at"`
	Tables   map[string]Table `json:"tables"`
	// Lost are the losses found since then that were not repaired yet.
	Lost []social.Damage `json:"lost,omitempty"`
}

// Table is what one table was made of.
type Table struct {
	ID     string `json:"id"`
	Engine string `json:"engine"`
	Parts  []Part `json:"parts"`
	// Create is the statement that made the table.
	Create string `json:"create"`
}

// Part is one part of a table.
type Part struct {
	Name      string    `json:"name"`
	Partition string    `json:"partition"`
	Min       int64     `json:"min"`
	Max       int64     `json:"max"`
	Rows      uint64    `json:"rows"`
	From      time.Time `json:"from,omitzero"`
	To        time.Time `json:"to,omitzero"`
}

// holds tells whether a part is made of another one, among others.
func (p Part) holds(other Part) bool {
	return p.Partition == other.Partition && p.Min <= other.Min && p.Max >= other.Max
}

// Inventory reads what the tables are made of now.
func (s *Inspector) Inventory(ctx context.Context) (Inventory, error) {
	inv := Inventory{At: time.Now().UTC(), Tables: map[string]Table{}}
	ids, err := database.Collect(ctx, s.db, queries.ThisDatabase, nil, func(r driver.Rows) (id string, err error) {
		return id, r.Scan(&id)
	})
	if err != nil {
		return inv, err
	}
	for _, id := range ids {
		inv.Database = id
	}
	err = s.db.Each(ctx, queries.MergeTables, nil, func(r driver.Rows) error {
		var name string
		var t Table
		var rows uint64
		err := r.Scan(&name, &t.ID, &t.Engine, &t.Create, &rows)
		inv.Tables[name] = t
		return err
	})
	if err != nil {
		return inv, err
	}
	type row struct {
		table, id string
		Part
	}
	// A table that is written meanwhile changes its parts between the attempts.
	rows, err := database.Collect(ctx, s.db, queries.TableParts, nil, func(r driver.Rows) (p row, err error) {
		var engine string
		err = r.Scan(&p.table, &p.id, &engine, &p.Name, &p.Partition, &p.Min, &p.Max, &p.Rows, &p.From, &p.To)
		if p.To.Unix() == 0 {
			p.From, p.To = time.Time{}, time.Time{}
		}
		return p, err
	})
	parts := map[string][]Part{}
	for _, p := range rows {
		if inv.Tables[p.table].ID == p.id {
			parts[p.table] = append(parts[p.table], p.Part)
		}
	}
	for name, t := range inv.Tables {
		t.Parts = parts[name]
		inv.Tables[name] = t
	}
	return inv, err
}

// ReadInventory reads the inventory at path. Without a file it is empty.
func ReadInventory(path string) (Inventory, error) {
	var inv Inventory
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return inv, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &inv)
	}
	if err != nil {
		return inv, fmt.Errorf("storage: read the inventory %s: %w", path, err)
	}
	return inv, nil
}

// Save writes the inventory to path, whole or not at all.
func (inv Inventory) Save(path string) error {
	text, err := json.Marshal(inv)
	if err != nil {
		return fmt.Errorf("storage: write the inventory: %w", err)
	}
	next, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("storage: write the inventory: %w", err)
	}
	_, err = next.Write(text)
	if err = errors.Join(err, next.Close()); err == nil {
		err = os.Rename(next.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("storage: write the inventory: %w", err), os.Remove(next.Name()))
	}
	return nil
}
