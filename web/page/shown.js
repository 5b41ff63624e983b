// What is shown: the module's words and pictures in their places.
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
