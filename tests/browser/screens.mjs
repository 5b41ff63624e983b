// Compares the first screen of pages with kept pictures, so that a layout that fell apart is noticed.
//
//     node screens.mjs [--renew] report.html...
//
// What is kept is small and grey: the mean of every eight by eight pixels. Two Chromiums that draw the edges of letters differently
// agree on it within the limits below; a verdict that is gone, a picture that moved or a night that stayed white do not.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { opened, screen, views } from "./readers.mjs";

const BLOCK = 8;
// Levels of grey, of 255: over the whole screen, and at its worst place, three by three blocks. Other hinting of letters comes to 0.9
// and 9, a screen that lies a pixel lower to 3.1 and 13; the contest's name gone to 0.1 and 23, the verdict's word gone to 0.1 and 35.
const MOST_MEAN = 4;
const MOST_AT_A_PLACE = 20;

// What is broken on purpose, on every screen, to see that it would be noticed.
const breaks = {
  "without the verdict's word": () => (document.querySelector(".word").style.visibility = "hidden"),
  "with its picture 16 px aside": () => (document.querySelector("#verdict").style.transform = "translateX(16px)"),
};

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const kept = join(here, "screens");
const seen = join(root, "target/screens");
const given = process.argv.slice(2);
const renew = given[0] === "--renew" && given.shift() !== undefined;
const problems = [];
const { browser, close } = await opened();
// Pictures are read, made small and written in a page of their own, which needs no further package.
const desk = await browser.newPage();

// The grey of a PNG, its pixels averaged by blocks of so many; as numbers and as a PNG.
function shrunk(png, block) {
  return desk.evaluate(
    async ([address, block]) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const sheet = new OffscreenCanvas(image.width, image.height);
      const pen = sheet.getContext("2d");
      pen.drawImage(image, 0, 0);
      const { data } = pen.getImageData(0, 0, image.width, image.height);
      const [width, height] = [Math.ceil(image.width / block), Math.ceil(image.height / block)];
      const [sums, counts] = [new Float64Array(width * height), new Float64Array(width * height)];
      for (let at = 0; at < data.length; at += 4) {
        const [x, y] = [(at / 4) % image.width, Math.floor(at / 4 / image.width)];
        const place = Math.floor(y / block) * width + Math.floor(x / block);
        sums[place] += 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
        counts[place] += 1;
      }
      const grey = Array.from(sums, (sum, place) => Math.round(sum / counts[place]));
      const small = document.createElement("canvas");
      [small.width, small.height] = [width, height];
      const pixels = grey.flatMap((level) => [level, level, level, 255]);
      small.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
      return { width, height, grey, png: small.toDataURL("image/png").split(",")[1] };
    },
    [`data:image/png;base64,${png.toString("base64")}`, block],
  );
}

// How far two small pictures of one size are apart: on average, and where most.
function apart(one, other) {
  const { width, height } = one;
  const difference = (x, y) => one.grey[y * width + x] - other.grey[y * width + x];
  let [mean, most, where] = [0, 0, [0, 0]];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      mean += Math.abs(difference(x, y)) / (width * height);
      // Words that lie a pixel lower darken one block and lighten the next: places are compared, not blocks.
      let [sum, count] = [0, 0];
      for (let v = Math.max(y - 1, 0); v <= Math.min(y + 1, height - 1); v += 1) {
        for (let u = Math.max(x - 1, 0); u <= Math.min(x + 1, width - 1); u += 1) [sum, count] = [sum + difference(u, v), count + 1];
      }
      if (Math.abs(sum / count) > most) [most, where] = [Math.abs(sum / count), [x * BLOCK, y * BLOCK]];
    }
  }
  return { mean, most, where };
}

const outside = ({ mean, most }) => mean > MOST_MEAN || most > MOST_AT_A_PLACE;

let [compared, furthest, worst] = [0, 0, 0];
async function look(page, name) {
  const shot = await page.screenshot();
  const [file, now] = [join(kept, name), await shrunk(shot, BLOCK)];
  if (renew) {
    mkdirSync(kept, { recursive: true });
    writeFileSync(file, Buffer.from(now.png, "base64"));
    return;
  }
  compared += 1;
  const fault = (what) => {
    mkdirSync(seen, { recursive: true });
    writeFileSync(join(seen, name), shot);
    problems.push(`${relative(root, file)}: ${what} What was seen is target/screens/${name}. If it is meant so, keep it: just screens`);
  };
  if (!existsSync(file)) return fault("there is no such picture.");
  const before = await shrunk(readFileSync(file), 1);
  if (before.width !== now.width || before.height !== now.height) {
    return fault(`the picture is ${before.width} x ${before.height} blocks, the screen ${now.width} x ${now.height}.`);
  }
  const found = apart(now, before);
  furthest = Math.max(furthest, found.mean);
  worst = Math.max(worst, found.most);
  if (outside(found)) {
    const { mean, most, where } = found;
    return fault(`the first screen is ${mean.toFixed(2)} of 255 greys away on average (at most ${MOST_MEAN}) and ${most.toFixed(1)} about ${where[0]}, ${where[1]} px (at most ${MOST_AT_A_PLACE}).`);
  }
  for (const [what, done] of Object.entries(breaks)) {
    await page.evaluate(`(${done})()`);
    if (!outside(apart(await shrunk(await page.screenshot(), BLOCK), before))) problems.push(`${name}: a screen ${what} passes`);
    // No element of a page has a style of its own.
    await page.evaluate(() => document.querySelectorAll("[style]").forEach((element) => element.removeAttribute("style")));
  }
}

for (const path of given) {
  for (const view of views) {
    const page = await screen(browser, view);
    await page.goto(pathToFileURL(resolve(path)).href, { waitUntil: "load" });
    const lang = await page.evaluate(() => document.fonts.ready.then(() => document.documentElement.lang));
    await look(page, `${basename(dirname(resolve(path)))}-${lang}-${view.name}.png`);
    await page.close();
  }
}
await close();
if (given.length === 0) problems.push("no page was given");
for (const problem of problems) console.log(problem);
if (renew) console.log(`${given.length * views.length} first screens are kept`);
else console.log(`${compared} first screens, ${problems.length} problems; the furthest is ${furthest.toFixed(2)} greys away on average, ${worst.toFixed(1)} at a place`);
process.exit(problems.length === 0 ? 0 : 1);
