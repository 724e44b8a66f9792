// A generation as it happens. The server numbers its events, so that a connection that breaks off, or a server that is
// started anew, costs nothing: the browser asks from the last number on.
const live = document.getElementById("live");
const shown = (id, text) => { document.getElementById(id).textContent = text; };
const began = performance.now();
let first = null;

const events = new EventSource(live.dataset.events);
events.addEventListener("progress", (event) => show(JSON.parse(event.data)));
events.addEventListener("end", () => {
  events.close();
  location.replace(location.href);
});

function show(told) {
  const phase = told.phase[0].toUpperCase() + told.phase.slice(1);
  const doing = `${phase}: ${told.step}`;
  if (document.getElementById("doing").textContent !== doing) shown("doing", doing);
  document.getElementById("bar").value = told.percent;
  shown("percent", told.percent);
  shown("left", left(told.percent));
  shown("tokens", (told.tokens.input + told.tokens.output).toLocaleString("en"));
  shown("cost", told.costUsd);
  for (const [key, state] of Object.entries(told.documents)) {
    document.querySelector(`[data-box="${key}"]`)?.setAttribute("class", `box ${state}`);
    const said = document.querySelector(`[data-state="${key}"]`);
    if (said) said.textContent = state;
  }
}

// At the pace since this page has been open; what was told at once, when it was opened, says nothing about it.
function left(percent) {
  const now = (performance.now() - began) / 1000;
  first ??= { percent, at: now };
  if (percent - first.percent < 5) return "";
  const seconds = Math.ceil(((now - first.at) * (100 - percent)) / (percent - first.percent));
  return seconds > 0 ? `, about ${seconds} ${seconds === 1 ? "second" : "seconds"} left` : "";
}
