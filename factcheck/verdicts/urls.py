from django.urls import path

from factcheck.verdicts.views import afterwards, agreement, opinions, policies, reviewing, scales, staleness, writing

app_name = "verdicts"

urlpatterns = [
    path("verdicts/begin/<C:key>/", writing.start, name="start"),
    path("verdicts/edits/<PE:key>/settle/", writing.settle_edit, name="settle_edit"),
    path("verdicts/<V:key>/", reviewing.detail, name="detail"),
    path("verdicts/<V:key>/edit/", writing.edit, name="edit"),
    path("verdicts/<V:key>/preview/", writing.preview, name="preview"),
    path("verdicts/<V:key>/submit/", writing.submit, name="submit"),
    path("verdicts/<V:key>/approve/", reviewing.approve, name="approve"),
    path("verdicts/<V:key>/return/", reviewing.return_to_author, name="return"),
    path("verdicts/<V:key>/propose/", reviewing.propose_edit, name="propose_edit"),
    path("verdicts/<V:key>/check/", reviewing.check_reference, name="check_reference"),
    path("verdicts/<V:key>/reopen/", afterwards.reopen, name="reopen"),
    path("verdicts/<V:key>/revise/", afterwards.revise, name="revise"),
    path("verdicts/<V:key>/withdraw/", afterwards.withdraw, name="withdraw"),
    path("opinions/ask/<C:key>/", opinions.ask, name="ask_opinions"),
    path("opinions/<OR:key>/", opinions.detail, name="opinion_round"),
    path("opinions/<OR:key>/give/", opinions.give, name="give_opinion"),
    path("opinions/<OR:key>/settle/", opinions.settle, name="settle_round"),
    path("opinions/<OR:key>/dissent/", opinions.dissent, name="note_dissent"),
    path("opinions/<OR:key>/cancel/", opinions.cancel, name="cancel_round"),
    path("desk/agreement/", agreement.agreement, name="agreement"),
    path("desk/agreement/pairs.csv", agreement.agreement_pairs, name="agreement_pairs"),
    path("verdicts/stale/", staleness.stale_list, name="stale_list"),
    path("verdicts/stale/<ST:key>/", staleness.stale, name="stale"),
    path("policies/", policies.policy_list, name="policies"),
    path("policies/new/", policies.new_policy, name="new_policy"),
    path("policies/<int:key>/activate/", policies.put_in_force, name="activate_policy"),
    path("scales/", scales.scale_list, name="scales"),
    path("scales/new/", scales.new_scale, name="new_scale"),
    path("scales/<int:key>/activate/", scales.make_current, name="activate_scale"),
]
