package identity

import (
	"slices"
	"strings"
)

// trackingPrefixes are how the names of parameters begin that say where a reader
// came from: Google's and Matomo's campaigns, HubSpot, AT Internet, Adobe,
// Mailchimp, Piwik, Yandex, Vero, Drip, Olytics.
var trackingPrefixes = []string{
	"utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "_hs", "__hs", "at_", "mc_", "ga_", "fb_", "vero_", "oly_", "itm_", "wt.", "wt_", "ns_", "stm_", "sc_c", "trk_", "tt_", "oft_",
}

// trackingNames are such parameters by their whole names, as the lists of
// ClearURLs, Brave and Firefox have them.
var trackingNames = map[string]bool{
	"fbclid": true, "gclid": true, "gclsrc": true, "dclid": true, "gbraid": true, "wbraid": true, "msclkid": true, "twclid": true, "ttclid": true, "li_fat_id": true,
	"igshid": true, "igsh": true, "yclid": true, "ymclid": true, "ysclid": true, "_openstat": true, "rb_clickid": true, "s_cid": true, "srsltid": true, "epik": true,
	"mkt_tok": true, "cmp": true, "cmpid": true, "campaign": true, "campaignid": true, "campaign_id": true, "icid": true, "ito": true, "ncid": true, "ocid": true,
	"spm": true, "scm": true, "share_token": true, "share_from": true, "share_source": true, "share_medium": true, "vd_source": true, "spm_id_from": true, "xsec_token": true, "xsec_source": true,
	"ref": true, "ref_": true, "ref_src": true, "ref_url": true, "refsrc": true, "referrer": true, "referer": true, "refer": true, "partner": true, "smid": true, "smtyp": true,
	"ceid": true, "emci": true, "emdi": true, "ved": true, "usg": true, "sca_esv": true, "guccounter": true, "guce_referrer": true, "guce_referrer_sig": true,
	"__twitter_impression": true, "_ga": true, "_gl": true, "_ke": true, "bbeml": true, "cvid": true, "ns_mchannel": true, "sref": true, "sr_share": true, "s_kwcid": true,
	"jsessionid": true, "phpsessid": true, "sid": true, "sessionid": true, "wickedid": true, "zanpid": true, "dm_i": true, "ml_subscriber": true, "ml_subscriber_hash": true, "rss": true, "xtor": true,
}

// trackingValues are parameters that say where a reader came from if they have one
// of these values, or one that begins so.
var trackingValues = map[string][]string{
	"source": {"rss", "feed", "twitter", "facebook", "newsletter", "email"}, "from": {"rss", "feed", "timeline", "singlemessage", "groupmessage"}, "src": {"rss", "feed"},
	"output": {"rss"}, "feed": {"rss"}, "format": {"rss"},
}

func isTracking(name, value string) bool {
	if trackingNames[name] || slices.ContainsFunc(trackingPrefixes, func(p string) bool { return strings.HasPrefix(name, p) }) {
		return true
	}
	return slices.ContainsFunc(trackingValues[name], func(v string) bool { return strings.HasPrefix(value, v) })
}
