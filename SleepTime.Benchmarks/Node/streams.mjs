// Streams through node-llama-cpp: settings as the first argument, then one job a line on standard input, one result a
// line on standard output. Times begin where the caller asks and end where it holds the token, in milliseconds.
import {dirname} from "node:path";
import {createInterface} from "node:readline";
import {fileURLToPath} from "node:url";
import {getLlama} from "node-llama-cpp";

const settings = JSON.parse(process.argv[2]);
const llama = await getLlama({
  gpu: false,
  build: "never",
  skipDownload: true,
  progressLogs: false,
  logLevel: "error",
  // 0 means that the number given to the context is the number used.
  maxThreads: 0,
});
const model = await llama.loadModel({modelPath: settings.model, gpuLayers: 0});
const context = await model.createContext({
  sequences: settings.sequences,
  contextSize: settings.contextSize,
  batchSize: settings.batchSize,
  threads: settings.threads,
  flashAttention: true,
});
const sequences = Array.from({length: settings.sequences}, () => context.getSequence());

async function stream(sequence, prompt, tokens, start) {
  let generated = 0;
  let firstTokenMs = 0;
  for await (const _ of sequence.evaluate(prompt, {temperature: 0, yieldEogToken: true})) {
    if (++generated === 1)
      firstTokenMs = performance.now() - start;
    if (generated === tokens)
      break;
  }
  return {tokens: generated, firstTokenMs, totalMs: performance.now() - start};
}

function tell(result) {
  process.stdout.write(JSON.stringify(result) + "\n");
}

const native = `@node-llama-cpp/linux-${process.arch}`;
tell({
  threads: settings.threads,
  contextSize: context.contextSize,
  batchSize: context.batchSize,
  nativePackage: dirname(dirname(fileURLToPath(import.meta.resolve(native)))),
  node: process.version,
});
for await (const line of createInterface({input: process.stdin})) {
  const {prompts, tokens} = JSON.parse(line);
  for (const sequence of sequences)
    await sequence.clearHistory();
  const start = performance.now();
  const streams = await Promise.all(prompts.map((prompt, i) => stream(sequences[i], prompt, tokens, start)));
  tell({streams, seconds: (performance.now() - start) / 1000});
}
await llama.dispose();
