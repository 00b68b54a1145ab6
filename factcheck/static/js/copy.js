// <button data-copy-from="#article" data-copy-text="#markdown" data-copied="Copied"> copies an element as rich text,
// with the text of another (Markdown, say) as its plain form. Without data-copy-from only the plain text is copied.
import { announce } from "./live.js";

async function copy(rich, plain) {
  const text = (plain ?? rich).textContent.trim();
  if (!rich) return navigator.clipboard.writeText(text);
  return navigator.clipboard.write([
    new ClipboardItem({
      "text/html": new Blob([rich.innerHTML], { type: "text/html" }),
      "text/plain": new Blob([text], { type: "text/plain" }),
    }),
  ]);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy-from], [data-copy-text]");
  if (!button) return;
  const find = (selector) => (selector ? document.querySelector(selector) : null);
  const rich = find(button.dataset.copyFrom);
  const plain = find(button.dataset.copyText);
  try {
    await copy(rich, plain);
    announce(button.dataset.copied);
  } catch {
    // Clipboard refused (plain http, or by the person): select the text, so that Ctrl+C does it.
    const shown = plain ?? rich;
    shown.closest("details")?.setAttribute("open", "");
    getSelection().selectAllChildren(shown);
    announce(button.dataset.notCopied);
  }
});
