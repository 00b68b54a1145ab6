"""How each rule is judged: from the facts, and the minimum of rules that count."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.passages.names import same_voice_key
from factcheck.verdicts.policy.facts import Facts, Finding, Piece

#: How many ids a sentence names before it only counts.
NAMED = 5


def met(detail: str) -> Finding:
    return Finding("pass", detail)


def left_open(detail: str) -> Finding:
    return Finding("open", detail)


def does_not_apply(detail: str) -> Finding:
    return Finding("not_applicable", detail)


def _met_if(settled: bool, detail: str) -> Finding:
    return met(detail) if settled else left_open(detail)


def _no_side(facts: Facts) -> Finding | None:
    """Why nothing can be counted for the rating, if so."""
    words = {
        "none": _("No rating is chosen yet."),
        "outside": _("The rating is outside of the range: no side is counted for it."),
        "middle": _("The rating is in the middle of the range: no side is counted for it."),
    }
    return does_not_apply(words[facts.leaning]) if facts.leaning in words else None


def _named(pieces: list[Piece]) -> str:
    ids = [piece.public_id for piece in pieces[:NAMED]]
    return ", ".join([*ids, "…"] if len(pieces) > NAMED else ids)


def _supporting(facts: Facts) -> list[Piece]:
    return [piece for piece in facts.pieces if piece.supports and piece.central and piece.counted]


def independent_origins(facts: Facts, minimum: int) -> Finding:
    """In the middle of the range no side is counted; with nothing on the board it is open there all the same."""
    if facts.leaning == "middle" and not facts.pieces:
        return left_open(_("Nothing is on the board."))
    if (no_side := _no_side(facts)) is not None:
        return no_side
    have = facts.independent
    if have >= minimum:
        words = ngettext(
            "%(have)d independent origin supports the rating on the central point.",
            "%(have)d independent origins support the rating on the central point.",
            have,
        )
        return met(f"{words % {'have': have}}{_of_unknown_source(facts)}")
    words = ngettext(
        "%(have)d of %(minimum)d independent origin supports the rating on the central point.",
        "%(have)d of %(minimum)d independent origins support the rating on the central point.",
        minimum,
    )
    return left_open(f"{words % {'have': have, 'minimum': minimum}}{_of_unknown_source(facts)}")


def _of_unknown_source(facts: Facts) -> str:
    """A sentence to follow the count, where it counts what nobody has named."""
    if not (count := facts.of_unknown_source):
        return ""
    if facts.independent == 1:
        return " " + _("It is from a source that is not known.")
    words = ngettext(
        "%(count)d of them is from a source that is not known.",
        "%(count)d of them are from sources that are not known.",
        count,
    )
    return f" {words % {'count': count}}"


def record_or_witnesses(facts: Facts, minimum: int) -> Finding:
    """The words themselves, on the record at first hand or in a record the source keeps; or enough who heard them."""
    if (no_side := _no_side(facts)) is not None:
        return no_side
    first_hand = [piece for piece in _supporting(facts) if piece.first_hand]
    records = [p for p in first_hand if p.voice == "on_record" or (p.voice == "own_observation" and not p.speaker)]
    if records:
        return met(_("The original record is on the board: %(ids)s.") % {"ids": _named(records)})
    have = len({same_voice_key(p.speaker) for p in first_hand if p.voice == "own_observation"})
    if have >= minimum:
        words = ngettext("%(have)d witness who was there.", "%(have)d witnesses who were there.", have)
        return met(words % {"have": have})
    words = ngettext(
        "No original record; %(have)d of %(minimum)d witness who was there.",
        "No original record; %(have)d of %(minimum)d witnesses who were there.",
        minimum,
    )
    return left_open(words % {"have": have, "minimum": minimum})


def first_hand(facts: Facts, minimum: int) -> Finding:
    if (no_side := _no_side(facts)) is not None:
        return no_side
    found = [piece for piece in _supporting(facts) if piece.first_hand]
    if found:
        return met(_("First-hand: %(ids)s.") % {"ids": _named(found)})
    return left_open(_("Nothing that supports the rating on the central point is first-hand."))


def against_referenced(facts: Facts, minimum: int) -> Finding:
    if (no_side := _no_side(facts)) is not None:
        return no_side
    against = [piece for piece in facts.pieces if piece.opposes and piece.central]
    if not against:
        return does_not_apply(_("No central evidence speaks against the rating."))
    silent = [piece for piece in against if piece.public_id not in facts.referenced]
    if silent:
        return left_open(_("Central evidence against the rating is not referenced: %(ids)s.") % {"ids": _named(silent)})
    return met(_("Central evidence against the rating is referenced: %(ids)s.") % {"ids": _named(against)})


def rationales(facts: Facts, minimum: int) -> Finding:
    if not facts.pieces:
        return does_not_apply(_("Nothing is on the board."))
    without = [piece for piece in facts.pieces if not piece.has_rationale]
    if without:
        return left_open(_("Without a rationale: %(ids)s.") % {"ids": _named(without)})
    return met(_("Each piece of evidence has a rationale."))


def scope_stated(facts: Facts, minimum: int) -> Finding:
    if facts.scope_stated:
        return met(_("Where and when it is said not to be so is stated."))
    return left_open(_("Neither a place nor a time is stated in which it is said not to be so."))


def documented_search(facts: Facts, minimum: int) -> Finding:
    if facts.searches_made >= minimum:
        words = ngettext("%(count)d documented search.", "%(count)d documented searches.", facts.searches_made)
        return met(words % {"count": facts.searches_made})
    if facts.searches_failed and not facts.searches_made:
        return left_open(_("A search is documented, and it could not be made."))
    words = ngettext(
        "%(have)d of %(minimum)d documented search.", "%(have)d of %(minimum)d documented searches.", minimum
    )
    return left_open(words % {"have": facts.searches_made, "minimum": minimum})


def looked_for(facts: Facts, minimum: int) -> Finding:
    """Of a rating that no side of the board speaks for: that nothing was found says something if somebody looked."""
    if facts.leaning == "none":
        return does_not_apply(_("No rating is chosen yet."))
    if facts.leaning != "outside":
        return does_not_apply(_("The rating is in the range: what it rests on is asked by other rules."))
    have = facts.searches_made + facts.enquiries_made
    if have >= minimum:
        words = ngettext("%(have)d documented search or enquiry.", "%(have)d documented searches and enquiries.", have)
        return met(words % {"have": have})
    words = ngettext(
        "%(have)d of %(minimum)d documented search or enquiry.",
        "%(have)d of %(minimum)d documented searches and enquiries.",
        minimum,
    )
    return left_open(words % {"have": have, "minimum": minimum})


def claimant_asked(facts: Facts, minimum: int) -> Finding:
    if facts.claimant_asked:
        return met(
            _("The claimant was asked, and answered.")
            if facts.claimant_answered
            else _("The claimant was asked; no answer so far.")
        )
    if not facts.has_claimant:
        return does_not_apply(_("No claimant is named."))
    return left_open(_("The claimant was not asked."))


def pages_answered(facts: Facts, minimum: int) -> Finding:
    if not facts.pieces:
        return does_not_apply(_("Nothing is on the board."))
    if not facts.now.unanswered_pages:
        return met(_("No page it rests on has changed or vanished without an answer."))
    ids = ", ".join(facts.now.unanswered_pages[:NAMED])
    return left_open(_("Changed or vanished, and nobody has said what that means: %(ids)s.") % {"ids": ids})


def threads_resolved(facts: Facts, minimum: int) -> Finding:
    count = facts.now.unresolved_threads
    if not count:
        return met(_("No thread is unresolved."))
    words = ngettext("%(count)d thread is unresolved.", "%(count)d threads are unresolved.", count)
    return left_open(words % {"count": count})


def approver_apart(facts: Facts, minimum: int) -> Finding:
    """Half of the evidence is not most of it."""
    if not facts.pieces:
        return does_not_apply(_("Nothing is on the board."))
    if facts.now.cannot_approve:
        return does_not_apply(_("Judged when somebody else approves."))
    numbers = {"linked": facts.now.linked_by_who_looks, "all": len(facts.pieces)}
    detail = _("Who approves linked %(linked)d of %(all)d pieces of evidence.") % numbers
    return _met_if(2 * facts.now.linked_by_who_looks <= len(facts.pieces), detail)


def public_address(facts: Facts, minimum: int) -> Finding:
    if facts.now.desk_has_address:
        return met(_("The desk has a public address, which a ClaimReview names."))
    return left_open(_("The desk has no public address: no ClaimReview can name it."))


def second_opinion(facts: Facts, minimum: int) -> Finding:
    if facts.now.second_opinion == "settled":
        return met(_("Two people rated it apart from each other, and it was settled."))
    if facts.now.second_opinion == "open":
        return left_open(_("Two people are rating it apart from each other; it is not settled yet."))
    return left_open(_("Nobody was asked for a second opinion."))


def parts_decided(facts: Facts, minimum: int) -> Finding:
    if not facts.now.parts:
        return does_not_apply(_("It has no sub-claims."))
    words = ngettext(
        "%(have)d of %(all)d sub-claim is decided.", "%(have)d of %(all)d sub-claims are decided.", facts.now.parts
    )
    return _met_if(
        facts.now.parts_decided == facts.now.parts, words % {"have": facts.now.parts_decided, "all": facts.now.parts}
    )
