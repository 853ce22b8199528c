// Compiles kernels/ to WebAssembly and writes what src/numeric/kernels.ts reads: the module as
// text, and the table of its calls.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import ts from 'typescript';

/** Writes `build/kernels.wasm` and `src/numeric/kernels.generated.ts` below `root`. */
export async function buildKernels(root) {
  const calls = kernelCalls(join(root, 'kernels'));
  mkdirSync(join(root, 'build'), { recursive: true });
  const options = ['--enable', 'simd', '--runtime', 'stub', '-O3', '--noAssert', ...MEMORY];
  const { error, stderr } = await asc.main([ENTRY, '--baseDir', root, '--outFile', 'build/kernels.wasm', ...options], {
    readFile: (name, base) => readKernel(name, base, calls),
  });
  if (error) throw new Error(`kernels/ does not compile: ${error.message}\n${stderr}`);
  const bytes = readFileSync(join(root, 'build', 'kernels.wasm'));
  holdToModule(calls, bytes);
  const flags = bytes.indexOf(IMPORT) + IMPORT.length;
  if (bytes[flags] !== 3) throw new Error('the module of kernels/ does not import a shared memory');
  writeFileSync(join(root, 'src/numeric/kernels.generated.ts'), generated(calls, bytes.toString('base64'), flags));
}

const ENTRY = 'kernels/index.ts';

/** Memory comes from outside, all zero, so that instances in several threads can be on one. */
const MEMORY = ['--enable', 'threads', '--importMemory', '--zeroFilledMemory', '--sharedMemory'].concat(
  ['--maximumMemory', '65536'], // pages
);

/** The import of that memory up to the byte of flags: env, memory, of the kind memory. */
const IMPORT = Buffer.from('\x03env\x06memory\x02');

/**
 * The source as AssemblyScript wants it. A function is marked by the comment `// @inline`, because
 * a decorator there is no TypeScript and neither Biome nor an editor would read the file. The entry
 * also gets the instances of generic functions.
 */
function readKernel(name, base, calls) {
  const path = join(base, name);
  if (!existsSync(path)) return null; // the compiler then looks elsewhere
  const text = readFileSync(path, 'utf8').replace(/^\/\/ @inline$/gm, '@inline');
  return name === ENTRY ? text + instances(calls) : text;
}

function instances(calls) {
  return calls
    .filter(({ type }) => type)
    .map(({ name, room, generic, type, parameters, result }) => {
      const words = parameters.map((parameter) => parameter.split(':')[0]);
      const call = `${generic}Of${type}<${type}>(${words.join(', ')});`;
      return `import { ${generic} as ${generic}Of${type} } from '${room}';
export function ${name}(${parameters.join(', ')}): ${result} { ${result === 'void' ? '' : 'return '}${call} }
`;
    })
    .join('');
}

/**
 * The functions that kernels/index.ts and the files it re-exports export. A generic one, `name<T>`,
 * is two calls of the module, `nameF64` and `nameF32`.
 */
export function kernelCalls(folder) {
  const index = parse(join(folder, 'index.ts'));
  const rooms = index.statements.filter(ts.isExportDeclaration).map(({ moduleSpecifier }) => moduleSpecifier.text);
  const sources = [['./index', index], ...rooms.map((room) => [room, parse(join(folder, `${room}.ts`))])];
  return sources.flatMap(([room, source]) =>
    source.statements.filter(isExported).flatMap((node) => describeCalls(node, source, room)),
  );
}

function parse(path) {
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
}

function isExported(node) {
  return (
    ts.isFunctionDeclaration(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true
  );
}

function describeCalls(node, source, room) {
  const doc = ts.getJSDocCommentsAndTags(node).at(-1)?.getText(source);
  const describe = (name, type) => {
    const written = (part) => (type ? part.getText(source).replace(/\bT\b/g, type) : part.getText(source));
    const parameters = node.parameters.map(written);
    return { name, room, generic: node.name.text, type, doc, parameters, result: written(node.type) };
  };
  if (!node.typeParameters) return [describe(node.name.text)];
  return ['f64', 'f32'].map((type) => describe(`${node.name.text}${type.toUpperCase()}`, type));
}

/** Throws unless the module exports exactly these functions, with as many parameters. */
export function holdToModule(calls, bytes) {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const arities = (entries) => entries.map(([name, arity]) => `${name}/${arity}`).sort();
  const there = arities(Object.entries(exports).flatMap(([name, call]) => (call.call ? [[name, call.length]] : [])));
  const listed = arities(calls.map(({ name, parameters }) => [name, parameters.length]));
  const odd = [...there.filter((name) => !listed.includes(name)), ...listed.filter((name) => !there.includes(name))];
  if (odd.length > 0) throw new Error(`the module of kernels/ and the table of its calls differ in ${odd.join(', ')}`);
}

function generated(calls, base64, flags) {
  const types = ['i32', 'u32', 'usize', 'f32', 'f64', 'bool'];
  return `// Written by scripts/build.mjs from kernels/.
${types.map((type) => `type ${type} = number;`).join('\n')}

/** The calls into kernels/: an i64 aside, WebAssembly takes and gives every number as one. */
export interface KernelCalls {
${calls.map(line).join('\n')}
}

export const kernelsBase64: string =
  '${base64}';

/** The byte of the module that says what memory it takes: 3 is a shared one, 1 one of its own. */
export const memoryFlags = ${flags};
`;
}

function line({ name, doc, parameters, result }) {
  return `${doc ? `  ${doc}\n` : ''}  readonly ${name}: (${parameters.join(', ')}) => ${result};`;
}
