// Keys on the board: they press what the card or row at hand offers, and say the same as its buttons.
import { isOurs } from "./keys.js";

document.addEventListener("keydown", (event) => {
  if (!isOurs(event)) return;
  const item = event.target.closest?.("[data-keys-item]");
  const control = item?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!control) return;
  event.preventDefault();
  // What was pressed before is still on its way.
  if (!item.querySelector(".htmx-request")) control.click();
});
