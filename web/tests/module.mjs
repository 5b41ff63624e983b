// The module as the page has it, for tests without a browser.
import { readFileSync } from "node:fs";

export async function load(path) {
  const { instance } = await WebAssembly.instantiate(readFileSync(path), {});
  const calls = instance.exports;
  return (header, files) => {
    const json = new TextEncoder().encode(JSON.stringify({ ...header, files: files.map((file) => [file.name, file.bytes.length]) }));
    const length = 4 + json.length + files.reduce((sum, file) => sum + file.bytes.length, 0);
    const at = calls.room(length);
    const room = new Uint8Array(calls.memory.buffer, at, length);
    new DataView(calls.memory.buffer).setUint32(at, json.length, true);
    room.set(json, 4);
    let place = 4 + json.length;
    for (const file of files) {
      room.set(file.bytes, place);
      place += file.bytes.length;
    }
    const said = calls.answer(at, length);
    calls.free(at, length);
    const bytes = new DataView(calls.memory.buffer).getUint32(said, true);
    const answer = Buffer.from(new Uint8Array(calls.memory.buffer, said + 4, bytes));
    calls.free(said, bytes + 4);
    return answer;
  };
}
