package image

import "slices"

const (
	// flatColours is how many colours are counted as those of areas, and flatShare the
	// share of the picture that they have where it was drawn and not photographed.
	flatColours, flatShare = 6, 0.6
	// alike is up to which difference two neighbours are the same colour, and alikeShare
	// the share of such neighbours in a drawn picture.
	alike, alikeShare = 6, 0.6
	// paper is how bright and how grey, paperShare how large the ground of a document is.
	paperLight, paperGrey, paperShare = 175, 28, 0.6
	// greyShare is the share of a document that has no colour.
	greyShare = 0.93
	// tall is how many times its width the height of a telephone's screen is.
	tall = 1.7
	// textEdges is the least share of neighbours across which there is an edge, where
	// there is text.
	textEdges = 0.006
)

// screenWidths are the widths of the screens of telephones and computers in use, in pixels.
func screenWidths() []int {
	return []int{
		640, 720, 750, 828, 1080, 1125, 1170, 1179, 1206, 1242, 1284, 1290, 1320, 1440, // telephones
		1280, 1366, 1470, 1512, 1536, 1600, 1680, 1728, 1920, 2160, 2304, 2560, 2880, 3024, 3440, 3456, 3840, // computers
	}
}

// look tells what kind of picture it is: documents are grey on paper, screenshots and
// graphics have areas of one colour, and screenshots the shape of a screen and text.
func look(img *nrgba, areas []area, width, height int) string {
	same, edges := neighbours(img)
	flat := 0.0
	for _, a := range areas[:min(len(areas), flatColours)] {
		flat += a.share
	}
	drawn := flat >= flatShare && same >= alikeShare
	screen := slices.Contains(screenWidths(), width) || slices.Contains(screenWidths(), height) || float64(height) >= tall*float64(width)
	switch {
	case isPaper(areas) && edges >= textEdges && !(drawn && screen):
		return LookDocument
	case !drawn:
		return LookPhoto
	case screen && edges >= textEdges:
		return LookScreenshot
	default:
		return LookGraphic
	}
}

// isPaper tells whether most of a picture is bright and nearly all of it without colour.
func isPaper(areas []area) bool {
	bright, grey := 0.0, 0.0
	for _, a := range areas {
		low, high := min(a.colour.R, a.colour.G, a.colour.B), max(a.colour.R, a.colour.G, a.colour.B)
		if high-low > paperGrey {
			continue
		}
		grey += a.share
		if low >= paperLight {
			bright += a.share
		}
	}
	return bright >= paperShare && grey >= greyShare
}

// neighbours are the shares of pixels that are like the one on their right, and of those
// that differ from it much.
func neighbours(img *nrgba) (same, edges float64) {
	const edge = 90
	b := img.Bounds()
	n, alikes, edged := 0, 0, 0
	for y := range b.Dy() {
		row := img.Pix[y*img.Stride : y*img.Stride+4*b.Dx()]
		for x := 4; x < len(row); x += 4 {
			most := 0
			for c := range 3 {
				most = max(most, max(int(row[x+c])-int(row[x-4+c]), int(row[x-4+c])-int(row[x+c])))
			}
			n++
			if most <= alike {
				alikes++
			}
			if most >= edge {
				edged++
			}
		}
	}
	if n == 0 { // of a column no pixel has a neighbour
		return 1, 0
	}
	return float64(alikes) / float64(n), float64(edged) / float64(n)
}
