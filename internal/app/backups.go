package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// BackupState is how the scheduled backups stand.
type BackupState struct {
	// At, Name, To and Bytes are of the last one that was made.
	At    time.Time `json:"at"`
	Name  string    `json:"name"`
	To    string    `json:"to"`
	Bytes int64     `json:"bytes"`
	// Tried is when one was last tried, Fault why it failed; empty when it did not.
	Tried time.Time `json:"tried"`
	Fault string    `json:"fault,omitempty"`
}

// Overdue tells whether the last backup is more than twice as old as it should be, or
// failed.
func (b BackupState) Overdue(every time.Duration, now time.Time) bool {
	return b.Fault != "" || every > 0 && !b.At.IsZero() && now.Sub(b.At) > 2*every
}

// Sentence says when the last backup was made.
func (b BackupState) Sentence(now time.Time) string {
	out := "no backup was made yet"
	if !b.At.IsZero() {
		out = fmt.Sprintf("last backup %s, %s, to %s", b.Name, ago(now.Sub(b.At)), b.To)
	}
	if b.Fault != "" {
		out += "; the one of " + b.Tried.Format(time.DateTime) + " UTC failed: " + b.Fault
	}
	return out
}

// ago says in words how long something is past.
func ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "just now"
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min ago", d/time.Minute)
	case d < 48*time.Hour:
		return fmt.Sprintf("%d hours ago", d/time.Hour)
	default:
		return fmt.Sprintf("%d days ago", d/(24*time.Hour))
	}
}

func (s Settings) backupFile() string { return filepath.Join(s.Folder(), "backup.json") }

// LastBackup reads how the backups stand; without any it is zero.
func (s Settings) LastBackup() (b BackupState, err error) {
	text, err := os.ReadFile(s.backupFile())
	if errors.Is(err, fs.ErrNotExist) {
		return b, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &b)
	}
	if err != nil {
		return b, fmt.Errorf("app: read how backups stand: %w", err)
	}
	return b, nil
}

// NoteBackup keeps how the backups stand.
func (s Settings) NoteBackup(b BackupState) error {
	text, err := json.Marshal(b)
	if err != nil {
		return fmt.Errorf("app: note a backup: %w", err)
	}
	if err := os.WriteFile(s.backupFile()+".next", text, 0o600); err != nil {
		return fmt.Errorf("app: note a backup: %w", err)
	}
	if err := os.Rename(s.backupFile()+".next", s.backupFile()); err != nil {
		return fmt.Errorf("app: note a backup: %w", err)
	}
	return nil
}
