"""`python -m tests.benchmarks.anchoring_edits FOLDER`: what becomes of quotes when real texts are edited.

Makes edits of each kind to the texts of the folder (the seeds), with a generator of a fixed seed, and locates a
quote in the edited text: beside the edit (kept), in it (found), or taken out by it (given up). `--number 300
--seed 1` are the defaults; a different seed makes different edits.
"""

import argparse
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from factcheck.passages.anchoring import Match, locate
from factcheck.passages.selectors import context, sentences

type Random = random.Random


class Edited(NamedTuple):
    """A text after an edit, and where the sentence of interest is in it; None when it was taken out."""

    text: str
    where: tuple[int, int] | None


class Trial(NamedTuple):
    text: str
    start: int
    end: int
    #: Sentences of other texts, for what is put in.
    others: list[str]

    @property
    def quote(self) -> str:
        return self.text[self.start : self.end]

    def with_quote(self, quote: str) -> Edited:
        text = self.text[: self.start] + quote + self.text[self.end :]
        return Edited(text, (self.start, self.start + len(quote)))


def insert_before(trial: Trial, rng: Random) -> Edited:
    new = " ".join(rng.sample(trial.others, rng.randint(1, 4))) + "\n"
    at = trial.text.rfind("\n", 0, trial.start) + 1
    return Edited(trial.text[:at] + new + trial.text[at:], (trial.start + len(new), trial.end + len(new)))


def delete_around(trial: Trial, rng: Random) -> Edited:
    """Up to 300 characters before and after the quote are taken out."""
    before, after = rng.randint(0, 300), rng.randint(0, 300)
    head = trial.text[: max(0, trial.start - before)]
    return Edited(
        head + " " + trial.quote + trial.text[trial.end + after :], (len(head) + 1, len(head + trial.quote) + 1)
    )


def swap_around(trial: Trial, rng: Random) -> Edited:
    """A third of the words outside of the quote are replaced."""
    head = _replaced(trial.text[: trial.start], trial.others, rng, 0.33)
    return Edited(
        head + trial.quote + _replaced(trial.text[trial.end :], trial.others, rng, 0.33),
        (len(head), len(head + trial.quote)),
    )


def move(trial: Trial, rng: Random) -> Edited:
    rest = trial.text[: trial.start] + trial.text[trial.end :]
    at = rng.choice([0, *(match.end() for match in re.finditer(r"\n", rest)), len(rest)])
    return Edited(rest[:at] + trial.quote + " " + rest[at:], (at, at + len(trial.quote)))


def wrap(trial: Trial, rng: Random) -> Edited:
    """All is wrapped at another width, long words are hyphenated, quotation marks and dashes become plain."""
    width = rng.randint(30, 90)
    parts = [_wrapped(part, width) for part in (trial.text[: trial.start], trial.quote, trial.text[trial.end :])]
    return Edited("\n".join(parts), (len(parts[0]) + 1, len(parts[0] + parts[1]) + 1))


def insert_inside(trial: Trial, rng: Random) -> Edited:
    row = trial.quote.split(" ")
    at = rng.randint(1, len(row) - 1)
    clause = " ".join(rng.choice(trial.others).split()[: rng.randint(2, max(3, len(row) // 2))])
    return trial.with_quote(" ".join([*row[:at], clause, *row[at:]]))


def delete_inside(trial: Trial, rng: Random) -> Edited:
    row = trial.quote.split(" ")
    gone = rng.randint(1, max(1, len(row) * 2 // 5))
    at = rng.randint(0, len(row) - gone)
    return trial.with_quote(" ".join(row[:at] + row[at + gone :]))


def swap_inside(trial: Trial, rng: Random) -> Edited:
    return trial.with_quote(_replaced(trial.quote, trial.others, rng, rng.uniform(0.1, 0.4)))


def split(trial: Trial, rng: Random) -> Edited:
    row = trial.quote.split(" ")
    at = rng.randint(len(row) // 3, 2 * len(row) // 3)
    return trial.with_quote(" ".join([*row[:at], ".", "It", *row[at:]]).replace(" . ", ". "))


def move_and_swap(trial: Trial, rng: Random) -> Edited:
    swapped = _replaced(trial.quote, trial.others, rng, 0.15)
    rest = trial.text[: trial.start] + rng.choice(trial.others) + trial.text[trial.end :]
    at = rng.choice([0, len(rest)])
    return Edited(rest[:at] + "\n" + swapped + "\n" + rest[at:], (at + 1, at + 1 + len(swapped)))


def take_out(trial: Trial, rng: Random) -> Edited:
    return Edited(trial.text[: trial.start] + trial.text[trial.end :].lstrip(" "), None)


def take_out_more(trial: Trial, rng: Random) -> Edited:
    """With up to 200 characters on either side."""
    head = trial.text[: max(0, trial.start - rng.randint(0, 200))]
    return Edited(head + trial.text[trial.end + rng.randint(0, 200) :], None)


def write_anew(trial: Trial, rng: Random) -> Edited:
    """A sentence of another text in its place."""
    return Edited(trial.with_quote(rng.choice(trial.others)).text, None)


def take_out_and_swap(trial: Trial, rng: Random) -> Edited:
    text = _replaced(trial.text[: trial.start], trial.others, rng, 0.2)
    return Edited(text + _replaced(trial.text[trial.end :], trial.others, rng, 0.2), None)


KINDS: dict[str, tuple[Callable[[Trial, Random], Edited], ...]] = {
    "kept": (insert_before, delete_around, swap_around, move, wrap),
    "found": (insert_inside, delete_inside, swap_inside, split, move_and_swap),
    "given up": (take_out, take_out_more, write_anew, take_out_and_swap),
}


def run(folder: Path, number: int, seed: int) -> dict[tuple[str, str], list[bool]]:
    """For each aim and kind of edit, whether it was met, edit by edit."""
    rng = random.Random(seed)
    texts = [path.read_text() for path in sorted(folder.glob("*.txt"))]
    kinds = [(aim, kind) for aim, those in KINDS.items() for kind in those]
    met = defaultdict(list)
    for turn in range(number):
        aim, kind = kinds[turn % len(kinds)]
        trial = _trial(texts, rng)
        edited = kind(trial, rng)
        prefix, suffix = context(trial.text, trial.start, trial.end)
        match = locate(edited.text, quote=trial.quote, prefix=prefix, suffix=suffix, hint=trial.start)
        met[aim, kind.__name__].append(_is_met(match, edited))
    return met


def _trial(texts: list[str], rng: Random) -> Trial:
    text = rng.choice(texts)
    spans = [span for span in _sentences(text) if text.count(text[span[0] : span[1]]) == 1]
    # Texts on the same matter say the same things; what is put in must not be what is looked for.
    others = [other[a:b] for other in texts if other[:40] != text[:40] for a, b in _sentences(other)]
    start, end = rng.choice(spans)
    known = set(text[start:end].lower().split())
    return Trial(text, start, end, [one for one in others if len(known & set(one.lower().split())) < len(known) / 3])


def _sentences(text: str) -> list[tuple[int, int]]:
    lines = re.finditer(r"[^\n]+", text)
    spans = (span for line in lines for span in sentences(text, line.start(), line.end(), "en"))
    return [(a, b) for a, b in spans if b - a >= 30 and text[a:b].count(" ") >= 4]


def _is_met(match: Match | None, edited: Edited) -> bool:
    if edited.where is None or match is None:
        return match is None and edited.where is None
    start, end = edited.where
    shared = min(match.end, end) - max(match.start, start)
    return shared / (max(match.end, end) - min(match.start, start)) >= 0.5


def _replaced(text: str, others: list[str], rng: Random, share: float) -> str:
    strange = [word for one in others for word in one.split()]
    return "".join(
        rng.choice(strange) if word.strip() and rng.random() < share else word for word in re.split(r"(\s+)", text)
    )


def _wrapped(text: str, width: int) -> str:
    lines = [""]
    for word in text.replace("“", '"').replace("”", '"').replace("’", "'").replace("—", "-").split():
        room = width - len(lines[-1]) - 2
        if len(lines[-1]) + len(word) < width:
            lines[-1] += f"{word} "
        elif word.isalpha() and len(word) > 6 and 3 <= room <= len(word) - 3:
            lines[-1] += word[:room] + "-"
            lines.append(f"{word[room:]} ")
        else:
            lines.append(f"{word} ")
    return "\n".join(line.rstrip() for line in lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.anchoring_edits", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    met = run(options.folder, options.number, options.seed)
    for aim in KINDS:
        rows = {kind: those for (of, kind), those in met.items() if of == aim}
        everything = [one for those in rows.values() for one in those]
        print(f"{aim}: {sum(everything)} of {len(everything)} ({sum(everything) / len(everything):.3f})")
        for kind, those in rows.items():
            print(f"  {kind.replace('_', ' '):20} {sum(those):4} of {len(those)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
