// Signed out while a page is open: what is typed on it stays, and can be saved once the same person is back.
import { announce } from "./live.js";

let isOut = false;

document.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.xhr.status !== 401) return;
  // A preview asks with every key, and need not be told each time; a form that was sent has to be.
  if (!isOut || detail.requestConfig?.triggeringEvent?.type === "submit") announce(detail.xhr.responseText, { stays: true });
  const wasOut = isOut;
  isOut = true;
  // Signed in again meanwhile, in another tab: then only the token is an old one.
  if (!wasOut) comeBack();
});

/** After signing in in another tab: signing in changed the token that every form must send. */
async function comeBack() {
  if (!isOut || !document.body.dataset.again) return;
  const answer = await fetch(document.body.dataset.again, { headers: { "HX-Request": "true" } });
  if (!answer.ok && answer.status !== 409) return;
  const { text, token } = await answer.json();
  announce(text, { stays: !token });
  if (!token) return;
  isOut = false;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
}

addEventListener("focus", comeBack);
