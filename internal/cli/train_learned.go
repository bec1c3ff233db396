package cli

import (
	"earshot/analyzer/sentiment/evaluate"
	"earshot/analyzer/sentiment/registry"
)

// learnedJSON is what train --add prints with --json.
type learnedJSON struct {
	Model       string      `json:"model"`
	InUse       string      `json:"in_use"`
	Corrections int         `json:"corrections"`
	Rows        int         `json:"rows"`
	HeldOut     int         `json:"held_out"`
	Better      bool        `json:"better"`
	Why         string      `json:"why"`
	P           float64     `json:"p"`
	Present     figuresJSON `json:"present"`
	Tuned       figuresJSON `json:"tuned"`
}

// figuresJSON are the figures of one model.
type figuresJSON struct {
	Accuracy    float64 `json:"accuracy"`
	MacroRecall float64 `json:"macro_recall"`
	Kappa       float64 `json:"kappa"`
	ECE         float64 `json:"calibration_error"`
}

func newFiguresJSON(r *evaluate.Result) figuresJSON {
	return figuresJSON{Accuracy: r.Accuracy(), MacroRecall: r.MacroRecall(), Kappa: r.Kappa(), ECE: r.CalibrationError()}
}

func newLearnedJSON(l registry.Learned) learnedJSON {
	v := l.Verdict
	return learnedJSON{
		Model: l.Model, InUse: l.InUse, Corrections: l.Corrections, Rows: l.Rows, HeldOut: v.Texts, Better: v.Better, Why: v.Why, P: v.P,
		Present: newFiguresJSON(&v.Present), Tuned: newFiguresJSON(&v.Tuned),
	}
}
