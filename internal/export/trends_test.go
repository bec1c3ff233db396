package export_test

import (
	"io"

	"earshot/internal/export"
	"earshot/internal/social"
)

// writeTrends writes a file of rows.
func writeTrends(w io.Writer, format export.Format, by social.Bucket, rows []social.Trend) error {
	out, err := export.NewTrendWriter(w, format, by, nil)
	if err != nil {
		return err
	}
	defer out.Discard()
	if err := out.Write(rows); err != nil {
		return err
	}
	return out.Close()
}
