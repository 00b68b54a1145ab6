"""Files made to exhaust, mislead or break whoever reads them, by name; each is made when it is asked for."""

from tests.faults.hostile import archives, letters, office, pdfs, pictures, samples, texts, web_archives
from tests.faults.hostile.values import Hostile

FILES: dict[str, Hostile] = {
    name: file
    for part in (archives, web_archives, office, pdfs, pictures, texts, letters, samples)
    for name, file in part.FILES.items()
}

__all__ = ["FILES", "Hostile"]
