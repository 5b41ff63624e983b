// What the page was given, and what is asked of it.
const $ = (id) => document.getElementById(id);
const given = JSON.parse($("given").textContent);
const KEYS = ["confusion.rate", "own_support.typical_votes", "confusion.booth_cv", "own_support.goes_to"];
const LARGEST = 16 << 20; // bytes that are handed on to be refused with a reason; more are refused here
const DRAWS = 4096; // simulations behind a picture that no law gives
const PATIENCE = 250; // ms that an answer nobody waits for may take before it is broken off
document.documentElement.classList.add("scripted");

const encode = (text) => new TextEncoder().encode(text);
const unpacked = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
for (const contest of given.contests) {
  contest.bytes = contest.files.map((file) => ({ name: file.name, bytes: file.text === undefined ? unpacked(file.base64) : encode(file.text) }));
}

// What is asked: which contest, what is set, and in which language.
let state = { contest: given.contests[0], set: {}, language: given.language };
let opened = null; // the sliders of the contest
let shown = null; // the answer on the page
let curve = null; // its break-even curve, and what it belongs to
let broken = false;
let generation = 0;

const word = (key) => given.words[state.language][key] ?? key;
const status = (text) => { $("status").textContent = text; };
const settings = () => KEYS.filter((key) => key in state.set).map((key) => `${key}=${state.set[key]}`);
const narrow = () => Math.round(Math.min(760, Math.max(300, $("picture").clientWidth || 640)));
const clear = (id) => $(id).replaceChildren();

// Drawings come from the module, where every word in them is escaped; they are read as XML, which runs nothing.
const parser = new DOMParser();
function draw(id, svg) {
  if (!svg) return clear(id);
  $(id).replaceChildren(document.importNode(parser.parseFromString(svg, "image/svg+xml").documentElement, true));
}
