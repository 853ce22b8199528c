// Mutation testing of the theories: one operator or number at a time is changed in a file of
// src/systems/<id>/theory, in a copy of the repository, and that system's own tests look for it:
// those of the theory first, then its limits, then all of them. What survives them all is a formula
// that nothing constrains there, or a change that changes nothing. The page docs/mutation.md keeps
// the reasons.
//
// node scripts/mutate.mjs [systems] [mutants of each] [seed], as in `ridge,kernel 20 1` or
// `all 1 friday`; all systems and 12 unless given. A mutant takes five seconds to two minutes. Exit
// 1 below 95 per cent.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { createRandom } from '../dist/numeric/random.js';

const LEAST_KILLED = 0.95;
/** Milliseconds of one round of tests. */
const PATIENCE = 600_000;
const OTHER = { '+': '-', '-': '+', '*': '/', '/': '*', '**': '*', '+=': '-=', '-=': '+=', '*=': '/=', '/=': '*=' };
const LIMITS = 'turns into its limits|held by a limit';
/** Whether planted errors are found says nothing of the theory that they are planted in. */
const UNPLANTED = '^(?!.*is found out when )';
const root = fileURLToPath(new URL('..', import.meta.url));
const everySystem = readdirSync(join(root, 'src/systems'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map(({ name }) => name);
const [chosen = 'all', count = '12', seed = '1'] = process.argv.slice(2);
const systems = chosen === 'all' ? everySystem : chosen.split(',');

const copy = mkdtempSync(join(tmpdir(), 'orrery-mutants-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
const isNeeded = (name) => /^(src|test|data|reference|examples)\/|^[^/]*\.(json|ts)$/.test(name);
const generated = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.includes('.generated.'))
  .map((name) => join('src', name));
for (const name of [...tracked.split('\n').filter(isNeeded), ...generated]) cpSync(join(root, name), join(copy, name));
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
cpSync(join(root, 'dist'), join(copy, 'dist'), { recursive: true });

// What the page says of mutants that change nothing that can be seen, each by its name.
const page = readFileSync(join(root, 'docs/mutation.md'), 'utf8').replace(/\s+/g, ' ');
const harmless = page.slice(page.indexOf('## What changes nothing'));

const survivors = [];
const none = { theory: 0, limits: 0, system: 0, harmless: 0, survived: 0 };
const total = { ...none };
for (const system of systems) {
  const tally = { ...none };
  const beforehand = failureOf(stagesOf(system).limits);
  if (beforehand !== undefined) throw new Error(`${system} fails its tests as it is: ${beforehand}`);
  for (const mutant of sample(mutantsOf(system), Number(count), createRandom(`mutants ${seed}`).stream(system))) {
    const name = `\`${mutant.file.replace('src/systems/', '')}\`, \`${mutant.before}\` → \`${mutant.after}\``;
    const { by, words } = killerOf(system, mutant);
    const outcome = by === 'survived' && harmless.includes(name) ? 'harmless' : by;
    tally[outcome]++;
    total[outcome]++;
    if (outcome === 'survived') survivors.push(`- ${name} (line ${mutant.line})`);
    console.error(`${outcome.padEnd(8)} ${name} (line ${mutant.line})${words}`);
  }
  console.log(`| \`${system}\` | ${Object.values(tally).join(' | ')} |`);
}
const killed = total.theory + total.limits + total.system;
console.log(`\n${killed} killed, ${total.harmless} harmless, ${total.survived} survived\n${survivors.join('\n')}`);
if (killed < LEAST_KILLED * (killed + total.survived)) process.exitCode = 1;

/** The first of the system's tests that fail for it, and how. */
function killerOf(system, { file, text }) {
  const path = join(copy, file);
  const original = readFileSync(path, 'utf8');
  try {
    writeFileSync(path, text);
    for (const [by, tests] of Object.entries(stagesOf(system))) {
      const words = failureOf(tests);
      if (words !== undefined) return { by, words: `: ${words.slice(0, 160)}` };
    }
    return { by: 'survived', words: '' };
  } finally {
    writeFileSync(path, original);
  }
}

function stagesOf(system) {
  const folder = `src/systems/${system}`;
  const hasTests = readdirSync(join(root, folder, 'theory')).some((name) => name.endsWith('.test.ts'));
  return {
    ...(hasTests && { theory: [`${folder}/theory`] }),
    limits: [`${folder}/system.test.ts`, '-t', LIMITS],
    system: [folder, '-t', UNPLANTED],
  };
}

/**
 * How the tests fail, undefined where they pass. A mutant that runs on and on is found out as well,
 * and its tests are ended with all that they started.
 */
function failureOf(tests) {
  const command = ['vitest', 'run', '--project', 'node', '--bail', '1', ...tests];
  const options = { cwd: copy, encoding: 'utf8', timeout: PATIENCE, killSignal: 'SIGKILL', detached: true };
  const { status, pid, stderr } = spawnSync('npx', command, { ...options, env: { ...process.env, NO_COLOR: '1' } });
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
  if (status === 0) return undefined;
  if (status === null) return 'no end';
  const failed = /^ FAIL .*?> (.*)\n(.*)/m.exec(stderr);
  if (!failed) throw new Error(`no test began:\n${stderr}`);
  return `${failed[1]}: ${failed[2]}`;
}

function mutantsOf(system) {
  const folder = join(root, 'src/systems', system, 'theory');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|^index\.ts$/.test(name))
    .flatMap((name) => mutantsIn(join(folder, name)));
}

function mutantsIn(path) {
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const change = (node, after, shown = node) => {
    const [start, end] = [node.getStart(), node.getEnd()];
    const { line } = source.getLineAndCharacterOfPosition(start);
    const [from, to] = [shown.getStart(), shown.getEnd()];
    const whole = text.slice(0, start) + after + text.slice(end);
    found.push({
      file: relative(root, path),
      line: line + 1,
      before: words(text.slice(from, to)),
      after: words(whole.slice(from, to + after.length - (end - start))),
      text: whole,
    });
  };
  const visit = (node) => {
    if (ts.isBinaryExpression(node)) {
      const other = OTHER[node.operatorToken.getText()];
      if (other && !isText(node.left) && !isText(node.right)) change(node.operatorToken, other, node);
    } else if (ts.isNumericLiteral(node) && !isPlace(node.parent))
      change(node, `${altered(Number(node.text))}`, node.parent);
    else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken)
      change(node, node.operand.getText());
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** One more of a whole number, a tenth more of another. */
function altered(value) {
  return Number.isInteger(value) ? value + 1 : value * 1.1;
}

/** An index, and a constant of many digits that says how fine or how long, are left alone. */
function isPlace(parent) {
  if (ts.isElementAccessExpression(parent) || ts.isArrayBindingPattern(parent)) return true;
  if (!ts.isVariableDeclaration(parent)) return false;
  return /^[A-Z_]+$/.test(parent.name.getText());
}

function isText(node) {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

function words(text) {
  const one = text.replace(/\s+/g, ' ');
  return one.length > 70 ? `${one.slice(0, 67)}…` : one;
}

function sample(items, size, random) {
  const rest = [...items];
  const chosen = [];
  while (chosen.length < size && rest.length > 0) {
    chosen.push(rest.splice(Math.floor(random.uniform() * rest.length), 1)[0]);
  }
  return chosen;
}
