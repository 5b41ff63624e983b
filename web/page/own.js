// A scenario of one's own: pasted, chosen or dropped.
let own = null;

function take(files) {
  const all = files.reduce((sum, file) => sum + file.bytes.length, 0);
  const scenario = files.find((file) => file.name.toLowerCase().endsWith(".toml")) ?? files[0];
  if (!scenario) return;
  $("own").open = true;
  if (all > LARGEST) return wrong({ problems: [word("too_large")] });
  if (scenario.bytes.length < 1 << 20) $("text").value = new TextDecoder().decode(scenario.bytes);
  const before = state;
  own = { path: scenario.name, bytes: files, stem: "own", label: { en: scenario.name, hi: scenario.name }, before };
  if (![...$("contest").options].some((option) => option.value === "own")) $("contest").add(new Option(word("own_scenario"), "own"));
  go({ contest: own, set: {}, language: state.language });
  if (broken) status(word("no_wasm"));
}

function accepted() {
  $("wrong").hidden = true;
  if (location.hash !== address()) remember();
}

function wrong(answered) {
  $("wrong-head").textContent = word("wrong_scenario") + (answered.kind === "unreadable" ? ` ${word("files_together")}` : "");
  $("problems").textContent = answered.problems.join("\n\n");
  $("wrong").hidden = false;
  $("own").open = true;
  // The page goes on showing the contest before.
  const before = own?.before;
  own = null;
  for (const option of [...$("contest").options]) if (option.value === "own") option.remove();
  if (before && before.contest.stem !== "own") go({ ...before });
}

async function read(list) {
  const files = [];
  let bytes = 0;
  // A copy: what was chosen is forgotten at once, so that the same files can be chosen again.
  for (const file of [...list]) {
    bytes += file.size;
    if (bytes > LARGEST) { $("own").open = true; return wrong({ problems: [word("too_large")] }); }
    files.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  }
  take(files);
}

$("calculate").addEventListener("click", () => {
  const text = encode($("text").value);
  // Files that were chosen before stay beside the text.
  const beside = (own?.bytes ?? []).filter((file) => file.name !== own.path);
  take([{ name: own?.path ?? "scenario.toml", bytes: text }, ...beside]);
});
$("files").addEventListener("change", () => { read($("files").files); $("files").value = ""; });
addEventListener("dragover", (event) => { event.preventDefault(); document.body.classList.add("dropping"); });
addEventListener("dragleave", () => document.body.classList.remove("dropping"));
addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dropping");
  if (event.dataTransfer.files.length > 0) read(event.dataTransfer.files);
});
