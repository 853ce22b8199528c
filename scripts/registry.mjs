// Writes the modules made from other files. A folder in src/systems/ with a system.ts is a system:
// the list that the rest of Orrery reads holds its header and loads the rest when asked; notes.md
// becomes a module, and so do the version of package.json and the bundled digits, since a page
// cannot read files.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const MADE = '// Written by scripts/registry.mjs';
const HEADER = ['id', 'title', 'strand', 'question'];

export function writeRegistry(root) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(
    join(root, 'src/run/version.generated.ts'),
    `${MADE} from package.json.\nexport const libraryVersion = '${version}';\n`,
  );
  writeDigits(root);
  const folder = join(root, 'src/systems');
  const ids = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'system.ts')))
    .map((entry) => entry.name)
    .sort();
  for (const id of ids) {
    const notes = join(folder, id, 'notes.md');
    if (!existsSync(notes)) throw new Error(`src/systems/${id} has no notes.md`);
    writeFileSync(
      join(folder, id, 'notes.generated.ts'),
      `${MADE} from notes.md.\nexport const notes = ${JSON.stringify(readFileSync(notes, 'utf8'))};\n`,
    );
  }
  const headerOf = (id) => {
    const file = join(folder, id, 'system.ts');
    const header = readHeader(file);
    if (header.id !== id) throw new Error(`${file}: the id is '${header.id}', but the folder is '${id}'`);
    return header;
  };
  writeFileSync(
    join(folder, 'registry.generated.ts'),
    [
      `${MADE}: one entry for each folder in src/systems/.`,
      "import type { AnySystem } from './contract.ts';",
      '',
      'export const registered = [',
      ...ids.flatMap((id) => [
        '  {',
        ...Object.entries(headerOf(id)).map(
          ([key, text]) => `    ${key}: ${JSON.stringify(text)}${key === 'id' ? ' as const' : ''},`,
        ),
        `    load: async (): Promise<AnySystem> => (await import('./${id}/system.ts')).${exportName(id)},`,
        `    notes: async (): Promise<string> => (await import('./${id}/notes.generated.ts')).notes,`,
        '  },',
      ]),
      '];',
      '',
      `export type RegisteredId = ${ids.map((id) => `'${id}'`).join(' | ')};`,
      '',
      '/** The type of each system, for whoever names one in code. */',
      'export interface RegisteredSystems {',
      ...ids.map((id) => `  '${id}': typeof import('./${id}/system.ts').${exportName(id)};`),
      '}',
      '',
    ].join('\n'),
  );
  const evaluators = ids.filter((id) => existsSync(join(folder, id, 'reference.ts')));
  writeFileSync(
    join(folder, 'reference.generated.ts'),
    [
      `${MADE}: the reference-case evaluators of every system that has a reference.ts.`,
      "import type { Evaluators } from './contract.ts';",
      ...evaluators.map((id) => `import { evaluators as ${exportName(id)} } from './${id}/reference.ts';`),
      '',
      `export const evaluators: Evaluators = { ${evaluators.map((id) => `...${exportName(id)}`).join(', ')} };`,
      '',
    ].join('\n'),
  );
}

/** The file of digits as text, for systems that learn it unless they are given another. */
function writeDigits(root) {
  const bytes = readFileSync(join(root, 'data/digits.csv.gz'));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(
    join(root, 'src/data/digits.generated.ts'),
    [
      `${MADE} from data/digits.csv.gz, in base64.`,
      `export const sha256 = '${sha256}';`,
      `export const packed =\n  '${bytes.toString('base64')}';`,
      '',
    ].join('\n'),
  );
}

/** `deep-linear` → `deepLinear`. */
function exportName(id) {
  return id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

/** The header that stands as plain words in the declaration, read without running it. */
export function readHeader(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  let found = {};
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'defineSystem' && node.arguments.length > 0)
      found = Object.fromEntries(
        (node.arguments[0].properties ?? [])
          .filter((one) => ts.isPropertyAssignment(one) && ts.isStringLiteralLike(one.initializer))
          .map((one) => [one.name.getText(), one.initializer.text]),
      );
    ts.forEachChild(node, visit);
  };
  visit(source);
  const header = Object.fromEntries(HEADER.map((key) => [key, found[key]]));
  const missing = HEADER.filter((key) => header[key] === undefined);
  if (missing.length > 0)
    throw new Error(
      `${file}: defineSystem({ … }) must give ${missing.join(', ')} as plain words, so that lists need not run it`,
    );
  return header;
}
