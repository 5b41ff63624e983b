// The page around the module: it asks, shows and remembers nothing. Every number and every sentence is the module's.
"use strict";
(() => {
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

  // ---- two workers: one for the law, one for what may take longer ----
  const source = URL.createObjectURL(new Blob([$("worker").textContent], { type: "text/javascript" }));
  let moduleBytes = null;

  class Runner {
    constructor() { this.waiting = new Map(); this.current = null; this.number = 0; this.start(); }
    start() {
      this.worker = new Worker(source);
      this.worker.onmessage = ({ data }) => this.heard(data);
      this.worker.onerror = (event) => { event.preventDefault(); lacking(); };
      this.worker.postMessage({ module: moduleBytes });
    }
    // The newest question of a kind takes the place of the one before.
    ask(kind, header, contest, done) {
      this.waiting.set(kind, { kind, header, contest, done, id: ++this.number });
      if (this.current && this.current.kind === kind) {
        const current = this.current;
        const late = () => { if (this.current === current && this.waiting.has(kind)) this.again(); };
        setTimeout(late, Math.max(0, PATIENCE - (performance.now() - current.begun)));
      }
      this.next();
    }
    again() { this.worker.terminate(); this.current = null; this.start(); this.next(); }
    drop() { this.waiting.clear(); if (this.current) this.again(); }
    next() {
      if (this.current || this.waiting.size === 0) return;
      const [kind, job] = this.waiting.entries().next().value;
      this.waiting.delete(kind);
      job.begun = performance.now();
      this.current = job;
      const files = job.contest.bytes;
      const header = { ...job.header, path: job.contest.path, files: files.map((file) => [file.name, file.bytes.length]), language: state.language };
      this.worker.postMessage({ id: job.id, header, files: files.map((file) => file.bytes) });
    }
    heard(data) {
      if (data.broken) return lacking();
      if (data.ready || !this.current || data.id !== this.current.id) return;
      const { done } = this.current;
      this.current = null;
      done(data.text, data.took);
      this.next();
    }
  }

  function lacking() {
    if (broken) return;
    broken = true;
    $("computed").textContent = word("computed_before");
    status(word("no_wasm"));
  }

  // ---- what is shown ----
  function show(answer, took) {
    shown = answer;
    document.title = `${answer.contest}: ${word("page_title")}`;
    $("where").textContent = answer.contest;
    $("question").textContent = answer.question;
    $("odds").textContent = answer.large;
    $("diverted").textContent = answer.small;
    $("because").textContent = answer.below;
    // A rate that was typed into the address lies between two stops.
    if (answer.rate && opened?.dials[0] && !opened.dials[0].stops.some((stop) => stop.value === state.set[KEYS[0]])) $("dials").querySelector("output").textContent = answer.rate;
    $("chance").textContent = answer.chance ?? "";
    $("without").textContent = answer.without.join(" ");
    $("warnings").textContent = answer.warnings.join(" ");
    $("rests").textContent = answer.rests_on;
    $("computed").textContent = took === null ? word("computed_before") : word("computed_in").replace("{ms}", Math.max(1, Math.round(took)));
    if (answer.picture) { draw("picture", answer.picture); $("picture").classList.remove("stale"); }
    $("drawn").textContent = answer.drawn ?? "";
    if (answer.curve) { draw("curve", answer.curve); $("curve").classList.remove("stale"); }
  }

  function words() {
    document.documentElement.lang = state.language;
    for (const element of document.querySelectorAll("[data-term]")) element.textContent = word(element.dataset.term);
    for (const option of $("contest").options) {
      const contest = given.contests[option.value];
      option.textContent = contest ? contest.label[state.language] : word("own_scenario");
    }
  }

  // ---- sliders ----
  function sliders() {
    const dials = opened.dials.map((dial, number) => {
      const box = document.createElement("div");
      box.className = dial.prior.length || dial.fence || dial.needed ? "dial" : "dial plain";
      box.innerHTML = `<label for="dial-${number}"><span></span>: <output for="dial-${number}"></output></label><div class="track"><input type="range" id="dial-${number}" min="0" max="${dial.stops.length - 1}" step="1"></div><div class="ends"><span></span><span></span></div><div class="marks"></div><p class="note"></p>`;
      box.querySelector("span").textContent = dial.label;
      box.querySelector(".note").textContent = dial.note;
      const track = box.querySelector(".track");
      const [low, high] = box.querySelectorAll(".ends span");
      [low.textContent, high.textContent] = [dial.stops[0].words, dial.stops.at(-1).words];
      if (!box.classList.contains("plain")) track.prepend(document.importNode(parser.parseFromString(opened.behind[number], "image/svg+xml").documentElement, true));
      for (const kind of ["needed", "fence"]) {
        if (!dial[kind]) continue;
        const mark = document.createElement("span");
        mark.className = kind === "needed" ? "needed" : "limit";
        mark.textContent = dial[kind].words;
        box.querySelector(".marks").append(mark);
      }
      const input = box.querySelector("input");
      input.addEventListener("input", () => { state.set[dial.key] = dial.stops[input.value].value; told(number); answer(); });
      input.addEventListener("change", () => { state.set[dial.key] = dial.stops[input.value].value; told(number); answer(); remember(); });
      return box;
    });
    $("dials").replaceChildren(...dials);
    opened.dials.forEach((_, number) => told(number));
  }

  function told(number) {
    const dial = opened.dials[number];
    const box = $("dials").children[number];
    const input = box.querySelector("input");
    const value = state.set[dial.key];
    const set = value !== undefined;
    const at = set ? placeOf(dial, value) : dial.at;
    const said = set ? (dial.stops[at].value === value ? dial.stops[at].words : value) : dial.believed;
    if (input.value !== String(at)) input.value = at;
    input.setAttribute("aria-valuetext", said);
    const output = box.querySelector("output");
    output.textContent = said;
    output.classList.toggle("believed", !set);
    box.classList.toggle("unset", !set);
  }

  // A value that was typed into the address lies at the stop that is nearest.
  function placeOf(dial, value) {
    const exact = dial.stops.findIndex((stop) => stop.value === value);
    if (exact >= 0) return exact;
    const away = dial.stops.map((stop) => Math.abs(Number(stop.value) - Number(value)));
    const least = Math.min(...away);
    return Number.isNaN(least) ? dial.at : away.indexOf(least);
  }

  // ---- asking ----
  let law = null;
  let side = null;

  function fail(answered, contest) {
    if (contest === own) return wrong(answered);
    // A shipped contest reads; so it is what is set that does not.
    state.set = {};
    status(word("broken_address"));
    opened?.dials.forEach((_, number) => told(number));
    remember(true);
    answer();
  }

  function open() {
    if (broken || !law) return;
    const at = ++generation;
    const { contest } = state;
    law.ask("open", { ask: "open" }, contest, (text) => {
      if (at !== generation) return;
      const answered = JSON.parse(text);
      if (answered.problems) return fail(answered, contest);
      opened = answered;
      if (contest === own) accepted();
      sliders();
      answer();
    });
  }

  function answer() {
    const { contest } = state;
    const asked = settings();
    if (asked.length === 0 && contest.kept) {
      law?.waiting.delete("answer");
      const kept = contest.kept[state.language];
      show({ ...kept, picture: narrow() < 500 ? kept.narrow : kept.picture }, null);
      if (law) later(contest, asked, false);
      return;
    }
    if (broken || !law) return;
    const at = generation;
    const slow = setTimeout(() => status(word(opened?.mode === "prospective" ? "takes_longer" : "working")), 400);
    const mine = curve && curve.of === of(contest, asked) ? curve.curve : null;
    if (!mine) $("curve").classList.add("stale");
    law.ask("answer", { ask: "answer", settings: asked, width: narrow(), curve: mine }, contest, (text, took) => {
      clearTimeout(slow);
      if (at !== generation) return;
      const answered = JSON.parse(text);
      if (answered.problems) return fail(answered, contest);
      if ([word("takes_longer"), word("working")].includes($("status").textContent)) status("");
      if (!answered.picture) $("picture").classList.add("stale");
      show(answered, took);
      later(contest, asked, !answered.picture);
    });
  }

  // The curve does not depend on the rate that is set, nor on where voters go.
  const of = (contest, asked) => JSON.stringify([contest.path, given.contests.indexOf(contest), state.language, asked.filter((setting) => !/^(confusion\.rate|own_support\.goes_to)=/.test(setting))]);

  let resting = 0;
  function later(contest, asked, drawn) {
    clearTimeout(resting);
    const at = generation;
    const tag = of(contest, asked);
    if (curve && curve.of === tag && !shown.curve) draw("curve", curve.drawn);
    resting = setTimeout(() => {
      if (at !== generation) return;
      if (!curve || curve.of !== tag) {
        const base = asked.filter((setting) => !setting.startsWith("confusion.rate="));
        side.ask("curve", { ask: "curve", settings: base, width: narrow() }, contest, (text) => {
          const answered = JSON.parse(text);
          if (at !== generation || answered.problems) return;
          curve = { of: tag, curve: answered.curve, drawn: answered.drawn };
          $("curve-title").textContent = answered.curve ? answered.curve.title : word("curve_none");
          draw("curve", answered.drawn);
          $("curve").classList.remove("stale");
          if (answered.curve && "confusion.rate" in state.set) answer();
        });
      }
      if (drawn) {
        side.ask("draws", { ask: "answer", settings: asked, width: narrow(), draws: DRAWS, curve: curve?.of === tag ? curve.curve : null }, contest, (text) => {
          const answered = JSON.parse(text);
          if (at !== generation || answered.problems || String(settings()) !== String(asked)) return;
          const said = $("computed").textContent;
          show(answered, null);
          $("computed").textContent = said;
        });
      }
    }, 60);
  }

  // ---- the address ----
  let remembered = null;
  const slug = () => (state.contest === own ? "own" : state.contest.stem);
  const address = () => "#" + [slug(), ...KEYS.filter((key) => key in state.set).map((key) => `${key}=${state.set[key]}`), ...(state.language === given.language ? [] : [`lang=${state.language}`])].map(encodeURIComponent).join("&").replaceAll("%3D", "=");

  function remember(instead = false) {
    remembered = address();
    if (location.hash === remembered) return;
    if (instead) history.replaceState(null, "", remembered); else history.pushState(null, "", remembered);
    $("unseen-answer").textContent = shown?.sentence ?? "";
  }

  function recall() {
    const asked = { contest: given.contests[0], set: {}, language: given.language, fine: true };
    if (location.hash.length > 1 && location.hash.length < 2000) {
      try {
        const [name, ...parts] = location.hash.slice(1).split("&").map(decodeURIComponent);
        const contest = name === "own" ? own : given.contests.find((one) => one.stem === name);
        if (contest) asked.contest = contest; else asked.fine = false;
        for (const part of parts) {
          const [key, ...rest] = part.split("=");
          const value = rest.join("=");
          if (key === "lang" && value in given.words) asked.language = value;
          else if (contest && KEYS.includes(key) && value.length > 0 && value.length < 80 && !/[\n\r]/.test(value)) asked.set[key] = value;
          else asked.fine = false;
        }
      } catch {
        asked.fine = false;
      }
    } else if (location.hash.length > 1) asked.fine = false;
    if (!asked.fine) asked.set = {};
    return asked;
  }

  function go(asked) {
    const moved = asked.contest !== state.contest || asked.language !== state.language || !opened;
    state = { contest: asked.contest, set: asked.set, language: asked.language };
    $("contest").value = state.contest === own ? "own" : given.contests.indexOf(state.contest);
    $("language").value = state.language;
    words();
    status(asked.fine === false ? word("broken_address") : "");
    if (moved) {
      curve = null; opened = null; generation += 1; clearTimeout(resting);
      law?.drop(); side?.drop();
      clear("dials"); clear("curve"); $("curve-title").textContent = "";
      if (state.contest.kept && settings().length === 0) answer();
      open();
    } else {
      opened.dials.forEach((_, number) => told(number));
      answer();
    }
  }

  addEventListener("hashchange", () => { if (location.hash !== remembered) { remembered = location.hash; go(recall()); } });
  addEventListener("popstate", () => { if (location.hash !== remembered) { remembered = location.hash; go(recall()); } });

  // ---- one's own scenario ----
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

  // ---- buttons ----
  async function copy(text, note = "") {
    $("copy-here").hidden = true;
    try {
      await navigator.clipboard.writeText(text);
      status(`${word("copied")} ${note}`.trim());
    } catch {
      $("copy-here").hidden = false;
      $("copy-here").value = text;
      $("copy-here").select();
      status(word("not_copied"));
    }
  }
  const quoted = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  const command = () => ["humnaam run", quoted(state.contest.path.startsWith("-") ? `./${state.contest.path}` : state.contest.path), ...settings().map((setting) => `--set ${quoted(setting)}`)].join(" ");
  $("copy-sentence").addEventListener("click", () => shown && copy(shown.sentence));
  $("copy-link").addEventListener("click", () => { remember(true); copy(location.href, state.contest === own ? word("own_not_in_link") : ""); });
  $("copy-command").addEventListener("click", () => copy(command()));
  $("copy-toml").addEventListener("click", () => {
    const { contest } = state;
    const text = new TextDecoder().decode(contest.bytes.find((file) => file.name === contest.path).bytes);
    const plain = () => copy(settings().length ? `# ${command()}\n${text}` : text);
    if (!law || broken) return plain();
    side.ask("toml", { ask: "toml", settings: settings() }, contest, (said) => {
      const { toml } = JSON.parse(said);
      if (toml) copy(toml); else plain();
    });
  });
  $("print").addEventListener("click", () => print());
  $("as-believed").addEventListener("click", () => { state.set = {}; status(""); opened?.dials.forEach((_, number) => told(number)); answer(); remember(); });

  function sheet(then) {
    const without = () => shown?.picture && then(shown.picture);
    if (!law || broken) return without();
    side.ask("sheet", { ask: "sheet", settings: settings(), width: 760, draws: opened?.mode === "prospective" ? DRAWS : 0 }, state.contest, (text) => {
      const { picture } = JSON.parse(text);
      if (picture) then(picture); else without();
    });
  }
  const name = (ending) => `${slug()}-what-if.${ending}`;
  function save(blob, as) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = as;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
  $("save-svg").addEventListener("click", () => sheet((svg) => save(new Blob([svg], { type: "image/svg+xml" }), name("svg"))));
  $("save-png").addEventListener("click", () => sheet((svg) => {
    const image = new Image();
    const [, , width, height] = svg.match(/viewBox="([^"]+)"/)[1].split(" ").map(Number);
    image.onload = () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [2 * width, 2 * height];
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save(blob, name("png")));
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg.replace("<svg ", `<svg width="${width}" height="${height}" `));
  }));

  $("contest").addEventListener("change", () => {
    const contest = $("contest").value === "own" ? own : given.contests[$("contest").value];
    go({ contest, set: {}, language: state.language });
    remember();
  });
  $("language").addEventListener("change", () => { go({ ...state, set: { ...state.set }, language: $("language").value }); remember(); });
  let wide = narrow();
  addEventListener("resize", () => { if (Math.abs(narrow() - wide) > 40) { wide = narrow(); curve = null; if (opened) answer(); } });

  // ---- begin ----
  given.contests.forEach((contest, at) => $("contest").add(new Option(contest.label[state.language], at)));
  words();
  const first = recall();
  remembered = location.hash;
  (async () => {
    try {
      const packed = unpacked($("module").textContent);
      $("module").remove();
      const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
      moduleBytes = await new Response(stream).arrayBuffer();
      if (!WebAssembly.validate(moduleBytes)) throw new Error("the module is not understood");
      law = new Runner();
      side = new Runner();
    } catch {
      lacking();
    }
    state = { ...state, contest: first.contest, language: first.language };
    go(first);
    if (broken) status(word("no_wasm"));
  })();
})();
