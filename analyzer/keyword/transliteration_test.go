package keyword

import (
	"strings"
	"testing"
)

func TestForeignNamesAreWhole(t *testing.T) {
	e := New()
	for text, want := range map[string]string{
		"今天布鲁莱恩很好喝": "今天/布鲁莱恩/很好/喝",
		"今天布魯萊恩很好喝": "今天/布魯萊恩/很好/喝",
		"去康托索买咖啡":   "去/康托索/买/咖啡",
		"诺思温德的服务":   "诺思温德/的/服务",
		"法布里卡姆太贵了":  "法布里卡姆/太贵/了",
		"奥利奥和肯德基":   "奥利奥/和/肯德基",
		// Words that are in the dictionary stay as they are.
		"特斯拉和阿里巴巴": "特斯拉/和/阿里巴巴",
		"巴西的马克来了":  "巴西/的/马克/来/了",
		"拿铁咖啡很好喝":  "拿铁/咖啡/很好/喝",
	} {
		if got := strings.Join(e.SegmentChinese(text), "/"); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestRepeatedChineseNamesAreWhole(t *testing.T) {
	e := New()
	for text, name := range map[string]string{
		"明月咖啡馆的服务不错，明月咖啡馆的甜点也好": "明月咖啡馆",
		"布鲁莱恩的拿铁太酸了，布鲁莱恩服务不错":   "布鲁莱恩",
	} {
		keywords := e.Keywords(text, "zh", nil)
		found := false
		for _, k := range keywords {
			found = found || k == name
			if k != name && strings.Contains(name, k) {
				t.Errorf("%s: %s is a part of %s", text, k, name)
			}
		}
		if !found {
			t.Errorf("%s: %q has no %s", text, keywords, name)
		}
	}
}
