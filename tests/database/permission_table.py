"""Who may do what: each URL name of the project, with the least role that may use it.

A line is `Url(name, least role, methods, **kwargs)`; `methods` is "GET" unless said. The kwargs of the URL are
given as names in `permission_dataset.py`. Two lines for one URL say that its methods differ in role. A name that
ends in `*` stands for all URLs of a namespace that is not ours.

Adding a page: add its line to the section of its app. `test_permissions.py` fails until it is there.
"""

from dataclasses import dataclass

from factcheck.accounts.roles import Role

#: Also people who are not signed in.
ANYONE = None
VIEWER, REVIEWER, EDITOR, ADMIN = Role.VIEWER, Role.REVIEWER, Role.EDITOR, Role.ADMIN


@dataclass(frozen=True)
class Url:
    name: str
    least: Role | None
    methods: tuple[str, ...]
    kwargs: tuple[tuple[str, str], ...]

    def __init__(self, name: str, least: Role | None, methods: str = "GET", /, **kwargs: str) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "least", least)
        object.__setattr__(self, "methods", tuple(methods.split()))
        object.__setattr__(self, "kwargs", tuple(kwargs.items()))


WEB = [
    Url("web:theme", ANYONE, "POST"),
    Url("web:read_date", VIEWER),
]

#: allauth's own pages. Those for ANYONE show nothing of the desk.
SIGNING_IN = [
    Url("account_login", ANYONE, "GET POST"),
    Url("account_logout", ANYONE, "GET POST"),
    Url("account_inactive", ANYONE, "GET"),
    Url("account_signup", ANYONE, "GET POST"),
    Url("account_reset_password", ANYONE, "GET POST"),
    Url("account_reset_password_done", ANYONE),
    Url("account_reset_password_from_key", ANYONE, "GET POST", uidb36="uidb36", key="token"),
    Url("account_reset_password_from_key_done", ANYONE),
    Url("account_email_verification_sent", ANYONE),
    Url("account_confirm_email", ANYONE, "GET POST", key="token"),
    Url("account_confirm_login_code", ANYONE, "GET POST"),
    Url("mfa_authenticate", ANYONE, "GET POST"),
    Url("account_reauthenticate", VIEWER, "GET POST"),
    Url("account_email", VIEWER),
    Url("account_change_password", VIEWER, "GET POST"),
    Url("account_set_password", VIEWER, "GET POST"),
    Url("mfa_index", VIEWER),
    Url("mfa_reauthenticate", VIEWER, "GET POST"),
    Url("mfa_activate_totp", VIEWER, "GET POST"),
    Url("mfa_deactivate_totp", VIEWER, "GET POST"),
    Url("mfa_view_recovery_codes", VIEWER),
    Url("mfa_generate_recovery_codes", VIEWER, "GET POST"),
    Url("mfa_download_recovery_codes", VIEWER),
    Url("usersessions_list", VIEWER, "GET POST"),
]

ACCOUNTS = [
    Url("accounts:accept_invitation", ANYONE, "GET POST", token="token"),
    Url("accounts:sign_in", ANYONE, "GET POST", token="token"),
    Url("accounts:kept", VIEWER),
    Url("accounts:signed_in_again", VIEWER),
    Url("accounts:send_kept", VIEWER, "POST"),
    Url("accounts:discard_kept", VIEWER, "POST"),
    Url("accounts:profile", VIEWER, "GET POST"),
    Url("accounts:new_password", VIEWER, "GET POST"),
    Url("accounts:end_session", VIEWER, "POST", pk="session"),
    Url("accounts:people", ADMIN),
    Url("accounts:invite", ADMIN, "GET POST"),
    Url("accounts:person", ADMIN, "GET POST", key="person"),
    Url("accounts:deactivate", ADMIN, "POST", key="person"),
    Url("accounts:reactivate", ADMIN, "POST", key="person"),
    Url("accounts:switch_off_totp", ADMIN, "GET POST", key="person"),
    Url("accounts:new_sign_in_link", ADMIN, "POST", key="person"),
    Url("accounts:resend_invitation", ADMIN, "POST", key="invitation"),
    Url("accounts:withdraw_invitation", ADMIN, "POST", key="invitation"),
    Url("accounts:desk_settings", ADMIN, "GET POST"),
]

SOURCES = [
    Url("sources:list", VIEWER),
    Url("sources:detail", VIEWER, key="source"),
    Url("sources:export", VIEWER, "POST"),
    Url("sources:new", REVIEWER, "GET POST"),
    Url("sources:import", EDITOR, "GET POST"),
    Url("sources:edit", REVIEWER, "GET POST", key="source"),
    Url("sources:add_domain", REVIEWER, "GET POST", key="source"),
    Url("sources:remove_domain", REVIEWER, "POST", key="source", domain_key="source_domain"),
    Url("sources:relate", REVIEWER, "GET POST", key="source"),
    Url("sources:unrelate", REVIEWER, "POST", key="source", relation_key="source_relation"),
    Url("sources:merge", EDITOR, "GET POST", key="source"),
    Url("sources:unmerge", EDITOR, "GET POST", key="merged_source"),
    Url("sources:retract", EDITOR, "GET POST", key="source"),
]

DOCUMENTS = [
    Url("documents:list", VIEWER),
    Url("documents:detail", VIEWER, key="document"),
    Url("documents:select", REVIEWER, "GET POST", key="document"),
    Url("documents:find_quote", REVIEWER, "POST", key="document"),
    Url("documents:undo_mark", REVIEWER, "POST", key="document"),
    Url("documents:suggested", VIEWER, key="document"),
    Url("documents:answer_suggested", REVIEWER, "POST", key="document"),
    Url("documents:pick", VIEWER),
    Url("documents:proof", VIEWER, key="document"),
    Url("documents:bytes", VIEWER, key="document"),
    Url("documents:page_image", VIEWER, key="picture", number="page_number"),
    Url("documents:type", REVIEWER, "GET POST", key="picture"),
    Url("documents:read_again", REVIEWER, "POST", key="picture"),
    Url("documents:import", REVIEWER, "GET POST"),
    Url("documents:imports", VIEWER),
    Url("documents:import_detail", VIEWER, key="import"),
    Url("documents:import_bytes", VIEWER, key="import", number="page_number"),
    Url("documents:cancel_import", REVIEWER, "POST", key="import"),
    Url("documents:retry_import", REVIEWER, "POST", key="import"),
    Url("documents:facts", REVIEWER, "GET POST", key="document"),
    Url("documents:relations", REVIEWER, key="document"),
    Url("documents:suggestions", REVIEWER, "GET POST"),
    Url("documents:suggestion", REVIEWER, "GET POST", key="suggestion"),
    Url("documents:same_work", REVIEWER, "POST", key="document"),
    Url("documents:relate", REVIEWER, "POST", key="document"),
    Url("documents:capture", REVIEWER, "GET POST"),
    Url("documents:capture_here", REVIEWER, "GET POST"),
    Url("documents:fetches", VIEWER),
    Url("documents:fetch", VIEWER, key="fetch"),
    Url("documents:fetch_warc", VIEWER, key="fetch"),
    Url("documents:changes", VIEWER, key="document"),
    Url("documents:watch", REVIEWER, "POST", key="document"),
    Url("documents:finding", VIEWER, key="finding"),
    Url("documents:answer_finding", REVIEWER, "POST", key="finding"),
    Url("documents:seal", REVIEWER, "GET POST", key="document"),
    Url("documents:hide", EDITOR, "POST", key="document"),
    Url("documents:seal_words", REVIEWER, "POST", key="document"),
    Url("documents:give_access", REVIEWER, "POST", key="document"),
    Url("documents:end_access", REVIEWER, "POST", key="document"),
    Url("documents:unseal", REVIEWER, "POST", key="document"),
    Url("documents:redact", EDITOR, "GET POST", key="document"),
    Url("documents:agree_redaction", EDITOR, "POST", key="document"),
    Url("documents:close_redaction", EDITOR, "POST", key="document"),
    Url("documents:withdraw_relation", REVIEWER, "GET POST", key="document_relation"),
]

PASSAGES: list[Url] = []

CLAIMS = [
    Url("claims:list", VIEWER),
    Url("claims:detail", VIEWER, key="claim"),
    Url("claims:pick", VIEWER),
    Url("claims:suggestions", VIEWER, key="claim"),
    Url("claims:suggestion_answer", REVIEWER, "POST", key="claim"),
    Url("claims:suggestion_words", REVIEWER, key="claim"),
    Url("claims:suggestions_dismissed", VIEWER, key="claim"),
    Url("claims:suggestion_undo", REVIEWER, "POST", key="claim", answer_key="suggestion_answer"),
    Url("claims:new", REVIEWER, "GET POST"),
    Url("claims:edit", REVIEWER, "GET POST", key="claim"),
    Url("claims:new_part", REVIEWER, "GET POST", key="claim"),
    Url("claims:new_reading", REVIEWER, "GET POST", key="claim"),
    Url("claims:attach_part", REVIEWER, "GET POST", key="claim"),
    Url("claims:detach_part", REVIEWER, "GET POST", key="claim_part"),
    Url("claims:triage", REVIEWER, "GET POST", key="claim"),
    Url("claims:triaged", REVIEWER, "POST", key="claim"),
    Url("claims:drop", REVIEWER, "GET POST", key="claim"),
    Url("claims:take_up", REVIEWER, "POST", key="claim"),
    Url("claims:change_many", REVIEWER, "POST"),
    Url("claims:save_view", VIEWER, "POST"),
    Url("claims:view", VIEWER, key="saved_view"),
    Url("claims:delete_view", VIEWER, "POST", key="saved_view"),
    Url("claims:appearance_withdraw", REVIEWER, "GET POST", key="appearance"),
    Url("claims:appearance_edit", REVIEWER, "GET POST", key="appearance"),
    Url("claims:closest", VIEWER),
    Url("claims:link", REVIEWER, "GET POST", key="claim"),
    Url("claims:link_withdraw", REVIEWER, "POST", key="claim_link"),
    Url("claims:earlier", VIEWER),
    Url("claims:earlier_detail", VIEWER, key="earlier_check"),
    Url("claims:import_earlier", REVIEWER, "GET POST"),
    Url("claims:take_back_earlier", REVIEWER, "GET POST", key="earlier_check"),
    Url("claims:claimant_edit", REVIEWER, "GET POST", key="claimant"),
]

EVIDENCE = [
    Url("evidence:edit", REVIEWER, "GET POST", key="evidence"),
    Url("evidence:translation", REVIEWER, "GET POST", key="evidence"),
    Url("evidence:withdraw", REVIEWER, "GET POST", key="evidence"),
    Url("evidence:undo", REVIEWER, "POST", key="evidence"),
    Url("evidence:judge", REVIEWER, "GET POST", key="kept"),
    Url("evidence:put_away", REVIEWER, "POST", key="kept"),
    Url("evidence:search_new", REVIEWER, "GET POST", claim="claim"),
    Url("evidence:search_edit", REVIEWER, "GET POST", key="search"),
    Url("evidence:search_withdraw", REVIEWER, "GET POST", key="search"),
    Url("evidence:enquiry_new", REVIEWER, "GET POST", claim="claim"),
    Url("evidence:enquiry_edit", REVIEWER, "GET POST", key="enquiry"),
    Url("evidence:enquiry_withdraw", REVIEWER, "GET POST", key="enquiry"),
    Url("evidence:templates", VIEWER),
    Url("evidence:template_new", EDITOR, "GET POST"),
    Url("evidence:template_edit", EDITOR, "GET POST", key="enquiry_template"),
]

VERDICTS = [
    Url("verdicts:start", REVIEWER, "POST", key="claim"),
    Url("verdicts:detail", VIEWER, key="verdict"),
    Url("verdicts:edit", REVIEWER, "GET POST", key="verdict"),
    Url("verdicts:preview", REVIEWER, "POST", key="verdict"),
    Url("verdicts:submit", REVIEWER, "POST", key="verdict"),
    Url("verdicts:settle_edit", REVIEWER, "POST", key="proposed_edit"),
    Url("verdicts:approve", EDITOR, "POST", key="verdict"),
    Url("verdicts:return", EDITOR, "POST", key="verdict"),
    Url("verdicts:propose_edit", EDITOR, "POST", key="verdict"),
    Url("verdicts:check_reference", EDITOR, "POST", key="verdict"),
    Url("verdicts:reopen", EDITOR, "GET POST", key="verdict"),
    Url("verdicts:revise", REVIEWER, "GET POST", key="verdict"),
    Url("verdicts:withdraw", EDITOR, "GET POST", key="verdict"),
    Url("verdicts:ask_opinions", REVIEWER, "GET POST", key="claim"),
    Url("verdicts:opinion_round", VIEWER, key="opinion_round"),
    Url("verdicts:give_opinion", REVIEWER, "GET POST", key="opinion_round"),
    Url("verdicts:settle_round", EDITOR, "POST", key="opinion_round"),
    Url("verdicts:note_dissent", REVIEWER, "POST", key="opinion_round"),
    Url("verdicts:cancel_round", REVIEWER, "GET POST", key="opinion_round"),
    Url("verdicts:agreement", REVIEWER),
    Url("verdicts:agreement_pairs", REVIEWER),
    Url("verdicts:stale_list", VIEWER),
    Url("verdicts:stale", REVIEWER, "GET POST", key="stale_item"),
    Url("verdicts:scales", ADMIN),
    Url("verdicts:new_scale", ADMIN, "GET POST"),
    Url("verdicts:activate_scale", ADMIN, "POST", key="scale"),
    Url("verdicts:policies", VIEWER),
    Url("verdicts:new_policy", ADMIN, "GET POST"),
    Url("verdicts:activate_policy", ADMIN, "POST", key="policy"),
]

REPORTS = [
    Url("reports:list", VIEWER),
    Url("reports:detail", VIEWER, key="approved"),
    Url("reports:claimreview", VIEWER, key="published"),
    Url("reports:export", VIEWER, "GET POST"),
    Url("reports:publish", EDITOR, "GET POST", key="approved"),
    Url("reports:versions", VIEWER, key="published"),
    Url("reports:notice", EDITOR, "GET POST", key="published"),
    Url("reports:lift_notice", EDITOR, "POST", key="published"),
    Url("reports:complain", REVIEWER, "GET POST", key="published"),
    Url("reports:complaints", REVIEWER),
    Url("reports:complaint", REVIEWER, key="complaint"),
    Url("reports:decide_complaint", EDITOR, "POST", key="complaint"),
    Url("reports:answer_complaint", REVIEWER, "POST", key="complaint"),
    Url("reports:link_correction", REVIEWER, "POST", key="complaint"),
    Url("reports:erase_complainant", EDITOR, "GET POST", key="complaint"),
]

AUDIT = [
    Url("audit:list", VIEWER),
    Url("audit:history", VIEWER, public_id="claim_id"),
]

DISCUSSION = [
    Url("discussion:detail", VIEWER, key="thread"),
    Url("discussion:write", REVIEWER, "POST", key="thread"),
    Url("discussion:resolve", REVIEWER, "POST", key="thread"),
    Url("discussion:reopen", REVIEWER, "POST", key="thread"),
    Url("discussion:edit", REVIEWER, "GET POST", key="comment"),
    Url("discussion:about", VIEWER, public_id="claim_id"),
    Url("discussion:open", REVIEWER, "POST", public_id="evidence_id"),
]

NOTIFICATIONS = [
    Url("notifications:list", VIEWER),
    # Somebody else's, for everybody who asks: 404 is told to whoever may ask.
    Url("notifications:open", VIEWER, key="notification"),
    Url("notifications:read_all", VIEWER, "POST"),
    Url("notifications:preferences", VIEWER, "GET POST"),
]

DESK = [
    Url("desk:home", VIEWER),
    Url("desk:home_by_name", VIEWER),
    Url("desk:impact", VIEWER, public="source_id"),
    Url("desk:search", VIEWER),
    Url("desk:figures", REVIEWER),
    Url("desk:figure", REVIEWER, key="figure_name"),
]

#: Pages about what belongs to one person: everybody else gets 404, whatever their role.
OF_ONE_PERSON = {"discussion:edit", "notifications:open"}

TABLE = [
    *WEB,
    *SIGNING_IN,
    *ACCOUNTS,
    *SOURCES,
    *DOCUMENTS,
    *PASSAGES,
    *CLAIMS,
    *EVIDENCE,
    *VERDICTS,
    *REPORTS,
    *AUDIT,
    *DESK,
    *DISCUSSION,
    *NOTIFICATIONS,
    # Django's admin: walked by a test of its own, which needs no line for each model.
    Url("admin:*", ADMIN, "GET POST"),
]
