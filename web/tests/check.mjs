// The page in Chromium, from a file and without a network: sliders, a pasted scenario, a bad one, history, broken addresses,
// scripts off, accessibility, and whether it asks for anything. node web/tests/check.mjs PAGE [PICTURES]
import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const require = createRequire(new URL("../../tests/browser/check.mjs", import.meta.url));
const { chromium } = require("playwright-core");
const axe = require("axe-core").source;
const [file, pictures] = process.argv.slice(2);
const address = pathToFileURL(resolve(file)).href;
const problems = [];
const expect = (holds, what) => { if (!holds) problems.push(what); };
const profile = mkdtempSync(join(tmpdir(), "humnaam-page-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
await browser.setOffline(true);

async function open(hash = "", view = { width: 1280, height: 900 }, scheme = "light") {
  const page = await browser.newPage();
  await page.setViewportSize(view);
  await page.emulateMedia({ colorScheme: scheme });
  page.on("console", (message) => problems.push(`${hash}: console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`${hash}: error: ${error.message}`));
  page.on("dialog", async (dialog) => { problems.push(`${hash}: a dialog: ${dialog.message()}`); await dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(data:|blob:)/.test(request.url()) && request.url().split("#")[0] !== address) problems.push(`${hash}: asks for ${request.url()}`); });
  await page.goto(address + hash, { waitUntil: "load" });
  return page;
}
const ready = (page) => page.waitForSelector(".dial input", { timeout: 30_000 });
const text = (page, id) => page.textContent(`#${id}`);
const until = (page, id, pattern, most = 30_000) => page.waitForFunction(([id, source]) => new RegExp(source).test(document.getElementById(id).textContent), [id, pattern.source], { timeout: most }).catch(() => problems.push(`#${id} never says ${pattern}`));
async function look(page, at) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide <= 0, `${at}: ${wide} px wider than the screen`);
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const violation of result.violations) problems.push(`${at}: axe: ${violation.impact}: ${violation.help} (${violation.nodes[0].html.slice(0, 160)})`);
  if (pictures) await page.screenshot({ path: join(pictures, `what-if-${at}.png`), fullPage: true });
}

// How soon there is an answer of the page's own.
{
  const page = await open();
  expect((await text(page, "odds")).includes("14 of 100"), "the first contest's answer is not in the page");
  await page.waitForFunction(() => / [0-9]+ ms/.test(document.getElementById("computed").textContent), null, { timeout: 30_000 });
  const took = await page.evaluate(() => performance.now());
  console.log(`first answer after opening: ${took.toFixed(0)} ms`);
  await ready(page);
  await page.waitForSelector("#curve svg");
  await look(page, "desktop");

  // Keys and a drag: an answer follows, no frame is blocked, and the address remembers.
  await page.evaluate(() => {
    window.longest = 0;
    let last = performance.now();
    const frame = () => { const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now; requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
  });
  const slider = page.locator("#dial-0");
  const box = await slider.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  const waits = [];
  for (let step = 0; step < 12; step += 1) {
    const [before, stood] = [await text(page, "question"), await slider.inputValue()];
    const begun = Date.now();
    await page.mouse.move(box.x + box.width * (0.52 + 0.02 * step), box.y + box.height / 2);
    if ((await slider.inputValue()) === stood) continue;
    await page.waitForFunction((before) => document.getElementById("question").textContent !== before, before, { timeout: 5000 }).catch(() => problems.push(`at step ${step} of a drag no answer follows`));
    waits.push(Date.now() - begun);
  }
  await page.mouse.up();
  waits.sort((a, b) => a - b);
  console.log(`slider to sentence while dragging: ${waits[waits.length >> 1]} ms in the middle, ${waits.at(-1)} ms at the most; longest frame ${(await page.evaluate(() => window.longest)).toFixed(0)} ms`);
  expect((await text(page, "question")).startsWith("What if "), "a drag asks no question");
  const dragged = await page.evaluate(() => location.hash);
  expect(/confusion\.rate=0\.\d+/.test(dragged), `the address does not remember: ${dragged}`);
  await slider.focus();
  const valued = await slider.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowRight");
  expect((await slider.getAttribute("aria-valuetext")) !== valued, "an arrow key moves nothing");
  await page.waitForFunction((dragged) => location.hash !== dragged, dragged);
  await page.goBack();
  await page.waitForFunction((dragged) => location.hash === dragged, dragged);
  expect((await slider.getAttribute("aria-valuetext")) === valued, "going back does not move the slider back");
  await page.goBack();
  await until(page, "odds", /14 of 100/);
  await page.goForward();
  await until(page, "question", /^What if/);
  // What can be taken along.
  for (const [id, pattern] of [["copy-command", /^humnaam run scenarios\/raigad-2014\.toml --set confusion\.rate=/], ["copy-toml", /\[confusion\]\nrate = 0\./], ["copy-sentence", /^What if .* needed\.$/], ["copy-link", /#raigad-2014&confusion\.rate=/]]) {
    await page.evaluate(() => { navigator.clipboard.writeText = async (said) => { window.copied = said; }; window.copied = ""; });
    await page.click(`#${id}`);
    await page.waitForFunction(() => window.copied !== "", null, { timeout: 5000 }).catch(() => {});
    const copied = await page.evaluate(() => window.copied);
    expect(pattern.test(copied), `${id} copies ${copied.slice(0, 200)}`);
  }
  for (const id of ["save-svg", "save-png"]) {
    const [download] = await Promise.all([page.waitForEvent("download", { timeout: 10_000 }), page.click(`#${id}`)]);
    const saved = await download.path();
    expect(statSync(saved).size > 2000, `${id} saves ${statSync(saved).size} bytes`);
    if (pictures) await download.saveAs(join(pictures, download.suggestedFilename()));
  }
  await page.click("#as-believed");
  await until(page, "odds", /14 of 100/);

  // A scenario of one's own: bad, needing files, far too large, good, and with hostile names.
  await page.click("#own summary");
  const paste = async (said) => { await page.evaluate((said) => { document.getElementById("text").value = said; }, said); await page.click("#calculate"); };
  await paste("title = 'none'\nmode = 'backwards'\n");
  await until(page, "problems", /scenario\.toml:2:8: error/);
  expect((await text(page, "problems")).includes("^"), "no caret under what is wrong");
  expect((await text(page, "where")).includes("Raigad"), "a bad file takes the answer away");
  await look(page, "bad-file");
  await paste(readFileSync("scenarios/synthetic-booths.toml", "utf8"));
  await until(page, "wrong-head", /together/);
  await paste("x".repeat(10 << 20));
  await until(page, "problems", /larger than 1 MB/);
  await page.setInputFiles("#files", ["scenarios/synthetic-booths.toml", "scenarios/synthetic-booths.csv"]);
  await until(page, "where", /SYNTHETIC|Manjeshwaram|booths/i);
  await until(page, "question", /SYNTHETIC/);
  expect(await page.isHidden("#wrong"), "a good scenario leaves the problems standing");
  // Files carried here by the mouse, let go over the answer.
  await page.selectOption("#contest", "0");
  await until(page, "where", /Raigad/);
  const mouse = await browser.newCDPSession(page);
  const data = { items: [], files: ["scenarios/synthetic-booths.toml", "scenarios/synthetic-booths.csv"].map((path) => resolve(path)), dragOperationsMask: 1 };
  const [x, y] = [400, 300];
  for (const type of ["dragEnter", "dragOver"]) await mouse.send("Input.dispatchDragEvent", { type, x, y, data });
  expect(await page.evaluate(() => document.body.classList.contains("dropping")), "nothing shows that files may be let go here");
  await mouse.send("Input.dispatchDragEvent", { type: "drop", x, y, data });
  await until(page, "question", /SYNTHETIC/);
  expect(await page.isHidden("#wrong"), "files that were dropped together are refused");
  await page.setInputFiles("#files", ["tests/browser/hostile.toml"]);
  await until(page, "question", /<|script|alert/);
  await ready(page);
  await page.waitForTimeout(500);
  expect((await page.evaluate(() => document.querySelectorAll("main script, main iframe, main [onload], main [onerror]").length)) === 0, "a hostile name became an element");
  await look(page, "hostile");
  await page.close();
}

// A contest to come: the answer is there at once, and follows the slider.
{
  const page = await open("#close-race");
  await ready(page);
  await until(page, "odds", /of 100/);
  expect(/when this page was made/.test(await text(page, "computed")), "a contest to come is not answered at once");
  const slider = page.locator("#dial-0");
  await slider.focus();
  const begun = Date.now();
  await page.keyboard.press("ArrowRight");
  await until(page, "question", /^What if/);
  console.log(`slider to sentence, a contest to come: ${Date.now() - begun} ms`);
  await page.waitForSelector("#curve svg .thumb", { timeout: 30_000 }).catch(() => problems.push("the curve does not show where the slider is"));
  await until(page, "drawn", /simulations/);
  await look(page, "to-come");
  await page.close();
}

// Addresses that ask for what is not there.
for (const hash of ["#nowhere", "#raigad-2014&confusion.rate=abc", "#raigad-2014&confusion.rate=7", "#%E0%A4%A", "#raigad-2014&title=x", `#raigad-2014&${"x".repeat(5000)}`, "#own&confusion.rate=0.1", "#raigad-2014&confusion.rate=<script>"]) {
  const page = await open(hash);
  await ready(page);
  await until(page, "status", /not there/, 10_000);
  await until(page, "odds", /14 of 100/, 10_000);
  await page.close();
}

// A shared address, in Hindi, on a phone; and by night.
for (const [at, view, scheme, hash] of [
  ["phone-hindi", { width: 360, height: 740 }, "light", "#raigad-2014&confusion.rate=0.008&lang=hi"],
  ["phone", { width: 360, height: 740 }, "light", "#raigad-2014&confusion.rate=0.00806"],
  ["night", { width: 1280, height: 900 }, "dark", "#kanpur-2024"],
]) {
  const page = await open(hash, view, scheme);
  await ready(page);
  await until(page, "computed", /\d/);
  if (hash.includes("kanpur")) await until(page, "curve-title", /./); else await page.waitForSelector("#curve svg");
  if (hash.includes("lang=hi")) {
    expect((await page.getAttribute("html", "lang")) === "hi", "the language of the page is not that of the address");
    expect(/अगर/.test(await text(page, "question")), "the question is not in Hindi");
    const words = await page.evaluate(() => [...document.querySelectorAll("button, .note, label > span[data-term], h2, summary")].map((element) => element.textContent).filter((said) => /[A-Za-z]{5,}/.test(said)));
    expect(words.length === 0, `English is left in the Hindi page: ${words}`);
  }
  await look(page, at);
  if (pictures && at === "night") await page.pdf({ path: join(pictures, "what-if.pdf"), format: "A4" });
  await page.close();
}

// Scripts off, and a browser that lacks what the module needs: the first contest's answer stands.
{
  const plain = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: ["--no-sandbox", "--disable-gpu"] });
  const context = await plain.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(address);
  expect((await page.locator("#odds").innerText()).includes("14 of 100") && (await page.locator("#picture svg:visible").count()) === 1, "without scripts there is no answer");
  expect((await page.locator("input:visible, button:visible, select:visible").count()) === 0, "without scripts there are sliders that do nothing");
  await page.screenshot({ path: join(pictures ?? profile, "what-if-static.png"), fullPage: true });
  await context.close();
  const lacking = await plain.newContext({ viewport: { width: 1280, height: 900 } });
  const old = await lacking.newPage();
  old.on("pageerror", (error) => problems.push(`without SIMD: ${error.message}`));
  await old.addInitScript(() => { WebAssembly.validate = () => false; });
  await old.goto(address);
  await until(old, "status", /WebAssembly/);
  expect((await old.textContent("#odds")).includes("14 of 100"), "without SIMD there is no answer");
  await plain.close();
}

await browser.close();
rmSync(profile, { recursive: true, force: true });
const bytes = readFileSync(file);
const packed = gzipSync(bytes, { level: 9 }).length;
console.log(`${file}: ${(bytes.length / 1e6).toFixed(2)} MB, ${(packed / 1e6).toFixed(2)} MB packed`);
expect(packed <= 1.5e6, `the page is ${packed} bytes packed`);
for (const problem of problems) console.log(problem);
console.log(`the page: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
