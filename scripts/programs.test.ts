// The programs of the documents, as a reader would have them: compiled against the types of the
// package as it is built, and run.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { blocksIn } from './markdown.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Documents whose TypeScript is whole programs; elsewhere it is pieces of some. */
const DOCUMENTS = ['README.md', 'docs/library.md', 'docs/networks.md'];

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  strict: true,
  noUnusedLocals: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
};

interface Program {
  document: string;
  /** Counts in its document, from 1. */
  number: number;
  text: string;
  /** What it prints, where the next block says so. */
  prints?: string;
}

function programsIn(document: string): Program[] {
  const blocks = blocksIn(readFileSync(join(root, document), 'utf8'));
  const programs = blocks.flatMap((block, i) => {
    if (block.language !== 'ts') return [];
    const next = blocks[i + 1];
    return [{ document, text: block.text, ...(next?.language === 'text' && { prints: next.text }) }];
  });
  return programs.map((program, i) => ({ ...program, number: i + 1 }));
}

describe('the programs of the documents', () => {
  const programs = DOCUMENTS.flatMap(programsIn);
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/orrery-lab'));
  symlinkSync(join(root, 'node_modules/zod'), join(folder, 'node_modules/zod'));
  const nameOf = ({ document, number }: Program) => `${document.replaceAll(/\W/g, '-')}-${number}`;

  it('are there in every document of the list', () => {
    expect(DOCUMENTS.filter((document) => !programs.some((program) => program.document === document))).toEqual([]);
  });

  it('pass the compiler', () => {
    const files = programs.map((program) => join(folder, `${nameOf(program)}.mts`));
    for (const [i, { text }] of programs.entries()) writeFileSync(files[i], text);
    const problems = ts.getPreEmitDiagnostics(ts.createProgram(files, OPTIONS));
    expect(ts.formatDiagnostics(problems, host(folder))).toBe('');
  });

  it.each(programs)('run: $document, number $number', async (program) => {
    const file = join(folder, `${nameOf(program)}.mjs`);
    writeFileSync(file, ts.transpile(program.text, OPTIONS, 'program.mts'));
    const printed = await new Promise<string>((resolve, reject) => {
      execFile(process.execPath, [file], { cwd: folder }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
    });
    expect(printed).not.toBe('');
    if (program.prints !== undefined) expect(printed.trimEnd()).toBe(program.prints);
  });
});

function host(folder: string): ts.FormatDiagnosticsHost {
  return { getCurrentDirectory: () => folder, getCanonicalFileName: (name) => name, getNewLine: () => '\n' };
}
