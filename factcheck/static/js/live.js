// After a change in place: say it, and move the focus to what changed.
const SHOWN_MS = 8000;
let hide;

/** Show `text` in the live region, where screen readers hear it too; for a while, or until the next. */
export function announce(text, { stays = false } = {}) {
  const live = document.getElementById("live");
  if (!live || !text) return;
  clearTimeout(hide);
  // Emptied first, so that the same text twice is said twice.
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
  if (!stays) hide = setTimeout(() => { live.textContent = ""; }, SHOWN_MS);
}

document.addEventListener("announce", (event) => announce(event.detail.text ?? event.detail.value));

document.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.detail.elt;
  const target = swapped.matches?.("[data-focus]") ? swapped : swapped.querySelector?.("[data-focus]");
  if (!target) return;
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus();
});

// A failure must not look like nothing: the server's answer was not swapped in. 401 is told by signed-out.js.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401) return;
  announce(document.body.dataset.failed ?? `${event.detail.xhr.status}`);
});
document.addEventListener("htmx:sendError", () => announce(document.body.dataset.offline));

// On a page that came back with errors the summary is read first.
document.querySelector("[role=alert][data-focus]")?.focus();
