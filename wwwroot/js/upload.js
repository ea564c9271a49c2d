// Posts dropped and chosen files to the server, two at a time, and reports on each to the component.
const endpoint = "api/v1/contexts";
const atOnce = 2;

export function attach(zone, component) {
  const files = new Map();
  const waiting = [];
  const input = zone.querySelector("input[type=file]");
  let nextId = 1;
  let running = 0;
  let depth = 0;

  const report = (...call) => component.invokeMethodAsync(...call).catch(() => {});

  async function add(list) {
    for (const file of list) {
      const id = nextId++;
      files.set(id, file);
      await report("OnAdded", id, file.name, file.size);
      waiting.push(id);
    }
    pump();
  }

  function pump() {
    while (running < atOnce && waiting.length > 0) {
      running++;
      send(waiting.shift());
    }
  }

  function send(id) {
    const request = new XMLHttpRequest(); // fetch cannot tell how much was sent
    const form = new FormData();
    form.append("files", files.get(id));
    let told = -1;
    request.upload.onprogress = (event) => {
      const percent = event.lengthComputable ? Math.floor((event.loaded / event.total) * 100) : 0;
      if (percent >= told + 5 || percent === 100) report("OnProgress", id, (told = percent));
    };
    request.onloadend = () => {
      running--;
      if (request.status >= 200 && request.status < 300) files.delete(id);
      report("OnFinished", id, request.status, request.responseText.slice(0, 8000));
      pump();
    };
    request.open("POST", endpoint);
    request.setRequestHeader("Accept", "application/json");
    request.send(form);
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
      add([...event.dataTransfer.files]);
    },
  };
  for (const [name, listener] of Object.entries(listeners)) zone.addEventListener(name, listener);
  const take = () => {
    add([...input.files]);
    input.value = ""; // so that the same file can be chosen again
  };
  input.addEventListener("change", take);
  take(); // what was chosen before this script had arrived

  return {
    retry(id) {
      waiting.push(id);
      pump();
    },
    detach() {
      for (const [name, listener] of Object.entries(listeners)) zone.removeEventListener(name, listener);
    },
  };
}
