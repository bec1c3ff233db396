package dashboard

import (
	"errors"
	"net/http"

	"earshot/dashboard/component"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// retryParked has a parked message worked on again.
func (s *site) retryParked(w http.ResponseWriter, r *http.Request) error {
	return s.unpark(w, r, func(p Parking) error { return p.Retry(r.Context(), r.PathValue("id")) })
}

// dropParked deletes a parked message.
func (s *site) dropParked(w http.ResponseWriter, r *http.Request) error {
	return s.unpark(w, r, func(p Parking) error { return p.Drop(r.Context(), r.PathValue("id")) })
}

// retryAllParked has all parked messages worked on again. One of a source that is being
// crawled stays.
func (s *site) retryAllParked(w http.ResponseWriter, r *http.Request) error {
	return s.unpark(w, r, func(p Parking) error {
		list, err := p.Parked(r.Context())
		if err != nil {
			return err
		}
		var faults []error
		for _, m := range list {
			if err := p.Retry(r.Context(), m.ID); err != nil && social.CodeOf(err) != social.CodeConflict && social.CodeOf(err) != social.CodeNotFound {
				faults = append(faults, err)
			}
		}
		return errors.Join(faults...)
	})
}

// unpark does something about parked messages, and answers with those that are left.
// One that is gone already is what was wanted.
func (s *site) unpark(w http.ResponseWriter, r *http.Request, do func(Parking) error) error {
	if s.Parking == nil {
		return social.Errorf(social.CodeUnavailable, "this process works on no messages")
	}
	if err := do(s.Parking); err != nil && social.CodeOf(err) != social.CodeNotFound {
		return err
	}
	if !isFragment(r) {
		http.Redirect(w, r, "/sources", http.StatusSeeOther)
		return nil
	}
	list, err := s.Parking.Parked(r.Context())
	if err != nil {
		return err
	}
	v, _ := s.look(r)
	return s.render(w, r, component.ParkedList(viewmodel.Parked(list, s.now(v))))
}
