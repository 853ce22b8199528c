// Writes the pages of the public interface with TypeDoc: one module for each export of
// package.json, so that there is no second list. A warning, such as a link that leads nowhere,
// fails. Types are the business of `npm run typecheck`, not checked again here.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Application } from 'typedoc';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * The sources behind the exports of a package.json, `['src/index.ts', …]`. A `*` stands for every
 * file there that is no test.
 */
export function entryPoints({ exports }, filesBelow = sourcesBelow) {
  const targets = Object.values(exports).map((target) => (typeof target === 'string' ? target : target.default));
  const sources = targets
    .filter((target) => target?.startsWith('./dist/') && target.endsWith('.js'))
    .map((target) => target.replace('./dist/', 'src/').replace(/\.js$/, '.ts'));
  const files = sources.flatMap((source) => {
    if (!source.includes('*')) return [source];
    const [before, after] = source.split('*');
    return filesBelow(dirname(`${before}x`)).filter((file) => file.startsWith(before) && file.endsWith(after));
  });
  return [...new Set(files)].filter((file) => !/\.(test|testing|generated)\.ts$/.test(file)).sort();
}

function sourcesBelow(folder) {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return paths.map((path) => relative(root, path).split(sep).join('/'));
}

async function write() {
  const pack = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const app = await Application.bootstrap({
    name: `${pack.name} ${pack.version}`,
    entryPoints: entryPoints(pack).map((file) => join(root, file)),
    tsconfig: join(root, 'tsconfig.json'),
    basePath: root,
    readme: 'none',
    excludePrivate: true,
    excludeInternal: true,
    disableSources: true,
    includeVersion: false,
    hideGenerator: true,
    skipErrorChecking: true,
    validation: { invalidLink: true, invalidPath: true, notExported: false, notDocumented: false },
  });
  const project = await app.convert();
  if (!project) process.exit(1);
  app.validate(project);
  await app.generateDocs(project, join(root, 'build', 'api'));
  if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await write();
