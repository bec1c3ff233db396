package app

import (
	"strings"
	"testing"
	"time"

	"earshot/internal/app/config"
)

// TestBackupsMadeByHandAreTold on the Sources page, as scheduled ones are.
func TestBackupsMadeByHandAreTold(t *testing.T) {
	a := &App{Settings: Settings{DataDir: t.TempDir()}, Config: config.Config{}}
	if said := a.backups(); said != "" {
		t.Errorf("without any backup: %q", said)
	}
	now := time.Now().UTC()
	if err := a.Settings.NoteBackup(BackupState{At: now, Name: "20261130T090534Z", To: "/backups", Tried: now}); err != nil {
		t.Fatal(err)
	}
	if said := a.backups(); !strings.Contains(said, "last backup 20261130T090534Z") || strings.Contains(said, "do not come") {
		t.Errorf("after one made by hand: %q", said)
	}
}
