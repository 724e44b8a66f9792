// Reads {"name": "source", …} from standard input; prints {"name": "what mermaid.parse says is wrong", …}.
import { JSDOM } from "jsdom";

const dom = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
// The library reads these while it is being imported.
globalThis.window = dom.window;
globalThis.document = dom.window.document;
for (const name of ["Element", "HTMLElement", "SVGElement", "Node", "DOMParser", "DocumentFragment"]) {
  globalThis[name] = dom.window[name];
}
const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false });

let input = "";
for await (const chunk of process.stdin) input += chunk;
const wrong = {};
for (const [name, source] of Object.entries(JSON.parse(input))) {
  try {
    await mermaid.parse(source);
  } catch (error) {
    wrong[name] = String(error.message ?? error).split("\n").slice(0, 6).join(" ");
  }
}
console.log(JSON.stringify(wrong));
process.exit(0);
