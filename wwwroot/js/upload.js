// Posts dropped, chosen and pasted files to the server, two at a time, and reports on each to the component that is there.
// What is not through outlives the component: another page of ours may be looked at meanwhile.
const endpoint = "api/v1/uploads";
const atOnce = 2;
const rows = new Map(); // of { id, file, name, size, problem, percent, status, body }: what the server has taken is none of them, once that is heard
const waiting = [];
let component = null;
let nextId = 1;
let running = 0;

const report = (...call) => component?.invokeMethodAsync(...call).catch(() => {});
const isTaken = (row) => row.status >= 200 && row.status < 300;

// Told until it is heard: what is said while the live connection is away gets lost in silence.
function tell(row) {
  const heard = () => {
    if (isTaken(row)) rows.delete(row.id);
  };
  if (component) component.invokeMethodAsync("OnFinished", row.id, row.status, row.body).then(heard, () => {});
  else heard();
}

document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", (event) => {
  if (event.detail.state === "hide") [...rows.values()].filter((row) => row.status !== null).forEach(tell);
});

function pump() {
  while (running < atOnce && waiting.length > 0) {
    running++;
    send(rows.get(waiting.shift()));
  }
}

function send(row) {
  const request = new XMLHttpRequest(); // fetch cannot tell how much was sent
  const form = new FormData();
  form.append("files", row.file, row.name);
  let told = -1;
  request.upload.onprogress = (event) => {
    const percent = event.lengthComputable ? Math.floor((event.loaded / event.total) * 100) : 0;
    if (percent >= told + 10 || (percent === 100 && told < 100)) report("OnProgress", row.id, (row.percent = told = percent));
  };
  request.onloadend = () => {
    running--;
    row.status = request.status;
    row.body = request.responseText.slice(0, 8000);
    tell(row);
    pump();
    guard();
  };
  request.open("POST", endpoint);
  request.setRequestHeader("Accept", "application/json");
  request.send(form);
}

function retry(id) {
  const row = rows.get(id);
  if (!row?.file || row.status === null) return; // it waits already
  row.percent = row.status = row.body = null;
  waiting.push(id);
  pump();
  guard();
}

function forget(id) {
  const row = rows.get(id);
  if (row && (row.problem !== null || row.status !== null)) rows.delete(id);
}

// Leaving the site ends what is being sent, and nothing would send the rest.
function guard() {
  if (running + waiting.length > 0) addEventListener("beforeunload", warn);
  else removeEventListener("beforeunload", warn);
}

function warn(event) {
  event.preventDefault();
}

export function attach(zone, newComponent, limits) {
  const inputs = [...zone.querySelectorAll("input[type=file]")];
  let depth = 0;

  component = newComponent;
  // Where nobody heard of them, the server lists them all the same.
  for (const row of rows.values()) if (isTaken(row)) rows.delete(row.id);
  if (rows.size > 0) report("OnFound", [...rows.values()].map(({ file, ...told }) => told));

  // list: of { file, path }, and of { path, problem } for what there is no file of
  async function add(list) {
    if (list.length === 0) return;
    let count = 0;
    const chosen = list.map(({ file, path, problem = null }) => {
      if (file) problem = ++count > limits.maxFiles ? limits.tooMany : file.size > limits.maxFileBytes ? limits.tooLarge : null;
      const row = { id: nextId++, file: problem === null ? file : null, name: path, size: file?.size ?? null, problem, percent: null, status: null, body: null };
      rows.set(row.id, row);
      if (problem === null) waiting.push(row.id);
      return { id: row.id, name: row.name, size: row.size, problem };
    });
    guard();
    await report("OnChosen", chosen);
    pump();
  }

  // A dropped folder is walked here: the browser gives its entries, a hundred at a time. What is found ends up in found.files;
  // what is not looked at any more, or cannot be read, is told of in found.problems.
  async function walk(entry, folder, found) {
    if (found.isFull) return;
    if ((entry.isFile && found.files.length === limits.maxFiles) || found.problems.length === limits.maxFiles) {
      found.isFull = true;
      found.problems.push({ path: found.root, problem: limits.moreInFolder });
      return;
    }
    const path = folder + entry.name;
    const cannotBeRead = () => found.problems.push({ path, problem: limits.unreadable });
    if (entry.isFile) {
      const file = await new Promise((done) => entry.file(done, () => done(null)));
      if (file) found.files.push({ file, path });
      else cannotBeRead();
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const entries = await new Promise((done) => reader.readEntries(done, () => done(null)));
      if (entries === null) cannotBeRead();
      if (found.isFull || !entries?.length) return;
      for (const inner of entries) {
        if (!inner.name.startsWith(".")) await walk(inner, `${path}/`, found);
      }
    }
  }

  async function filesOf(entries) {
    const found = { files: [], problems: [], isFull: false };
    for (const entry of entries) {
      found.root = entry.isDirectory ? `${entry.name}/` : entry.name;
      if (found.isFull || (entry.isFile && found.files.length === limits.maxFiles)) found.problems.push({ path: found.root, problem: limits.tooMany });
      else await walk(entry, "", found);
    }
    return [...found.problems, ...found.files]; // problems first: they must not be hidden behind hundreds of files
  }

  async function addTransfer(transfer) {
    // Both have to be asked for at once: the list is empty after the event.
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...transfer.files].map((file) => ({ file, path: file.name }));
    add(entries.some((entry) => entry.isDirectory) ? await filesOf(entries) : plain);
  }

  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  const mark = () => zone.classList.toggle("over", depth > 0);
  const listeners = {
    dragenter(event) {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth++;
      mark();
    },
    dragover(event) {
      if (carriesFiles(event)) event.preventDefault();
    },
    dragleave(event) {
      if (!carriesFiles(event)) return;
      depth--;
      mark();
    },
    drop(event) {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      mark();
      addTransfer(event.dataTransfer);
    },
  };
  for (const [name, listener] of Object.entries(listeners)) zone.addEventListener(name, listener);

  // Files that were copied elsewhere; text that is pasted into a field stays there.
  const paste = (event) => {
    if (!event.clipboardData?.files.length || event.target.closest?.("input, textarea, [contenteditable]")) return;
    event.preventDefault();
    addTransfer(event.clipboardData);
  };
  document.addEventListener("paste", paste);

  const take = (input) => {
    add([...input.files].filter((file) => !file.webkitRelativePath.split("/").some((part) => part.startsWith("."))).map((file) => ({ file, path: file.webkitRelativePath || file.name })));
    input.value = ""; // so that the same file can be chosen again
  };
  for (const input of inputs) {
    input.addEventListener("change", () => take(input));
    take(input); // what was chosen before this script had arrived
  }

  return {
    retry,
    forget,
    detach() {
      if (component === newComponent) component = null; // the next one may have come first
      for (const [name, listener] of Object.entries(listeners)) zone.removeEventListener(name, listener);
      document.removeEventListener("paste", paste);
    },
  };
}
