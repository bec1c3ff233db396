package engine

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// hello is what the first packet of a client says of it. The packet is that of
// the native protocol of ClickHouse
// (https://clickhouse.com/docs/native-protocol/client): its number, a name, three
// numbers of versions, then database, user and password.
type hello struct {
	user, password string
	// raw is the packet as it came.
	raw []byte
}

const (
	helloPacket     = 0
	exceptionPacket = 2
	// authenticationFailed is ClickHouse's code for a login that is refused.
	authenticationFailed = 516
	// longestText bounds each text of a hello, in bytes.
	longestText = 1 << 10
)

var errNoHello = errors.New("engine: not the first packet of a ClickHouse client")

// readHello reads the first packet and nothing behind it.
func readHello(from *bufio.Reader) (hello, error) {
	p := packet{from: from}
	if p.number() != helloPacket || p.err != nil {
		return hello{}, errors.Join(errNoHello, p.err)
	}
	p.text() // the client's name
	for range 3 {
		p.number() // major and minor version, revision of the protocol
	}
	p.text() // the database
	h := hello{user: p.text(), password: p.text(), raw: p.raw}
	return h, p.err
}

// packet reads the fields of a packet and keeps its bytes. After an error all
// fields are empty.
type packet struct {
	from *bufio.Reader
	raw  []byte
	err  error
}

// ReadByte implements io.ByteReader for binary.ReadUvarint.
func (p *packet) ReadByte() (byte, error) {
	b, err := p.from.ReadByte()
	if err == nil {
		p.raw = append(p.raw, b)
	}
	return b, err
}

func (p *packet) number() uint64 {
	if p.err != nil {
		return 0
	}
	n, err := binary.ReadUvarint(p)
	p.err = err
	return n
}

func (p *packet) text() string {
	n := p.number()
	if p.err == nil && n > longestText {
		p.err = fmt.Errorf("engine: a text of %d bytes in a hello", n)
	}
	if p.err != nil {
		return ""
	}
	start := len(p.raw)
	p.raw = append(p.raw, make([]byte, n)...)
	_, p.err = io.ReadFull(p.from, p.raw[start:])
	return string(p.raw[start:])
}

// refusal is the packet that tells a client that its login failed.
func refusal(text string) []byte {
	var b []byte
	b = binary.AppendUvarint(b, exceptionPacket)
	b = binary.LittleEndian.AppendUint32(b, authenticationFailed)
	for _, s := range []string{"DB::Exception", text, ""} { // name, message, stack
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	return append(b, 0) // no exception within
}
