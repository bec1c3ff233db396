package cli

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"earshot/internal/app"
	"earshot/internal/social"
)

type correctionsImportCommand struct {
	Files []string `arg:"" type:"existingfile" help:"Files to read: .csv with a header, any other as a JSON object a line."`
	By    string   `placeholder:"NAME" help:"Who judged where a line does not say."`
}

// Help defines the columns.
func (correctionsImportCommand) Help() string {
	return `A line names a post by platform and id and has its label (negative, neutral, positive, or empty to take it back); where
there are, brand (whose mention was judged), confirmed (the label was the model's and called right), by (who judged) and at
(when, RFC 3339, not in the future; now where it is missing). Other columns are passed over. Of two judgements of a post the one given later
stands. Posts that are not stored are counted and left out.`
}

// maxCorrectionLine is the longest line of a file of judgements, in bytes.
const maxCorrectionLine = 8 << 20

// Run stores the judgements of all files.
func (c correctionsImportCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	var list []social.Correction
	for _, name := range c.Files {
		given, err := readCorrections(name)
		if err != nil {
			return err
		}
		list = append(list, given...)
	}
	for i := range list {
		if list[i].By == "" {
			list[i].By = c.By
		}
	}
	store, done, err := app.OpenStore(ctx, settings)
	if err != nil {
		return err
	}
	defer done()
	n, err := store.CorrectAll(ctx, list)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "%d judgements stored, %d of posts that are not stored or do not mention their brand left out\n", n, len(list)-n)
	return err
}

// correctionLine is a judgement as files have it.
type correctionLine struct {
	Platform  string    `json:"platform"`
	ID        string    `json:"id"`
	Label     string    `json:"label"`
	Brand     string    `json:"brand"`
	Confirmed bool      `json:"confirmed"`
	By        string    `json:"by"`
	At        time.Time `json:"at"`
}

// readCorrections reads a file of judgements.
func readCorrections(name string) (list []social.Correction, err error) {
	switch ext := strings.ToLower(filepath.Ext(name)); ext {
	case ".xlsx", ".parquet", ".tsv":
		return nil, social.Errorf(social.CodeInvalid, "%s: judgements are read from .csv, or from JSON objects a line, not from %s", name, ext)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, social.Errorf(social.CodeInvalid, "corrections: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	read := correctionObjects
	if strings.EqualFold(filepath.Ext(name), ".csv") {
		read = correctionRows
	}
	err = read(f, func(line int, l correctionLine, fault error) error {
		switch {
		case fault != nil:
			return social.Errorf(social.CodeInvalid, "%s:%d: %w", name, line, fault)
		case l.Platform == "" || l.ID == "":
			return social.Errorf(social.CodeInvalid, "%s:%d: a judgement needs platform and id", name, line)
		case l.Label != "" && !isLabel(l.Label):
			return social.Errorf(social.CodeInvalid, "%s:%d: the label is %q; negative, neutral, positive or empty", name, line, l.Label)
		}
		list = append(list, social.Correction{
			Key: social.Key{Platform: l.Platform, ID: l.ID}, Brand: l.Brand, Label: social.Label(l.Label), Confirmed: l.Confirmed, By: l.By, At: l.At,
		})
		return nil
	})
	return list, err
}

func isLabel(s string) bool {
	for _, l := range labelNames {
		if s == string(l) {
			return true
		}
	}
	return false
}

// correctionObjects reads a JSON object a line.
func correctionObjects(r io.Reader, do func(line int, l correctionLine, fault error) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), maxCorrectionLine)
	n := 0
	for lines.Scan() {
		n++
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var l correctionLine
		fault := json.Unmarshal(lines.Bytes(), &l)
		if err := do(n, l, fault); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return do(n+1, correctionLine{}, err)
	}
	return nil
}

// correctionRows reads CSV with a header.
func correctionRows(r io.Reader, do func(line int, l correctionLine, fault error) error) error {
	rows := csv.NewReader(r)
	header, err := rows.Read()
	if err != nil {
		return do(1, correctionLine{}, fmt.Errorf("no header: %w", err))
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		line := 0
		if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
			line = parse.Line
		} else if len(row) > 0 {
			line, _ = rows.FieldPos(0)
		}
		var l correctionLine
		if err == nil {
			err = l.fill(header, row)
		}
		if err := do(line, l, err); err != nil {
			return err
		}
	}
}

// fill sets what a row has under a header.
func (l *correctionLine) fill(header, row []string) (err error) {
	for i, name := range header {
		value := row[i]
		switch name {
		case "platform":
			l.Platform = value
		case "id":
			l.ID = value
		case "label":
			l.Label = value
		case "brand":
			l.Brand = value
		case "by":
			l.By = value
		case "confirmed":
			if value != "" {
				l.Confirmed, err = strconv.ParseBool(value)
			}
		case "at":
			if value != "" {
				l.At, err = time.Parse(time.RFC3339, value)
			}
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
