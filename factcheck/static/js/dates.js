// Dates in a form with files are read before the form goes: a page that comes back with an error has lost the files.
// The server says what is wrong, in the words in which it would refuse; where it can't be asked, the form goes as ever.
const ask = document.querySelector("[data-dates]")?.dataset.dates;

/** What is wrong with the field; "" if nothing is, or nobody knows. */
async function problemOf(field) {
  const answer = await fetch(`${ask}?${new URLSearchParams({ text: field.value })}`).catch(() => null);
  return answer?.ok ? (await answer.json()).problem : "";
}

/** The error beside the field, as the server's own page has it. */
function tell(field, problem) {
  const id = `${field.id}_error`;
  document.getElementById(id)?.remove();
  field.removeAttribute("aria-invalid");
  if (!problem) return;
  const item = Object.assign(document.createElement("li"), { textContent: problem });
  const list = Object.assign(document.createElement("ul"), { id, className: "errors" });
  list.setAttribute("role", "alert");
  list.append(item);
  field.after(list);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [...new Set([...(field.getAttribute("aria-describedby") ?? "").split(" "), id])].join(" ").trim());
}

for (const form of ask ? document.querySelectorAll("form[method=post]:has(input[type=file])") : []) {
  form.addEventListener("submit", async (event) => {
    const unread = [...form.querySelectorAll("input[data-date]")].filter((field) => field.value !== (field.dataset.read ?? ""));
    if (!unread.length) return;
    event.preventDefault();
    // Nothing was sent yet: what is typed stays unsaved.
    event.stopPropagation();
    let wrong = null;
    for (const field of unread) {
      const problem = await problemOf(field);
      tell(field, problem);
      if (problem) wrong ??= field;
      else field.dataset.read = field.value;
    }
    if (wrong) wrong.focus();
    else form.requestSubmit(event.submitter);
  });
}
