package stream

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"earshot/internal/social"
)

// remedy adds to why the server inside this process does not start in dir, or its queues
// cannot be had, what can be done about it. What the server says is text only.
func remedy(dir string, err error) error {
	if err == nil || social.CodeOf(err) == social.CodeConflict || social.CodeOf(err) == social.CodeUnavailable && !says(err, "no space left") {
		return err // somebody else is at it, or it passes by itself
	}
	switch {
	case errors.Is(err, syscall.ENOSPC), says(err, "no space left"):
		return social.Errorf(social.CodeUnavailable, "%w: the disk of %s is full; make some room and start Earshot again, nothing is lost", err, dir)
	case errors.Is(err, fs.ErrPermission), says(err, "permission denied"):
		return social.Errorf(social.CodeInternal, "%w: %s is not this user's to read and write; run Earshot as the user whose it is, or give it to this one (chown -R, chmod -R u+rwX)", err, dir)
	case errors.Is(err, syscall.EROFS), says(err, "read-only file system"):
		return social.Errorf(social.CodeInternal, "%w: the file system of %s is read-only; mount it writable, or name another folder with --data", err, dir)
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.EISDIR), says(err, "not a directory"), says(err, "is a directory"):
		return social.Errorf(social.CodeInternal, "%w: something in %s is a file where a folder must be, or a folder where a file must be; move it away and start Earshot again", err, dir)
	case says(err, "offline"), says(err, "unsupported"), says(err, "api level"):
		return social.Errorf(social.CodeInternal, "%w: a newer version wrote %s; use that version or a newer one, or restore a backup that is older", err, dir)
	case social.CodeOf(err) == social.CodeInvalid:
		return err
	default:
		return social.Errorf(social.CodeInternal, "%w: what is in %s is damaged; restore a backup, or move the folder away: Earshot then begins with empty streams, keeps every post that is stored, and reads the sources again", err, dir)
	}
}

func says(err error, part string) bool { return strings.Contains(strings.ToLower(err.Error()), part) }
