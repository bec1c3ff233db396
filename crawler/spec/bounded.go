package spec

import "earshot/internal/yamlbound"

// bounded returns a fault where a file is not to be parsed.
func bounded(data []byte) *Fault {
	if fault := yamlbound.Check(data); fault != nil {
		return &Fault{Line: fault.Line, Says: fault.Says}
	}
	return nil
}
