package doctor

import (
	"time"

	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/social"
)

// checkBackup tells when the last backup was made. It fails where scheduled ones do not
// come.
func checkBackup(s app.Settings, cfg config.Config) Check {
	c := Check{Name: "backup", Found: "not known"}
	state, err := s.LastBackup()
	if err != nil {
		c.Err = err
		return c
	}
	now, every := time.Now().UTC(), cfg.Backup.Every.Std()
	c.Found = state.Sentence(now)
	if every == 0 {
		c.Found += "; backup.every and backup.to make earshot run back up by itself"
		return c
	}
	if state.Overdue(every, now) {
		c.Err = social.Errorf(social.CodeUnavailable, "backups do not come every %s: earshot backup tells why", every)
	}
	return c
}
