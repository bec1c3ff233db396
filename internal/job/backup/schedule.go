package backup

import (
	"context"
	"time"

	"earshot/internal/app"
	"earshot/internal/social"
	"earshot/storage/object"
)

// retryEvery is the wait after a scheduled backup that failed.
const retryEvery = 10 * time.Minute

// At lists the backups at a place; empty is that of the configuration.
func At(ctx context.Context, s app.Settings, place string) (whole []Manifest, half []string, err error) {
	if place == "" {
		cfg, err := s.LoadConfig(false)
		if err != nil {
			return nil, nil, err
		}
		place = cfg.Backup.To
	}
	to, err := open(place, s.Environ)
	if err != nil {
		return nil, nil, err
	}
	return List(ctx, to)
}

// open opens the place of backups.
func open(place string, environ []string) (object.Store, error) {
	if place == "" {
		return nil, social.Errorf(social.CodeInvalid, "backup: no place of backups is given: name a folder or s3://bucket/prefix, as in earshot backup FOLDER, or set backup.to in the configuration")
	}
	return object.Open(place, environ)
}

// Schedule makes backups of a running Earshot as its configuration says, until ctx ends.
func Schedule(ctx context.Context, a *app.App) error {
	every := a.Config.Backup.Every.Std()
	if every <= 0 {
		return nil
	}
	src := source{a.Settings, a.Config, a.Store, a.Engine, a.Streams}
	for {
		last := app.BackupState{}
		if state, err := a.Settings.LastBackup(); err == nil {
			last = state
		}
		wait := time.Until(last.At.Add(every))
		if last.Fault != "" {
			wait = time.Until(last.Tried.Add(retryEvery))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(max(wait, 0)):
		}
		m, err := src.backUp(ctx, Options{})
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			last.Tried, last.Fault = time.Now().UTC(), err.Error()
			if err := a.Settings.NoteBackup(last); err != nil {
				return err
			}
			a.Settings.Log.Error("no backup was made, will try again", "error", err, "wait", retryEvery)
		} else {
			if err := note(a.Settings, m, a.Config.Backup.To); err != nil {
				return err
			}
			a.Settings.Log.Info("backup made", "name", m.Name, "bytes", m.Bytes, "took", m.Done.Sub(m.At))
		}
	}
}
