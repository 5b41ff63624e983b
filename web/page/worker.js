// The module at work, apart from the page: one question after another, and nothing kept between them.
"use strict";
let compiled = null;
let calls = null;

async function start(bytes) {
  compiled = await WebAssembly.compile(bytes);
  calls = (await WebAssembly.instantiate(compiled, {})).exports;
}

function ask(header, files) {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = 4 + json.length + files.reduce((sum, file) => sum + file.length, 0);
  const at = calls.room(length);
  if (at === 0) throw new Error("too large");
  const room = new Uint8Array(calls.memory.buffer, at, length);
  new DataView(calls.memory.buffer).setUint32(at, json.length, true);
  room.set(json, 4);
  let place = 4 + json.length;
  for (const file of files) {
    room.set(file, place);
    place += file.length;
  }
  const said = calls.answer(at, length);
  calls.free(at, length);
  if (said === 0) throw new Error("no room for the answer");
  const bytes = new DataView(calls.memory.buffer).getUint32(said, true);
  const text = new TextDecoder().decode(new Uint8Array(calls.memory.buffer, said + 4, bytes));
  calls.free(said, bytes + 4);
  return text;
}

let before = Promise.resolve();
onmessage = ({ data }) => {
  before = before.then(async () => {
    if (data.module) {
      try {
        await start(data.module);
        postMessage({ ready: true });
      } catch (error) {
        postMessage({ broken: String(error) });
      }
      return;
    }
    const begun = performance.now();
    let text;
    try {
      text = ask(data.header, data.files);
    } catch (error) {
      // A module that has broken off is not asked again.
      text = JSON.stringify({ problems: [`error: the calculation broke off (${error.message})`], kind: "other" });
      calls = (await WebAssembly.instantiate(compiled, {})).exports;
    }
    postMessage({ id: data.id, text, took: performance.now() - begun });
  });
};
