// The house holds itself to its own plan: imports run downwards, a system stands alone, theory and
// experiment share the problem and nothing else. Their independence is the scientific claim: an
// error in what both lean on would cancel, and the verdict would say `holds`.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** From the bottom up. A file imports from its own room and from those before it. */
const ROOMS = [
  'numeric',
  'statistics',
  'data',
  'random-matrices',
  'regression',
  'networks',
  'diffusion',
  'similarity',
  'scaling-laws',
  'systems',
  'plan',
  'measure',
  'judge',
  'run',
  'figures',
  'record',
  'sweep',
  'instruments',
  'gallery',
  'conformance',
  'ledger',
  'library.ts',
  'index.ts',
  'entries',
  'serve',
  'cli',
  'fuzz',
];

/**
 * Problems that take something from theory, with the reason; everybody else's theory and experiment
 * never meet.
 */
const PROBLEMS_WITH_THEORY: Record<string, string> = {
  ridge: 'ridge=optimal is a setting: the experiment has to be told which ridge to fit with',
  'deep-linear': 'steps that gradient descent cannot take are refused, and how long to train is in half times',
  spectra: 'the bins of the histograms begin and end at the edges that theory has, and count in its units',
  'batch-size':
    'rate=best is a setting: the experiment has to be told its rate; and how long to wait for the target is what theory expects',
  schedules: 'rate=best is a setting: the experiment has to be told the rate of least risk',
  'single-index': 'whether trials wait for the escape, and how long, follows from when it is expected',
};

const src = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src');

/**
 * Every source file but tests and build products, with the files that it imports: all, and those of
 * which it takes more than types.
 */
type Imports = Map<string, string[]>;

function readImports(): { all: Imports; values: Imports } {
  const [all, values]: Imports[] = [new Map(), new Map()];
  for (const name of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || /\.(test|testing|generated)\.ts$/.test(name)) continue;
    const text = readFileSync(join(src, name), 'utf8');
    const resolved = (source: string) =>
      ts
        .preProcessFile(source, true, true)
        .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
        .map(({ fileName }) => normalize(join(dirname(name), fileName)));
    all.set(name, resolved(text));
    values.set(name, resolved(text.replace(/^(import|export) type [^;]*;$/gm, '')));
  }
  return { all, values };
}

function violations(all: Imports, values: Imports): string[] {
  return [...upward(all), ...betweenSystems(all), ...betweenTheoryAndExperiment(values)];
}

function upward(imports: Imports): string[] {
  const room = (file: string) => file.split('/')[0];
  const level = (file: string) => ROOMS.indexOf(room(file));
  const unknown = [...new Set([...imports.keys()].filter((file) => level(file) < 0).map(room))];
  return [
    ...unknown.map((name) => `src/${name} is no room of the house`),
    ...edges(imports).flatMap(([from, to]) => (level(to) > level(from) ? [`${from} imports upwards from ${to}`] : [])),
  ];
}

/** `systems/ridge/theory/risk.ts` → ridge; undefined outside of a system's folder. */
function systemOf(file: string): string | undefined {
  const [room, id, ...rest] = file.split('/');
  return room === 'systems' && rest.length > 0 && id !== 'shared' ? id : undefined;
}

function betweenSystems(imports: Imports): string[] {
  return edges(imports).flatMap(([from, to]) => {
    const [own, other] = [systemOf(from), systemOf(to)];
    const isLimit = own !== undefined && from === `systems/${own}/limits.ts`;
    // Below the systems, and among what they share, nobody knows one of them.
    if (other === undefined || own === other || isLimit) return [];
    return own !== undefined || from.startsWith('systems/shared/') ? [`${from} imports another system's ${to}`] : [];
  });
}

/**
 * A path of imports inside one system's folder from theory to experiment, or back, other than
 * through the problem.
 */
function betweenTheoryAndExperiment(imports: Imports): string[] {
  const side = (file: string) => /^systems\/[^/]+\/(theory|experiment)\//.exec(file)?.[1];
  return [...imports.keys()].flatMap((start) => {
    const own = side(start);
    if (!own) return [];
    const seen = new Set([start]);
    const queue = [[start]];
    while (queue.length > 0) {
      const path = queue.shift()!;
      for (const next of imports.get(path.at(-1)!) ?? []) {
        if (seen.has(next) || systemOf(next) !== systemOf(start)) continue;
        seen.add(next);
        if (side(next) && side(next) !== own) return [`${own} leans on ${side(next)}: ${[...path, next].join(' → ')}`];
        const throughProblem = next.endsWith('/problem.ts') && systemOf(next)! in PROBLEMS_WITH_THEORY;
        if (!throughProblem) queue.push([...path, next]);
      }
    }
    return [];
  });
}

function edges(imports: Imports): [from: string, to: string][] {
  return [...imports].flatMap(([from, list]) => list.map((to): [string, string] => [from, to]));
}

describe('the house', () => {
  const { all: imports, values } = readImports();

  it('imports downwards only, and keeps systems, theory and experiment apart', () => {
    expect(imports.size).toBeGreaterThan(100);
    expect(violations(imports, values)).toEqual([]);
  });

  it('has no exception that is no longer needed', () => {
    for (const id of Object.keys(PROBLEMS_WITH_THEORY))
      expect(
        imports.get(`systems/${id}/problem.ts`)?.some((file) => file.startsWith(`systems/${id}/theory/`)),
        id,
      ).toBe(true);
  });

  it('has every room that is in the list', () => {
    const rooms = readdirSync(src);
    for (const room of ROOMS) expect(rooms).toContain(room);
  });

  it.each([
    ['numeric/roots.ts', 'systems/contract.ts', /imports upwards/],
    ['systems/ridge/system.ts', 'plan/plan.ts', /imports upwards/],
    ['systems/ridge/theory/prediction.ts', 'systems/ridge/experiment/trial.ts', /theory leans on experiment/],
    ['systems/ridge/experiment/trial.ts', 'systems/ridge/theory/risk.ts', /experiment leans on theory/],
    ['systems/ridge/experiment/trial.ts', 'systems/ridge/validity.ts', /experiment leans on theory/],
    ['systems/ridge/problem.ts', 'systems/spectra/problem.ts', /another system/],
    ['systems/shared/notes.ts', 'systems/ridge/problem.ts', /another system/],
  ])('finds out an import of %s from %s', (from, to, words) => {
    expect([...imports.keys()]).toContain(from);
    const plant = (graph: Imports) => new Map(graph).set(from, [...graph.get(from)!, to]);
    expect(violations(plant(imports), plant(values)).join('\n')).toMatch(words);
  });
});

/** Whole programs, loaded once: the module is whoever chooses the engine. */
const PROGRAMS = ['measure/worker.ts'];

/**
 * Engines and heaps that a module makes when it is loaded, or keeps in a variable of its own.
 * Whoever runs a system chooses the engine, and whoever makes a heap sees to it that it is let go.
 */
function engineKeepers(name: string, text: string): string[] {
  // What never names one need not be parsed, which takes its time.
  if (!/create\w*Engine|selectEngine|Heap/.test(text)) return [];
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const variables = new Set(
    file.statements
      .filter(ts.isVariableStatement)
      .flatMap((statement) =>
        statement.declarationList.declarations.map((declaration) => declaration.name.getText(file)),
      ),
  );
  const found: string[] = [];
  const visit = (node: ts.Node, inFunction: boolean, kept: boolean): void => {
    const makes =
      (ts.isCallExpression(node) && /^(create\w*Engine|selectEngine)$/.test(node.expression.getText(file))) ||
      (ts.isNewExpression(node) && node.expression.getText(file) === 'Heap');
    if (makes && (kept || !inFunction)) found.push(`${name} keeps ${node.getText(file)}`);
    const assigns =
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      node.operatorToken.kind <= ts.SyntaxKind.LastAssignment &&
      variables.has(node.left.getText(file));
    ts.forEachChild(node, (child) => visit(child, inFunction || ts.isFunctionLike(node), kept || assigns));
  };
  visit(file, false, false);
  return found;
}

describe('modules', () => {
  it('keep no engine and no heap of their own', () => {
    const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !/\.(test|testing|generated)\.ts$/.test(name) && !PROGRAMS.includes(name),
    );
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.flatMap((name) => engineKeepers(name, readFileSync(join(src, name), 'utf8')))).toEqual([]);
  });

  it.each([
    ['const engine = createWasmEngine();', 1],
    ['export const heap = new Heap();', 1],
    ['let own: Engine | undefined;\nfunction fallback() {\n  own ??= createWasmEngine();\n  return own;\n}', 1],
    ['let own;\nasync function open() { own = await selectEngine("auto"); }', 1],
    ['function f() { const engine = createWasmEngine(); return engine; }', 0],
    ['export function createWasmEngine(heap: Heap = new Heap()): Engine { return engineOn(heap); }', 0],
  ])('are found out: %s', (text, count) => {
    expect(engineKeepers('planted.ts', text)).toHaveLength(count);
  });
});
