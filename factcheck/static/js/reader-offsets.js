// Between the page and the text it shows. Python counts code points, scripts count UTF-16 units: here is the edge.
// Each run of the document's text is the one text node of a [data-start], whose value is where it begins; whatever
// else stands in a block (numbers, chips) is not text of the document and is never counted.

/** How many code points the first `units` UTF-16 units of `text` hold; half a pair counts as its character's start. */
export function codePoints(text, units = text.length) {
  let count = 0;
  for (let at = 0; at < units; count += 1) {
    const width = text.codePointAt(at) > 0xffff ? 2 : 1;
    if (at + width > units) break;
    at += width;
  }
  return count;
}

/** How many UTF-16 units the first `points` code points of `text` take. */
export function units(text, points) {
  let at = 0;
  for (let count = 0; count < points && at < text.length; count += 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

/** The runs of text within `root`, in order: {node, text, start, end}. */
export function runsIn(root) {
  return [...root.querySelectorAll("[data-start]")]
    .filter((holder) => holder.firstChild)
    .map((holder) => {
      const start = Number(holder.dataset.start);
      const text = holder.firstChild.data;
      return { node: holder.firstChild, text, start, end: start + codePoints(text) };
    });
}

/** The span [start, end) that a DOM range covers, in code points of the text; null if it touches none of it. */
export function spanOf(range, root) {
  const touched = runsIn(root).filter((run) => range.intersectsNode(run.node));
  if (!touched.length) return null;
  const first = touched[0];
  const last = touched.at(-1);
  const start = range.startContainer === first.node ? first.start + codePoints(first.text, range.startOffset) : first.start;
  const end = range.endContainer === last.node ? last.start + codePoints(last.text, range.endOffset) : last.end;
  return start < end ? { start, end } : null;
}

/** The DOM range over [start, end); null if those words are not on the page. */
export function rangeOf({ start, end }, root) {
  const runs = runsIn(root);
  const first = runs.find((run) => run.start <= start && start < run.end);
  const last = runs.find((run) => run.start < end && end <= run.end);
  if (!first || !last) return null;
  const range = document.createRange();
  range.setStart(first.node, units(first.text, start - first.start));
  range.setEnd(last.node, units(last.text, end - last.start));
  return range;
}

/** The words of one block, as spans in code points; punctuation is no word. */
export function wordsIn(block, language) {
  const runs = runsIn(block);
  if (!runs.length) return [];
  const text = runs.map((run) => run.text).join("");
  const words = [];
  let at = 0;
  let point = runs[0].start;
  for (const part of new Intl.Segmenter(language, { granularity: "word" }).segment(text)) {
    point += codePoints(text.slice(at, part.index));
    at = part.index;
    if (part.isWordLike) words.push({ start: point, end: point + codePoints(part.segment) });
  }
  return words;
}
