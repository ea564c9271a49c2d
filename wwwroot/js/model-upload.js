// Sends one model file at a time as the body of a request, and reports to the component that is there. What is being sent
// outlives the component: another page of ours may be looked at meanwhile.
const endpoint = "api/v1/models/files";
const reportEvery = 250;
let component = null;
let current = null; // { request, name, size, sent }
let untold = null; // how the last one ended, until a component has heard of it

const report = (...call) => component?.invokeMethodAsync(...call).catch(() => {});

// Told until it is heard: what is said while the live connection is away gets lost in silence.
function tell() {
  const end = untold;
  const heard = () => {
    if (untold === end) untold = null;
  };
  if (end) component?.invokeMethodAsync("OnFinished", ...end).then(heard, () => {});
}

document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", (event) => {
  if (event.detail.state === "hide") tell();
});

export function attach(input, newComponent) {
  component = newComponent;
  tell();
  if (current) report("OnFound", current.name, current.size, current.sent);
  const take = async () => {
    const [file] = input.files;
    if (!file || current) return;
    const head = await file.slice(0, 4).arrayBuffer().then((bytes) => String.fromCharCode(...new Uint8Array(bytes)), () => "");
    input.value = ""; // so that the same file can be chosen again
    if (await component?.invokeMethodAsync("OnChosen", file.name, file.size, head)) send(file);
  };
  input.addEventListener("change", take);
  if (input.files.length > 0) take(); // chosen before this script had arrived
}

export function cancel() {
  current?.request.abort();
}

export function detach() {
  component = null;
}

function send(file) {
  const request = new XMLHttpRequest(); // fetch cannot tell how much was sent
  let reported = 0;
  let cancelled = false;
  current = { request, name: file.name, size: file.size, sent: 0 };
  request.upload.onprogress = (event) => {
    current.sent = event.loaded;
    const now = performance.now();
    if (now - reported >= reportEvery || event.loaded === event.total) {
      reported = now;
      report("OnProgress", event.loaded);
    }
  };
  request.onabort = () => (cancelled = true);
  request.onloadend = () => {
    current = null;
    removeEventListener("beforeunload", warn);
    untold = [file.name, cancelled ? -1 : request.status, request.responseText.slice(0, 8000)];
    tell();
  };
  request.open("POST", `${endpoint}?name=${encodeURIComponent(file.name)}`);
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("Content-Type", "application/octet-stream");
  addEventListener("beforeunload", warn);
  request.send(file);
}

// Leaving the site ends what is being sent.
function warn(event) {
  event.preventDefault();
}
