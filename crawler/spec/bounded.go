package spec

import "earshot/internal/yamlbound"

// bounded returns a file as UTF-8, or a fault where it is not to be parsed.
func bounded(data []byte) ([]byte, *Fault) {
	data, fault := yamlbound.Text(data)
	if fault == nil {
		fault = yamlbound.Check(data)
	}
	if fault != nil {
		return nil, &Fault{Line: fault.Line, Says: fault.Says}
	}
	return data, nil
}
