// Sliders for what a scenario leaves open.
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
