// Asking the module, and showing what it answers.
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
