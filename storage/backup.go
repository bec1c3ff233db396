package storage

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// backupPoll is how often the server is asked how far a backup is.
const backupPoll = 200 * time.Millisecond

// BackUp has ClickHouse write the database to a place, in the words of its BACKUP
// statement: File('id/name'), Disk('backups', 'name') or S3('https://...'). With a base
// it holds only what is not in that backup. It returns when the backup is whole.
func (s *Store) BackUp(ctx context.Context, to, base string) error {
	if err := refuseCluster("back up", s.cluster); err != nil {
		return err
	}
	settings := ""
	if base != "" {
		settings = ", base_backup = " + base
	}
	return await(ctx, s.db, "back up", "BACKUP DATABASE "+quote(s.database)+" TO "+to, settings)
}

// Restore has ClickHouse read the database that dsn names from a place that BackUp wrote
// to. The database must not exist.
func Restore(ctx context.Context, dsn, from, of string, log *slog.Logger, how ...Option) (err error) {
	opts, named, err := optionsOf(dsn)
	if err == nil {
		err = refuseCluster("restore", named)
	}
	if err != nil {
		return err
	}
	opened := &opening{Options: opts}
	for _, apply := range how {
		apply(opened)
	}
	name := opts.Auth.Database
	opts.Auth.Database = "default"
	conn, err := clickhouse.Open(opts)
	if err != nil {
		return fmt.Errorf("storage: open: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	return await(ctx, database.New(conn, log), "restore", "RESTORE DATABASE "+quote(of)+" AS "+quote(name)+" FROM "+from, "")
}

// Vacant fails with social.CodeConflict where the database that dsn names is there and has
// tables, so that nothing can be restored to it.
func Vacant(ctx context.Context, dsn string) error {
	opts, named, err := optionsOf(dsn)
	if err == nil {
		err = refuseCluster("restore", named)
	}
	if err != nil {
		return err
	}
	name := opts.Auth.Database
	opts.Auth.Database = "default"
	var tables uint64
	if err := onOptions(*opts, func(c driver.Conn) error {
		return c.QueryRow(ctx, "SELECT count() FROM system.tables WHERE database = $1", name).Scan(&tables)
	}); err != nil {
		return fmt.Errorf("storage: look for the database: %w", err)
	}
	if tables > 0 {
		return social.Errorf(social.CodeConflict, "storage: the database %s of storage.dsn has %d tables already: name one that is not there", name, tables)
	}
	return nil
}

// await starts a statement that the server works on by itself, and waits for its end.
func await(ctx context.Context, db *database.DB, what, statement, settings string) error {
	db = db.ForWriting() // how a backup stands is asked anew each time
	id := rand.Text()
	if err := db.ExecText(ctx, what, statement+" SETTINGS id = "+literal(id)+settings+" ASYNC"); err != nil && !strings.Contains(err.Error(), "BACKUP_ALREADY_EXISTS") {
		return err
	}
	for {
		type state struct{ status, fault string }
		states, err := database.Collect(ctx, db, queries.BackupState, database.Params{"id": id}, func(r driver.Rows) (s state, err error) {
			return s, r.Scan(&s.status, &s.fault)
		})
		if err != nil {
			return err
		}
		if len(states) == 0 {
			return social.Errorf(social.CodeUnavailable, "storage: %s: ClickHouse was restarted meanwhile", what)
		}
		switch status := states[0].status; {
		case status == "BACKUP_CREATED" || status == "RESTORED":
			return nil
		case strings.HasSuffix(status, "FAILED") || strings.HasSuffix(status, "CANCELLED"):
			return fmt.Errorf("storage: %s: %s", what, states[0].fault)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(backupPoll):
		}
	}
}

// Database is the name of the database.
func (s *Store) Database() string { return s.database }

// FilePlace is a place below the folder of backups of the embedded engine.
func FilePlace(path string) string { return "File(" + literal(path) + ")" }

// literal writes a text in SQL.
func literal(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(text) + "'"
}
