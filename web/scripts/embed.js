// Turns the build into what the daemon embeds: moves the page's start script into a file, as the daemon's policy allows no
// inline script, compresses what is worth it, and lists the files in a C table.
//
//   node scripts/embed.js [FOLDER]     default: ../Sources/WebAssets

import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { constants, gzipSync } from 'node:zlib'

const WEB = fileURLToPath(new URL('..', import.meta.url))
const IMMUTABLE = '/_app/immutable/'
const SHELL = '/index.html'

/** @type {Record<string, string>} */
const TYPES = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  woff2: 'font/woff2',
}

/** @param {string} folder @returns {string[]} paths from the folder, `/` first, in an order that is the same everywhere */
function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name))}`)
    .sort()
}

/** The paths of the pages: the folders of `src/routes` that hold one; `[id]` is a parameter, `{id}` for the daemon. */
function pages() {
  return filesIn(join(WEB, 'src/routes'))
    .filter((file) => /\/\+page\.(svelte|ts)$/.test(file))
    .map((file) => dirname(file).replace(/\[(\w+)\]/g, '{$1}'))
    .filter((path, index, all) => all.indexOf(path) === index)
}

/**
 * Moves the one inline script of a page into a file of its own, named by its content.
 * @param {Map<string, Buffer>} files
 */
function moveScript(files) {
  const html = String(files.get(SHELL))
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)]
  const [whole, code] = scripts[0] ?? []
  if (scripts.length !== 1 || whole === undefined || code === undefined) {
    throw new Error(`${SHELL} has ${scripts.length} inline scripts, expected one: SvelteKit's start`)
  }
  if (/<style|\sstyle=|\son\w+=/.test(html)) throw new Error(`${SHELL} has inline styles or handlers, which no policy allows`)
  const body = Buffer.from(code.trim().replace(/^\t+/gm, '') + '\n')
  const name = `${IMMUTABLE}start.${createHash('sha256').update(body).digest('base64url').slice(0, 8)}.js`
  files.set(name, body)
  files.set(SHELL, Buffer.from(html.replace(whole, `<script src="${name}"></script>`)))
}

/** @param {Buffer} bytes @returns {Buffer | null} the bytes compressed, if that is worth a second copy */
function compressed(bytes) {
  const smaller = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION })
  return bytes.length > 512 && smaller.length < 0.9 * bytes.length ? smaller : null
}

/**
 * The C source that embeds the files and lists what is served at which path.
 * @param {Map<string, { type: string, encodings: [coding: string, file: string][] }>} assets
 */
function table(assets) {
  /** @type {string[]} */
  const arrays = []
  /** @type {string[]} */
  const lists = []
  /** @type {string[]} */
  const rows = []
  let number = 0
  for (const [path, { type, encodings }] of assets) {
    const name = `file_${number++}`
    const entries = encodings.map(([coding, file]) => {
      const array = coding === 'identity' ? name : `${name}_${coding}`
      arrays.push(`static const unsigned char ${array}[] = {\n#embed "site${file}"\n};`)
      return `{"${coding}", ${array}, sizeof ${array}}`
    })
    lists.push(`static const plugwalk_encoding ${name}_encodings[] = {\n    ${entries.join(',\n    ')},\n};`)
    const paths = path === SHELL ? pages() : [path]
    for (const at of paths) {
      rows.push(`    {"${at}", "${type}", ${path.startsWith(IMMUTABLE)}, ${name}_encodings, ${encodings.length}},`)
    }
  }
  return `// Made by \`./dev web\` from web/. Do not edit.

#include "WebAssets.h"

${arrays.join('\n')}

${lists.join('\n')}

static const plugwalk_asset assets[] = {
${rows.join('\n')}
};

const plugwalk_asset *plugwalk_assets(size_t *count) {
  *count = sizeof assets / sizeof assets[0];
  return assets;
}
`
}

const folder = process.argv[2] ?? join(WEB, '../Sources/WebAssets')
const site = join(folder, 'site')
/** @type {Map<string, Buffer>} */
const files = new Map(filesIn(join(WEB, 'build')).map((file) => [file, readFileSync(join(WEB, 'build', file))]))
moveScript(files)

const assets = new Map()
rmSync(site, { recursive: true, force: true })
for (const [file, bytes] of [...files].sort(([left], [right]) => (left < right ? -1 : 1))) {
  const type = TYPES[file.slice(file.lastIndexOf('.') + 1)]
  if (type === undefined) throw new Error(`${file} is of no known type: add it to scripts/embed.js`)
  /** @type {[string, string][]} */
  const encodings = [['identity', file]]
  const write = (/** @type {string} */ name, /** @type {Buffer} */ content) => {
    mkdirSync(dirname(join(site, name)), { recursive: true })
    writeFileSync(join(site, name), content)
  }
  write(file, bytes)
  const smaller = compressed(bytes)
  if (smaller) {
    write(`${file}.gz`, smaller)
    encodings.push(['gzip', `${file}.gz`])
  }
  assets.set(file, { type, encodings })
}
writeFileSync(join(folder, 'assets.c'), table(assets))
console.log(`${files.size} files, ${[...files.values()].reduce((sum, bytes) => sum + bytes.length, 0)} bytes, in ${site}`)
