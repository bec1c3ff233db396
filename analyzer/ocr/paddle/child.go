package paddle

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"earshot/internal/social"
)

// child is a running process that reads.
type child struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.ReadCloser
	errors *tail
}

// start runs a program as a child that reads, and waits until it can, at most for timeLimit.
func start(program string, at Place) (_ *child, err error) {
	c := &child{cmd: exec.Command(program), errors: &tail{}}
	c.cmd.Args = []string{"earshot-ocr"}
	c.cmd.Env = append(environment(), libraryChildEnv+"="+at.Library, modelsChildEnv+"="+at.Models)
	c.cmd.Stderr = c.errors
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // what is typed at a terminal is not for it
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("paddle: make pipe: %w", err)
	}
	if c.out, err = c.cmd.StdoutPipe(); err != nil {
		return nil, fmt.Errorf("paddle: make pipe: %w", err)
	}
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("paddle: start: %w", err)
	}
	// One that hangs while it loads is ended, which ends its answer.
	late := time.AfterFunc(timeLimit, func() { _ = c.cmd.Process.Kill() })
	hello, err := c.answer()
	late.Stop()
	if err != nil {
		return nil, fmt.Errorf("paddle: the process that reads does not start: %w", errors.Join(err, c.end()))
	}
	if hello.Fault != "" {
		return nil, errors.Join(social.Errorf(social.CodeUnavailable, "%s", hello.Fault), c.end())
	}
	return c, nil
}

// environment is what a child knows of its parent's: no tokens and passwords.
func environment() []string {
	return slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "EARSHOT_") || strings.HasPrefix(v, "AWS_")
	})
}

// read sends a picture and waits for the answer. An error says that the process is of no
// more use.
func (c *child) read(img *image.NRGBA) (answer, error) {
	size := img.Bounds().Size()
	if _, err := c.in.Write(binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, uint32(size.X)), uint32(size.Y))); err != nil {
		return answer{}, err
	}
	for y := range size.Y {
		row := img.Pix[y*img.Stride:]
		if _, err := c.in.Write(row[:4*size.X]); err != nil {
			return answer{}, err
		}
	}
	return c.answer()
}

func (c *child) answer() (a answer, err error) {
	var length uint32
	if err := binary.Read(c.out, binary.LittleEndian, &length); err != nil {
		return a, err
	}
	if length > mostAnswer {
		return a, fmt.Errorf("an answer of %d bytes", length)
	}
	data := make([]byte, length)
	if _, err := io.ReadFull(c.out, data); err != nil {
		return a, err
	}
	return a, json.Unmarshal(data, &a)
}

// end ends the process, however it stands, and says how it ended and what it said last.
func (c *child) end() error {
	c.in.Close()
	_ = c.cmd.Process.Kill()
	err := c.cmd.Wait()
	if said := c.errors.String(); said != "" {
		return fmt.Errorf("%v: %s", err, said)
	}
	return err
}

// tail keeps the end of what is written to it.
type tail struct{ kept []byte }

// mostTail is how much of it, in bytes.
const mostTail = 500

func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	t.kept = slices.Clone(t.kept[max(len(t.kept)-mostTail, 0):])
	return len(p), nil
}

func (t *tail) String() string { return strings.Join(strings.Fields(string(t.kept)), " ") }
