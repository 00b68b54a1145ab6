"""Choosing a document or a source by typing."""

from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.accounts.roles import Role
from factcheck.database.objects import key_of
from factcheck.documents.models import Document
from factcheck.sources.models import Source
from factcheck.web.pick import HITS, Finder, Option


def document_finder(user: User) -> Finder:
    """Documents that stand for themselves; the number of one that was merged finds the one it became."""
    visible = Document.objects.visible_to(user).select_related("source", "merged_into__source")

    def get(public_id: str) -> Document | None:
        key = key_of(public_id, Document.KIND)
        found = visible.filter(pk=key).first() if key is not None else None
        return found.standing_document if found else None

    def search(text: str) -> list[Document]:
        return list(visible.listed().containing(text.strip())[:HITS])

    capture = reverse("documents:capture_here") if user.has_role(Role.REVIEWER) else ""
    return Finder(f"{reverse('documents:pick')}?kind=document", search, get, _document_option, capture)


def source_finder(user: User) -> Finder:
    """Sources that stand for themselves."""
    visible = Source.objects.visible_to(user).select_related("merged_into").prefetch_related("domains")

    def get(public_id: str) -> Source | None:
        key = key_of(public_id, Source.KIND)
        found = visible.filter(pk=key).first() if key is not None else None
        return found.standing if found else None

    def search(text: str) -> list[Source]:
        return list(visible.unmerged().containing(text.strip())[:HITS])

    return Finder(f"{reverse('documents:pick')}?kind=source", search, get, _source_option)


def _document_option(document: Document) -> Option:
    published = document.published_on
    detail = (str(document.source or ""), published.iso if published else "")
    return Option(document.public_id, document.name, ", ".join(filter(None, detail)))


def _source_option(source: Source) -> Option:
    domains = ", ".join(domain.domain for domain in list(source.domains.all())[:3])
    return Option(source.public_id, source.name, domains)
