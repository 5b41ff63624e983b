// What can be taken along: sentences, links, commands, pictures.
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
