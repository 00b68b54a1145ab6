"""What in a URL says how somebody came to a page, not which page it is. Data, for `normal_url`."""

#: Parameters that begin so.
TRACKING_PREFIXES = (
    *("utm_", "utm-", "mtm_", "piwik_", "matomo_", "hsa_", "_hs", "__hs", "vero_", "oly_", "itm_", "stm_", "wt.mc"),
    *("at_custom", "fb_action_", "fb_comment_", "pk_campaign", "pk_kwd", "ns_campaign", "mkt_tok"),
)

#: Whole names, lower case.
TRACKING = frozenset(
    {
        # advertising clicks
        *("gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad", "gad_source", "gad_campaignid", "fbclid", "msclkid"),
        *("twclid", "ttclid", "li_fat_id", "yclid", "ysclid", "igshid", "igsh", "epik", "srsltid", "rdt_cid", "scclid"),
        *("sccid", "irclickid", "irgwc", "cjevent", "zanpid", "awc", "clickid", "s_kwcid", "ef_id", "dicbo", "obclid"),
        *("tblci", "qclid", "pclid", "vmcid", "mibextid", "_openstat", "admitad_uid", "guccounter", "guce_referrer"),
        *("guce_referrer_sig", "wprov", "erid", "gs_l", "ved", "usqp"),
        # newsletters, analytics
        *("mc_cid", "mc_eid", "mc_tc", "_ga", "_gl", "_gid", "_ke", "_kx", "ck_subscriber_id", "bta_tid", "bta_c"),
        *("nr_email_referer", "elqtrackid", "elqtrack", "elq", "ml_subscriber", "ml_subscriber_hash", "rb_clickid"),
        *("sfmc_id", "sfmc_sub", "s_cid", "icid", "ncid", "cmpid", "cmp", "ocid", "mbid", "smid", "smtyp", "sr_share"),
        *("ito", "ftag", "xtor", "at_medium", "at_campaign", "at_link_id", "at_link_type", "at_ptr_name"),
        *("at_bbc_team", "at_format", "at_link_origin", "at_emailtype", "soc_src", "soc_trk", "spm", "share_token"),
        *("ref_src", "ref_url", "referrer", "trk", "trkcampaign", "trackingid", "shareduid", "sharetype"),
        *("pk_source", "pk_medium", "pk_content", "pk_cid", "ns_mchannel", "ns_source", "ns_linkname", "ns_fee", "__s"),
        *("wickedid", "sc_channel", "sc_campaign", "sc_cid", "trk_contact", "trk_msg", "trk_module", "trk_sid"),
        *("share_id", "share_source", "share_from", "fromshare", "nsukey", "tpcc", "taid", "hsctatracking"),
        # sessions that somebody's browser was given
        *("phpsessid", "jsessionid", "aspsessionid", "cfid", "cftoken"),
        # the AMP form of a page
        *("amp_js_v", "amp_gsa", "amp_ct", "is_amp", "isamp", "amphtml"),
    }
)

#: (name, value) that only choose the AMP or the mobile form.
FORMS_OF_A_PAGE = frozenset(
    {("outputtype", "amp"), ("output", "amp"), ("view", "amp"), ("format", "amp"), ("type", "amp")}
    | {("mobile", "1"), ("mobile", "true"), ("noamp", "mobile"), ("noamp", "available")}
    | {("amp", ""), ("amp", "1"), ("amp", "true"), ("amp", "y"), ("amp", "yes")}
    | {("feature", value) for value in ("share", "shared", "youtu.be", "emb_logo", "emb_title", "player_embedded")}
)

#: Labels before a host that lead to the same pages in another dress.
HOST_FORMS = frozenset({"www", "m", "mobile", "amp", "mobil", "touch"})

#: Second labels beneath which names are handed out ("co.uk"): no host of their own.
SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "gob", "gouv", "ac", "edu", "or", "ne", "go", "in", "nom"})

#: Hosts of AMP caches, or endings of them, and the path that leads to the page's own address.
AMP_CACHES = (
    ("cdn.ampproject.org", r"/(?:c|v|i|r|a|wp)/(s/)?(.+)"),
    ("bing-amp.com", r"/(?:c|v|i|r|a)/(s/)?(.+)"),
    ("google.", r"/amp/(s/)?(.+)"),
)
