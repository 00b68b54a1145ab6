// A link with data-dialog opens its page's fragment in the one <dialog>. Without script, or with a modifier key,
// it is a plain link. Forms inside are sent by htmx: 422 and 409 come back into the dialog; it closes when the
// answer goes elsewhere (HX-Retarget), is empty, or redirects.
import { isUnsaved } from "./unsaved.js";

const dialog = document.getElementById("dialog");
const body = document.getElementById("dialog-body");

/** Give forms in the dialog what they need to answer in place, unless they say otherwise themselves. */
function adopt() {
  for (const form of body.querySelectorAll("form[method=post]:not([hx-post])")) {
    form.setAttribute("hx-post", form.getAttribute("action") || dialog.dataset.url);
    form.setAttribute("hx-target", "#dialog-body");
    form.setAttribute("hx-swap", "innerHTML");
    if (form.enctype === "multipart/form-data") form.setAttribute("hx-encoding", "multipart/form-data");
    htmx.process(form);
  }
  const heading = body.querySelector("h1, h2");
  if (heading) {
    heading.id ||= "dialog-title";
    dialog.setAttribute("aria-labelledby", heading.id);
  }
}

/** Open the page at `url` in the dialog. Also for modules of pages: the reader opens its form so. */
export async function openDialog(url) {
  dialog.dataset.url = url;
  await htmx.ajax("GET", url, { target: "#dialog-body", swap: "innerHTML" });
}

export function closeDialog() {
  dialog?.close();
}

/** Esc and the cross are pressed by mistake, "Cancel" is not: before typed words go, they ask. */
function mayClose(by) {
  return by !== dialog || !isUnsaved(dialog) || confirm(dialog.dataset.unsaved);
}

document.addEventListener("click", (event) => {
  const close = event.target.closest?.("[data-close]");
  if (close?.closest("dialog")) {
    event.preventDefault();
    if (close.closest("form") || mayClose(close.closest("dialog"))) close.closest("dialog").close();
    return;
  }
  const link = event.target.closest?.("a[data-dialog]");
  if (!link || !dialog || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openDialog(link.href);
});

if (dialog) {
  body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== body) return;
    if (!body.hasChildNodes()) return closeDialog();
    adopt();
    if (!dialog.open) dialog.showModal();
    (body.querySelector("[data-focus], [autofocus]") ?? body.querySelector("input:not([type=hidden]), select, textarea, button"))?.focus();
  });
  // Before the swap: while the dialog is open, what is swapped in elsewhere can't have the focus.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { shouldSwap, target, requestConfig, xhr } = event.detail;
    const elsewhere = body.contains(requestConfig?.elt) && !dialog.contains(target);
    if (dialog.open && shouldSwap && xhr.status < 400 && elsewhere) closeDialog();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { successful, target, elt } = event.detail;
    if (dialog.open && successful && body.contains(elt) && !dialog.contains(target)) closeDialog();
  });
  dialog.addEventListener("cancel", (event) => { if (!mayClose(dialog)) event.preventDefault(); });
  document.addEventListener("close-dialog", closeDialog);
  dialog.addEventListener("close", () => body.replaceChildren());
}
