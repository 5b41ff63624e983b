// The address remembers what is asked.
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
