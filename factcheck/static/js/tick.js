// Ticking rows of a list: all at once, the one at hand by key, and how many are. Without script each is ticked by hand.
import { isOurs } from "./keys.js";

// On a narrow screen the fields would cover the list that is being ticked: there they open when they are asked for.
const narrow = matchMedia("(max-width: 720px)");
const boxes = () => [...document.querySelectorAll("input[form=bulk][name=claims]")];

function tell() {
  const ticked = boxes().filter((box) => box.checked).length;
  const form = document.getElementById("bulk");
  if (!form) return;
  const fields = form.querySelector("details");
  if (form.hasAttribute("data-on") !== ticked > 0 || (ticked === 0 && !form.dataset.told)) fields.open = ticked > 0 && !narrow.matches;
  form.dataset.told = "yes";
  form.toggleAttribute("data-on", ticked > 0);
  const count = form.querySelector("[data-ticked]");
  count.textContent = ticked === 0 ? count.dataset.none : ticked === 1 ? count.dataset.one : count.dataset.many.replace("%n", ticked);
  const all = document.querySelector("[data-tick-all]");
  all.hidden = false;
  all.checked = ticked > 0 && ticked === boxes().length;
  all.indeterminate = ticked > 0 && !all.checked;
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-tick-all]")) for (const box of boxes()) box.checked = event.target.checked;
  if (event.target.matches("[data-tick-all], [form=bulk][name=claims]")) tell();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "x" || !isOurs(event)) return;
  const box = event.target.closest?.("tr")?.querySelector("input[form=bulk]");
  if (!box) return;
  box.checked = !box.checked;
  event.preventDefault();
  tell();
});
document.addEventListener("htmx:afterSettle", tell);
tell();
