// Compares two folders that scripts/embed.js wrote: exits 0 when they serve the same bytes. Compressed files are compared by
// what they hold, as the compressors of two releases of Node may differ.
//
//   node scripts/same.js COMMITTED BUILT

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** @param {string} folder */
function contents(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const bytes = readFileSync(path)
      return [relative(folder, path), path.endsWith('.gz') ? gunzipSync(bytes) : bytes]
    }),
  )
}

const [committed, built] = process.argv.slice(2, 4).map((folder) => contents(join(folder, 'site')))
const [table, expected] = process.argv.slice(2, 4).map((folder) => readFileSync(join(folder, 'assets.c')))
if (!committed || !built || !table || !expected) throw new Error('usage: same.js COMMITTED BUILT')
committed.set('../assets.c', table)
built.set('../assets.c', expected)

const different = [...new Set([...committed.keys(), ...built.keys()])].filter((file) => {
  const [left, right] = [committed.get(file), built.get(file)]
  return !left || !right || !left.equals(right)
})
if (different.length > 0) {
  console.error(`The embedded page is not what web/ builds: run ./dev web and commit it.\n  ${different.join('\n  ')}`)
  process.exit(1)
}
