// Writes the modules made from other files. A folder in src/systems/ with a system.ts is a system: the list that the rest of Orrery reads,
// notes included; and the version of package.json, since a page cannot read files.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function writeRegistry(root) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(
    join(root, 'src/run/version.generated.ts'),
    `// Written by scripts/registry.mjs from package.json.\nexport const libraryVersion = '${version}';\n`,
  );
  const systems = join(root, 'src/systems');
  const ids = readdirSync(systems, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(systems, entry.name, 'system.ts')))
    .map((entry) => entry.name)
    .sort();
  const has = (id, file) => existsSync(join(systems, id, file));
  const name = (id) => id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const lines = [
    '// Written by scripts/registry.mjs: one entry for each folder in src/systems/.',
    "import type { AnySystem } from './contract.ts';",
    ...ids.map((id) => `import { ${name(id)} } from './${id}/system.ts';`),
    '',
    `export const registered: AnySystem[] = [${ids.map(name).join(', ')}];`,
    '',
    'export const notes: Record<string, string> = {',
    ...ids.map(
      (id) =>
        `  '${id}': ${JSON.stringify(has(id, 'notes.md') ? readFileSync(join(systems, id, 'notes.md'), 'utf8') : '')},`,
    ),
    '};',
    '',
  ];
  writeFileSync(join(systems, 'registry.generated.ts'), lines.join('\n'));
  const evaluators = ids.filter((id) => has(id, 'reference.ts'));
  writeFileSync(
    join(systems, 'reference.generated.ts'),
    [
      '// Written by scripts/registry.mjs: the reference-case evaluators of every system that has a reference.ts.',
      "import type { Evaluators } from './contract.ts';",
      ...evaluators.map((id) => `import { evaluators as ${name(id)} } from './${id}/reference.ts';`),
      '',
      `export const evaluators: Evaluators = { ${evaluators.map((id) => `...${name(id)}`).join(', ')} };`,
      '',
    ].join('\n'),
  );
}
