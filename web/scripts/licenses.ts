import { readdirSync, readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/** Writes the licences of all packages whose code is in the page beside it, as they demand. */
export function licenses(): Plugin {
  return {
    name: 'licenses',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []))
      const folders = new Map(modules.flatMap(packageOf))
      const texts = [...folders]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([name, folder]) => `${name}\n\n${text(name, folder)}`)
      if (texts.length > 0)
        this.emitFile({ type: 'asset', fileName: '_app/licenses.txt', source: texts.join(`\n${'-'.repeat(72)}\n\n`) })
    },
  }
}

/** The package that a module belongs to, and its folder. */
function packageOf(id: string): [name: string, folder: string][] {
  const [folder, name] = /^\0?(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(id)?.slice(1) ?? []
  return folder && name ? [[name, folder]] : []
}

function text(name: string, folder: string): string {
  const file = readdirSync(folder).find((file) => /^licen[cs]e(\.\w+)?$/i.test(file))
  if (file) return readFileSync(`${folder}/${file}`, 'utf8').trim() + '\n'
  const { license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { license?: string }
  if (!license) throw new Error(`${name} has no licence`)
  return `${license}\n`
}
