// Every scenario by the command and by the module: the bytes of summary.json must be the same.
// node web/tests/equal.mjs COMMAND MODULE SCENARIO...
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { load } from "./module.mjs";

const [command, module, ...scenarios] = process.argv.slice(2);
const DRAWS = "2000";
const ask = await load(module);
const folder = mkdtempSync(join(tmpdir(), "humnaam-equal-"));
const problems = [];
const times = { "a rate set, past": [], "a rate set, to come": [], "as believed, past": [], "as believed, to come": [] };
let equal = 0;
let left = 0;
for (const path of scenarios) {
  const text = readFileSync(path, "utf8");
  const names = [...text.matchAll(/^(?:booth_file|files)\s*=\s*(.+)$/gm)].flatMap((found) => [...found[1].matchAll(/"([^"]+)"/g)].map((name) => join(dirname(path), name[1])));
  const missing = names.filter((name) => !existsSync(name));
  if (missing.length > 0) {
    left += 1;
    console.log(`${path}: left out: ${missing.join(", ")} is not in the repository`);
    continue;
  }
  const files = [path, ...names].map((name) => ({ name, bytes: readFileSync(name) }));
  execFileSync(command, ["run", path, "--draws", DRAWS, "--out", folder, "--no-charts", "--quiet"], { stdio: ["ignore", "ignore", "inherit"] });
  const native = readFileSync(join(folder, basename(path, ".toml"), "summary.json"));
  const here = ask({ ask: "summary", path, settings: [`simulation.draws=${DRAWS}`] }, files);
  if (native.equals(here)) equal += 1;
  else problems.push(`${path}: summary.json differs; the module says ${here.subarray(0, 200)}`);
  // How long a slider takes: warm, the middle of seven.
  const to_come = JSON.parse(native).mode === "prospective";
  const middle = (settings) => Array.from({ length: 7 }, (_, at) => {
    const begun = performance.now();
    const answer = JSON.parse(ask({ ask: "answer", path, settings: settings(at) }, files));
    if (answer.problems) problems.push(`${path}: ${answer.problems}`);
    return performance.now() - begun;
  }).sort((a, b) => a - b)[3];
  const when = to_come ? "to come" : "past";
  times[`a rate set, ${when}`].push([middle((at) => [`confusion.rate=0.00${at + 1}`]), path]);
  times[`as believed, ${when}`].push([middle(() => []), path]);
  // Whatever the sliders offer must be taken.
  const opened = JSON.parse(ask({ ask: "open", path }, files));
  for (const dial of opened.dials ?? problems.push(`${path}: ${opened.problems}`) ?? []) {
    for (const stop of [dial.stops[0], dial.stops.at(-1)]) {
      const answer = JSON.parse(ask({ ask: "answer", path, settings: [`${dial.key}=${stop.value}`, ...(dial.key === "confusion.rate" || !to_come ? [] : ["confusion.rate=0.005"])] }, files));
      if (answer.problems || !(answer.flip >= 0 && answer.flip <= 1)) problems.push(`${path}: ${dial.key}=${stop.value}: ${answer.problems ?? answer.flip}`);
    }
  }
}
// What is wrong is said as the command says it, and nothing breaks the module off.
const said = (text, more = {}) => JSON.parse(ask({ ask: "answer", path: "x.toml", ...more }, [{ name: "x.toml", bytes: Buffer.from(text) }]));
for (const [text, expected] of [
  ["title = 'none'\nmode = 'backwards'", "x.toml:2:8: error:"],
  ["x".repeat(10 << 20), "larger than 1 MB"],
  ["\u0000\u0001", "error"],
  ["", "error"],
  [readFileSync("scenarios/synthetic-booths.toml", "utf8"), "synthetic-booths.csv cannot be read"],
]) {
  const { problems: found } = said(text);
  if (!found?.join("\n").includes(expected)) problems.push(`a bad file says ${JSON.stringify(found)?.slice(0, 200)} instead of ${expected}`);
}
rmSync(folder, { recursive: true, force: true });
for (const [kind, list] of Object.entries(times)) {
  const sorted = list.sort((a, b) => a[0] - b[0]);
  const middle = sorted[sorted.length >> 1];
  const worst = sorted.at(-1);
  if (middle) console.log(`slider to answer, ${kind}: ${middle[0].toFixed(0)} ms in the middle of ${sorted.length}, ${worst[0].toFixed(0)} ms at the most (${basename(worst[1])})`);
}
for (const problem of problems) console.log(problem);
console.log(`summary.json: ${equal} of ${scenarios.length - left} scenarios equal byte by byte, ${left} left out, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
