package paddle

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"io"
	"os"

	"earshot/analyzer/ocr"
)

const (
	// libraryChildEnv marks a process as the child that reads; its value is ONNX Runtime,
	// that of modelsChildEnv the folder of the weights.
	libraryChildEnv = "EARSHOT_OCR_CHILD_LIBRARY"
	modelsChildEnv  = "EARSHOT_OCR_CHILD_MODELS"
	// mostPixels is the largest picture a child takes.
	mostPixels = 8_000_000
	// mostMemory is what a child may allocate, in bytes: about twice what the largest
	// picture takes.
	mostMemory = 2 << 30
	// mostAnswer is the longest answer of a child, in bytes.
	mostAnswer = 1 << 20
)

// A child reads pictures from its standard input, each as width and height (4 bytes each,
// little endian) and four bytes a pixel, and writes an answer for each: its length (4
// bytes) and an answer as JSON. It begins with an answer that tells whether it could
// load what it reads with, and ends when its input does.

// answer is what a child says of a picture.
type answer struct {
	Lines []ocr.Line `json:"lines,omitempty"`
	// Fault is why the picture could not be read.
	Fault string `json:"fault,omitempty"`
}

// ServeIfChild is to be called before main does anything else. In a process that was
// made to read pictures it does that and exits; in any other it returns at once.
func ServeIfChild() {
	library := os.Getenv(libraryChildEnv)
	if library == "" {
		return
	}
	if err := serve(Place{Library: library, Models: os.Getenv(modelsChildEnv)}, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// serve reads pictures until there are no more.
func serve(at Place, in io.Reader, out io.Writer) error {
	bound(mostMemory)
	m, err := open(at)
	if err != nil {
		return errors.Join(reply(out, answer{Fault: err.Error()}), err)
	}
	if err := reply(out, answer{}); err != nil {
		return err
	}
	pictures := bufio.NewReaderSize(in, 1<<20)
	for {
		img, err := receive(pictures)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		lines, err := m.lines(img)
		a := answer{Lines: lines}
		if err != nil {
			a = answer{Fault: err.Error()}
		}
		if err := reply(out, a); err != nil {
			return err
		}
	}
}

// receive reads a picture; io.EOF where there is none.
func receive(in io.Reader) (*image.RGBA, error) {
	var size [2]uint32
	if err := binary.Read(in, binary.LittleEndian, &size); err != nil {
		return nil, err
	}
	w, h := uint64(size[0]), uint64(size[1])
	if w == 0 || h == 0 || w*h > mostPixels {
		return nil, fmt.Errorf("paddle: a picture of %d x %d pixels", w, h)
	}
	img := image.NewRGBA(image.Rect(0, 0, int(w), int(h)))
	if _, err := io.ReadFull(in, img.Pix); err != nil {
		return nil, fmt.Errorf("paddle: a picture is cut short: %w", err)
	}
	return img, nil
}

func reply(out io.Writer, a answer) error {
	data, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("paddle: write an answer: %w", err)
	}
	_, err = out.Write(append(binary.LittleEndian.AppendUint32(nil, uint32(len(data))), data...))
	return err
}
