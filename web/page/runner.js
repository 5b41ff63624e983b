// Two workers: one for the law, one for what may take longer.
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
