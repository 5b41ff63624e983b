// The beginning: the module is unpacked, and the address is read.
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
