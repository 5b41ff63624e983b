// Opens pages of results in Chromium as readers would and fails on whatever they would stumble over:
// messages in the console, requests that leave, a page wider than a phone, whatever axe-core finds,
// and names of a scenario that became more than text.
//
//     node check.mjs [--pictures DIR] report.html...
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { opened, screen, views } from "./readers.mjs";

const axe = createRequire(import.meta.url)("axe-core").source;

const given = process.argv.slice(2);
const pictures = given[0] === "--pictures" ? given.splice(0, 2)[1] : null;
const problems = [];
const { browser, close } = await opened();

let looked = 0;
// What the pages of a contest say together.
const words = new Map();
for (const path of given) {
  const address = pathToFileURL(resolve(path)).href;
  const stem = basename(dirname(resolve(path)));
  for (const view of views) {
    const at = `${stem}, ${view.name}`;
    const page = await screen(browser, view);
    page.on("console", (message) => problems.push(`${at}: console: ${message.text()}`));
    page.on("pageerror", (error) => problems.push(`${at}: error: ${error.message}`));
    page.on("dialog", async (dialog) => {
      problems.push(`${at}: a dialog opened: ${dialog.message()}`);
      await dialog.dismiss();
    });
    page.on("request", (request) => {
      const url = request.url();
      if (url !== address && !url.startsWith("data:")) problems.push(`${at}: asks for ${url}`);
    });
    await page.goto(address, { waitUntil: "load" });
    await page.evaluate(() => document.fonts.ready.then(() => true));
    const found = await page.evaluate(() => {
      const attributes = [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes].map((a) => a.name));
      const root = document.documentElement;
      return {
        wide: root.scrollWidth - root.clientWidth,
        scripts: document.querySelectorAll("script, iframe, object, embed, link, img, base, form").length,
        handlers: attributes.filter((name) => name.startsWith("on")).length,
        fonts: [...document.fonts].map((font) => font.status),
        lang: root.lang,
        charts: document.querySelectorAll("figure").length,
        // What the first screen must hold: the verdict in a word, and its picture.
        word: document.querySelector(".word")?.getBoundingClientRect().bottom ?? 0,
        picture: [...document.querySelectorAll("#verdict svg")].map((svg) => svg.getBoundingClientRect()).filter((box) => box.height > 0).map((box) => box.bottom)[0] ?? 0,
        audit: root.textContent.includes("SHA-256") || document.querySelectorAll("td.digest").length > 0,
        unnamed: [...document.querySelectorAll("svg")].filter((svg) => svg.getAttribute("role") !== "img" || !svg.getAttribute("aria-label") || !svg.querySelector("title")).length,
        tables: document.querySelectorAll("figure details table").length,
        texts: document.querySelectorAll("svg text").length,
        turned: /[\u202a-\u202e\u2066-\u2069]/.test(root.textContent),
        words: root.textContent,
      };
    });
    if (found.wide > 0) problems.push(`${at}: the page is ${found.wide} px wider than the screen`);
    if (found.scripts > 0) problems.push(`${at}: ${found.scripts} elements that have no place in a report`);
    if (found.handlers > 0) problems.push(`${at}: ${found.handlers} attributes that would run something`);
    if (found.fonts.length === 0 || found.fonts.includes("error")) problems.push(`${at}: fonts: ${found.fonts}`);
    if (!["en", "hi"].includes(found.lang)) problems.push(`${at}: lang is "${found.lang}"`);
    if (found.charts < 2 || found.tables < found.charts) problems.push(`${at}: ${found.charts} charts and ${found.tables} tables`);
    if (!found.audit && (found.word === 0 || found.picture === 0 || Math.max(found.word, found.picture) > view.viewport.height)) problems.push(`${at}: the first screen ends at ${view.viewport.height}, the verdict at ${found.word} and its picture at ${found.picture}`);
    if (found.unnamed > 0) problems.push(`${at}: ${found.unnamed} drawings without words for those who cannot see them`);
    if (found.texts < 20) problems.push(`${at}: the drawings hold ${found.texts} words as text`);
    if (found.turned) problems.push(`${at}: characters that turn the direction of writing`);
    words.set(stem, (words.get(stem) ?? "") + found.words);
    // Closed tables are looked at too.
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    await page.evaluate(axe);
    const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    for (const violation of result.violations) {
      problems.push(`${at}: axe: ${violation.impact}: ${violation.help} (${violation.nodes.length}: ${violation.nodes[0].html.slice(0, 160)})`);
    }
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = false)));
    if (pictures) {
      await page.screenshot({ path: join(pictures, `${stem}-${view.name}.png`), fullPage: true });
      if (view.name === "desktop") await page.pdf({ path: join(pictures, `${stem}.pdf`), format: "A4" });
    }
    looked += 1;
    await page.close();
  }
}
for (const [stem, text] of words) {
  if (!stem.startsWith("hostile")) continue;
  for (const name of ["<script>alert('winner')</script>", "\"><svg onload=alert(5)>", "Asha ]]> & <i>Rao</i>", "{{ 7 * 7 }}"]) {
    if (!text.includes(name)) problems.push(`${stem}: ${name} is not shown as text`);
  }
}
await close();
if (given.length === 0) problems.push("no page was given");
for (const problem of problems) console.log(problem);
console.log(`${looked} views of ${given.length} pages, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
