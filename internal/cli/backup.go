package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"earshot/internal/app"
	"earshot/internal/job/backup"
)

type backupCommand struct {
	Dest string `arg:"" optional:"" name:"dest" help:"Folder, or s3://bucket/prefix?endpoint=URL&region=NAME with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment (default: backup.to)."`
	Full bool   `help:"Copy everything, also what an earlier backup holds."`
	List bool   `help:"List the backups that are there instead of making one."`
	JSON bool   `name:"json" help:"Print the result as JSON."`
}

// Help says what a backup holds.
func (backupCommand) Help() string {
	return `Copies tables, streams with all that waits in them, pictures, learned models and the configuration, as they belong
together: after "earshot restore" every post is stored or still waits. It may run beside earshot run, copies only
what is not in the backup before, and keeps the hash of every file. The configuration may hold passwords: keep
backups as private as the data folder. backup.every, backup.to and backup.keep of the configuration make
earshot run do it by itself. What was restored goes on at the same place, with a full backup first.`
}

// Run makes a backup, or lists those that are there.
func (c backupCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	if c.List {
		return c.list(ctx, settings, std)
	}
	m, err := backup.Run(ctx, settings, backup.Options{To: c.Dest, Full: c.Full, Progress: func(what string) { fmt.Fprintln(std.err, what) }})
	if err != nil {
		return err
	}
	if c.JSON {
		m.Files = nil
		return json.NewEncoder(std.out).Encode(m)
	}
	on := "full"
	if m.Base != "" {
		on = "standing on " + m.Base
	} else if m.Restored != "" {
		on = "full, as this store was restored from " + m.Restored
	}
	_, err = fmt.Fprintf(std.out, "Backup %s, %s: %d posts, %d entries of the streams, %d pictures; %d bytes written in %s.\n",
		m.Name, on, m.Posts, m.Messages, m.Pictures, m.Bytes, m.Done.Sub(m.At).Round(time.Millisecond))
	return err
}

func (c backupCommand) list(ctx context.Context, settings app.Settings, std streams) error {
	whole, half, err := backup.At(ctx, settings, c.Dest)
	if err != nil {
		return err
	}
	if c.JSON {
		for i := range whole {
			whole[i].Files = nil
		}
		return json.NewEncoder(std.out).Encode(map[string]any{"backups": whole, "half_written": half})
	}
	for _, m := range whole {
		on := "full"
		if m.Base != "" {
			on = "stands on " + m.Base
		} else if m.Restored != "" {
			on = "full, of the store restored from " + m.Restored
		}
		fmt.Fprintf(std.out, "%s  %s  %d posts  %d bytes  Earshot %s\n", m.Name, on, m.Posts, m.Bytes, m.Version)
	}
	for _, name := range half {
		fmt.Fprintf(std.out, "%s  half-written\n", name)
	}
	return nil
}

type restoreCommand struct {
	Src  string `arg:"" name:"src" help:"Folder or s3://bucket/prefix that earshot backup wrote to."`
	Name string `placeholder:"NAME" help:"Which backup (default: the newest whole one)."`
	JSON bool   `name:"json" help:"Print the result as JSON."`
}

// Help says where it goes.
func (restoreCommand) Help() string {
	return `Brings a backup back into the data folder (--data), which must be empty or not exist. Every file is held against its
hash first; a half-written or damaged backup is refused by name. The data folder appears when all is there, so an
interrupted restore leaves nothing behind, and is started again. The configuration that was backed up is put into
restored-settings in the data folder. Posts that waited are analysed by the next run or crawl.`
}

// Run restores a backup.
func (c restoreCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	m, err := backup.Restore(ctx, settings, backup.RestoreOptions{From: c.Src, Name: c.Name, Progress: func(what string) { fmt.Fprintln(std.err, what) }})
	if err != nil {
		return err
	}
	if c.JSON {
		m.Files = nil
		return json.NewEncoder(std.out).Encode(m)
	}
	_, err = fmt.Fprintf(std.out, "Restored %s of %s into %s: %d posts, %d entries of the streams, %d pictures.\n",
		m.Name, m.At.Format(time.DateTime+" UTC"), settings.Folder(), m.Posts, m.Messages, m.Pictures)
	return err
}
