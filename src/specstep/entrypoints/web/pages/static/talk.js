// The talk without reloading: forms are sent as they are, and the parts of the page that come back take the places of
// those that are there. Without this script the same forms load the page anew.
const main = document.getElementById("main");
const told = document.getElementById("told");
const UNSENT = `unsent ${location.pathname}`;
let sending = false;

main.addEventListener("submit", async (event) => {
  const form = event.target;
  const button = event.submitter;
  if (sending) return event.preventDefault();
  const action = button?.getAttribute("formaction") ?? form.getAttribute("action");
  if (/\/(generate|remove)$/.test(action) && !action.includes("/documents/")) return;
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(form));
  if (button?.name) fields.set(button.name, button.value);
  sending = true;
  form.setAttribute("aria-busy", "true");
  told.textContent = "One moment.";
  try {
    const answer = await fetch(action, { method: "POST", body: fields, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("[data-part]")) return leave(answer);
    show(page, form.hasAttribute("data-talk"), answer.ok);
  } catch {
    complain(form, "That did not get through. What you wrote is still here; try again when you are connected.");
  } finally {
    sending = false;
    form.removeAttribute("aria-busy");
  }
});

// Something else came: the sign-in page, or an error that is a page of its own.
function leave(answer) {
  if (answer.redirected) location.assign(answer.url);
  else complain(main.querySelector("[data-talk]") ?? main, `That could not be done (${answer.status}). Load the page again.`);
}

function show(page, talked, ok) {
  const draft = talked ? "" : reply()?.value;
  // What can't be done changes nothing else, and so nothing that is being written elsewhere is lost.
  for (const part of main.querySelectorAll(ok ? "[data-part]" : '[data-part="question"]')) {
    const other = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (other) part.replaceWith(document.adoptNode(other));
  }
  document.title = page.title;
  if (draft && reply()) reply().value = draft;
  keep();
  prepare();
  const wrong = main.querySelector(".asked .wrong");
  told.textContent = wrong ? "" : document.getElementById("question").textContent;
  if (talked || wrong) reply()?.focus({ preventScroll: !wrong });
}

function complain(form, text) {
  told.textContent = "";
  const said = form.querySelector(":scope > .wrong") ?? form.insertBefore(document.createElement("p"), form.firstChild);
  said.className = "wrong";
  said.setAttribute("role", "alert");
  said.textContent = text;
}

const reply = () => document.getElementById("reply");

// What was typed and not sent outlives a reload, in this tab only.
function keep() {
  if (reply()?.value) sessionStorage.setItem(UNSENT, reply().value);
  else sessionStorage.removeItem(UNSENT);
}

function prepare() {
  const keys = document.getElementById("keys");
  if (keys) keys.hidden = false;
  for (const pick of main.querySelectorAll(".pick")) pick.hidden = false;
}

main.addEventListener("input", (event) => { if (event.target.id === "reply") keep(); });
main.addEventListener("change", async (event) => {
  const file = event.target.id === "document-file" ? event.target.files[0] : null;
  if (!file) return;
  document.getElementById("document-text").value = await file.text();
  const name = document.getElementById("document-name");
  name.value ||= file.name;
});
main.addEventListener("keydown", (event) => {
  if (event.target.id !== "reply" || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  const form = event.target.form;
  const wanted = event.target.value.trim() ? "say" : "recommended";
  const button = form.querySelector(`button[value="${wanted}"]`);
  if (button) form.requestSubmit(button);
});

if (reply() && !reply().value) reply().value = sessionStorage.getItem(UNSENT) ?? "";
prepare();
