"""What the journeys read: the project's seed documents where they lie beside it, else the demo case's."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

SEEDS = settings.BASE_DIR.parent / "shared" / "seeds"
DEMO = settings.BASE_DIR / "fixtures" / "demo" / "documents"


@dataclass(frozen=True)
class Material:
    files: tuple[Path, ...]
    #: The article that asserts it, the negative claim in it, and words of what the president says there.
    article: Path
    claim: str
    president: str
    scope: str


def _containing(folder: Path, words: str) -> Path | None:
    texts = sorted(path for path in folder.glob("*") if path.suffix in {".txt", ".html"})
    return next((path for path in texts if words in path.read_text(encoding="utf-8", errors="replace")), None)


def material() -> Material:
    claim = "There are no major NATO exercises or operations currently underway near the Belorussian border"
    if article := _containing(SEEDS, claim):
        files = tuple(sorted(SEEDS.glob("*.txt")))
        return Material(files, article, claim, "movement of NATO troops", "Near the border of Belarus")
    claim = "There are no major Northern Alliance exercises under way near the Veldanian border"
    article = _containing(DEMO, claim)
    assert article is not None
    files = tuple(sorted(DEMO.glob("*.*")))
    return Material(files, article, claim, "movement of Alliance troops", "Near the border of Veldania")
