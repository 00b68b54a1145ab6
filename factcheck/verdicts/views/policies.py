"""The desk's rules: which are in force, for everybody; their versions and the next one, for admins."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck.accounts.permissions import SignedInRequest, admin_required
from factcheck.accounts.roles import Role
from factcheck.claims.models import Kind
from factcheck.database.objects import key_of
from factcheck.verdicts.models import Policy, PolicyRule
from factcheck.verdicts.policy.catalogue import RULES, Rule
from factcheck.verdicts.policy.forms import PolicyForm, rule_forms
from factcheck.verdicts.policy.versions import activate_policy, publish_policy


@dataclass(frozen=True)
class Row:
    """A rule of a policy as the page shows it; `rule` None: this program does not know it."""

    policy_rule: PolicyRule
    rule: Rule | None
    kinds: str
    minimum: int | None


@require_GET
def policy_list(request: SignedInRequest) -> HttpResponse:
    """All versions, the one in force first: what was sent earlier was sent under an earlier one."""
    policies = (
        Policy.objects.prefetch_related("rules").select_related("made_by").order_by("-is_current", "name", "-number")
    )
    context = {
        "policies": [(policy, [_row(row) for row in policy.rules.all()]) for policy in policies],
        "may_change": request.user.has_role(Role.ADMIN),
    }
    return render(request, "verdicts/policies.html", context)


def _row(row: PolicyRule) -> Row:
    rule = RULES.get(row.rule)
    kinds = row.kinds or (rule.kinds if rule else ())
    words = ", ".join(Kind(kind).in_short for kind in kinds if kind in Kind)
    every = len(kinds) == len(Kind)
    return Row(row, rule, _("every kind") if every else words, row.minimum)


@require_http_methods(["GET", "POST"])
@admin_required
def new_policy(request: SignedInRequest) -> HttpResponseBase:
    """The next version of a policy, begun from the one that is in force or that the address names."""
    posted = request.POST if request.method == "POST" else None
    start = _start(request)
    form = PolicyForm(posted, initial={"name": start.name if start else ""})
    rows = rule_forms(posted, start)
    if posted is not None and all([form.is_valid(), *(row.is_valid() for row in rows)]):
        asked = [rule for row in rows if (rule := row.as_asked())]
        policy = publish_policy(rules=asked, by=request.user, **form.cleaned_data)
        messages.success(request, _made(policy))
        return redirect("verdicts:policies")
    status = 422 if posted is not None else 200
    return render(request, "verdicts/new_policy.html", {"form": form, "rows": rows, "start": start}, status=status)


def _start(request: SignedInRequest) -> Policy | None:
    key = key_of(request.GET.get("from", ""), Policy.KIND)
    named = Policy.objects.filter(pk=key) if key else Policy.objects.filter(is_current=True)
    return named.prefetch_related("rules").first()


def _made(policy: Policy) -> str:
    if policy.is_current:
        return _("%(policy)s is in force from now on. What was sent keeps the rules it was sent under.") % {
            "policy": policy
        }
    return _("%(policy)s is kept. Put it in force when you want to.") % {"policy": policy}


@require_POST
@admin_required
def put_in_force(request: SignedInRequest, key: int) -> HttpResponseBase:
    policy = get_object_or_404(Policy, pk=key)
    activate_policy(policy=policy)
    messages.success(request, _made(policy))
    return redirect("verdicts:policies")
