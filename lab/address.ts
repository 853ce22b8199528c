import type { Preset } from '../src/systems/contract.ts';
import type { Tour } from './tours/tour.ts';
import type { Declaration, InstrumentDeclaration, Question } from './work/protocol.ts';

/**
 * What of a page is in its address: enough to draw the same figure, with the same points, in
 * another browser.
 */
export type Place =
  | { page: 'home' }
  | { page: 'gallery' }
  | { page: 'directions' }
  | { page: 'tours' }
  | { page: 'tour'; tour: Tour; number: number }
  | { page: 'system'; question: Question; remark?: string }
  | { page: 'instrument'; settings: Record<string, string> }
  | { page: 'lost'; reason: string; system?: string };

/**
 * Goes up when an old link would no longer mean the same. Version 1 named a trial by its place in
 * the figure; now the point says what its trials are, so that an old link has its settings, its
 * theory and its seed, but other random numbers.
 */
const VERSION = '2';
const OLDER: Record<string, string> = {
  1: 'This link is of an earlier version: its settings and its theory are the same, and its points are drawn anew, from other random numbers.',
};
const CONDITION = 'run.';
const FIGURE = `${CONDITION}figure`;
const LONGEST = 4000;

/** The question that a system's page starts with. */
export function usualQuestion({ id, shown, margin }: Declaration): Question {
  return { system: id, settings: {}, shown, seed: '1', margin: margin.value, budget: 20 };
}

/**
 * The question of a published figure: its margin comes with it, and the work that its verdict
 * takes.
 */
export function questionOf({ settings, shown, margin, budget = 0 }: Preset, declaration: Declaration): Question {
  const usual = usualQuestion(declaration);
  return {
    ...usual,
    settings: { ...settings },
    shown: shown ?? usual.shown,
    margin: margin ?? usual.margin,
    budget: Math.max(budget, usual.budget),
  };
}

/** `#/ridge?v=2&run.figure=best-ridge`: the page's own address is then that of its settings. */
export function addressOfFigure(system: string, figure: string): string {
  return `#/${system}?v=${VERSION}&${FIGURE}=${figure}`;
}

/** `#/ridge?v=2&samples=40:1600:24:log&ridge=0.1&run.seed=2`; what is as usual is left out. */
export function addressOf(question: Question, declaration: Declaration): string {
  const usual = usualQuestion(declaration);
  const words = new URLSearchParams({ v: VERSION });
  for (const [key, text] of Object.entries(question.settings)) words.set(key, text);
  for (const key of ['seed', 'margin', 'budget'] as const)
    if (question[key] !== usual[key]) words.set(`${CONDITION}${key}`, String(question[key]));
  if (question.shown.join() !== usual.shown.join()) words.set(`${CONDITION}show`, question.shown.join(','));
  const readable = words.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return `#/${question.system}?${readable}`;
}

/**
 * `#/instruments/fit?v=2&compute=1e22`, `#/instruments/confront/ridge?v=2`: files are in no
 * address.
 */
export function addressOfInstrument({ id, system }: InstrumentDeclaration, settings: Record<string, string>): string {
  const words = new URLSearchParams({ v: VERSION, ...settings });
  return `#/instruments/${id}${system ? `/${system}` : ''}?${words.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')}`;
}

/** The instrument that an address asks for, and the system that it is made for. */
export function instrumentOf(hash: string): { id: string; system?: string } | undefined {
  const found = /^#\/instruments\/([a-z-]{1,40})(?:\/([a-z0-9-]{1,40}))?(?:\?.*)?$/s.exec(hash);
  return found ? { id: found[1], system: found[2] } : undefined;
}

/** The settings of an instrument's address, by what it declares. */
export function readInstrumentAddress(hash: string, { parameters }: InstrumentDeclaration): Place {
  const at = hash.indexOf('?');
  const query = at < 0 ? '' : hash.slice(at + 1);
  const words = new URLSearchParams(query);
  const version = words.get('v') ?? 'unknown';
  const lost = (reason: string): Place => ({ page: 'lost', reason });
  if (hash.length > LONGEST) return lost(`it has ${hash.length} characters, and links have up to ${LONGEST}`);
  if (query !== '' && version !== VERSION)
    return lost(`it was made for version ${printable(version)} of links, and this page reads version ${VERSION}`);
  const settings: Record<string, string> = {};
  for (const [key, text] of words) {
    if (words.getAll(key).length > 1) return lost(`it gives ${printable(key)} twice`);
    if (key === 'v') continue;
    if (!parameters.some((one) => one.key === key)) return lost(`there is no parameter ‘${printable(key)}’`);
    settings[key] = text;
  }
  return { page: 'instrument', settings };
}

/** What to type for the same report on the command line. */
export function commandOfInstrument(
  { id, system }: InstrumentDeclaration,
  files: readonly string[],
  settings: Record<string, string>,
): string {
  const words = Object.entries(settings).map(([key, text]) => `${key}=${text}`);
  return ['npx orrery', ...id.split('-'), ...(system ? [system] : []), ...[...files, ...words].map(quote)].join(' ');
}

/** `#/tour/more-data/3`: a step of a tour, counted from 1. */
export function addressOfStep(tour: string, number: number): string {
  return `#/tour/${tour}/${number}`;
}

/** Whether an address is one of a tour, the steps of which have to be known to read it. */
export function isOfTour(hash: string): boolean {
  return hash.startsWith('#/tour/');
}

/** Reads the address of a step; one without a number is the first. */
export function readStepAddress(hash: string, tours: readonly Tour[]): Place {
  const found = /^#\/tour\/([a-z-]{1,40})(?:\/(\d{1,3}))?$/.exec(hash);
  const lost = (reason: string): Place => ({ page: 'lost', reason });
  if (!found) return lost('it is not the address of a page here');
  const [, id, digits = '1'] = found;
  const tour = tours.find((one) => one.id === id);
  if (!tour) return lost(`there is no tour ‘${id}’`);
  const number = Number(digits);
  if (number < 1 || number > tour.steps.length)
    return lost(`it asks for step ${digits}, and the tour has steps 1 to ${tour.steps.length}`);
  return { page: 'tour', tour, number };
}

/** The id of the system that an address asks for. */
export function systemOf(hash: string): string | undefined {
  return /^#\/([a-z0-9-]{1,40})(?:\?.*)?$/s.exec(hash)?.[1];
}

/**
 * Reads an address by what its system declares, of those that are known. Whatever is wrong with it,
 * the answer says so in words; nothing is guessed.
 */
export function readAddress(hash: string, declarations: Declaration[]): Place {
  if (hash === '' || hash === '#' || hash === '#/') return { page: 'home' };
  if (hash === '#/gallery') return { page: 'gallery' };
  if (hash === '#/directions') return { page: 'directions' };
  if (hash === '#/tours') return { page: 'tours' };
  const lost = (reason: string, system?: string): Place => ({ page: 'lost', reason, system });
  if (hash.length > LONGEST) return lost(`it has ${hash.length} characters, and links have up to ${LONGEST}`);
  const id = systemOf(hash);
  if (id === undefined) return lost('it is not the address of a page here');
  const declaration = declarations.find((one) => one.id === id);
  if (!declaration) return lost(`there is no system ‘${id}’`);
  const query = hash.slice(`#/${id}?`.length);
  const words = new URLSearchParams(query);
  const figure = words.get(FIGURE);
  const preset = declaration.presets.find((one) => one.id === figure);
  const question = preset ? questionOf(preset, declaration) : usualQuestion(declaration);
  const version = words.get('v') ?? 'unknown';
  const isOlder = Object.hasOwn(OLDER, version);
  if (query !== '' && version !== VERSION && !isOlder)
    return lost(
      `it was made for version ${printable(version)} of links, and this page reads versions up to ${VERSION}`,
      id,
    );
  for (const [key, text] of words) {
    if (words.getAll(key).length > 1) return lost(`it gives ${printable(key)} twice`, id);
    if (key === 'v') continue;
    if (key === FIGURE) {
      if (!preset) return lost(`there is no published figure ‘${printable(text)}’`, id);
      continue;
    }
    const wrong = key.startsWith(CONDITION)
      ? readCondition(question, key.slice(CONDITION.length), text, declaration)
      : readSetting(question, key, text, declaration);
    if (wrong) return lost(wrong, id);
  }
  return { page: 'system', question, ...(isOlder && { remark: OLDER[version] }) };
}

function readSetting(question: Question, key: string, text: string, { parameters }: Declaration): string | undefined {
  if (!parameters.some((one) => one.key === key)) return `there is no parameter ‘${printable(key)}’`;
  // Settings go on to the system's own schema, which says what is wrong with a value.
  question.settings[key] = text;
  return undefined;
}

function readCondition(
  question: Question,
  key: string,
  text: string,
  { observables, derived, claims }: Declaration,
): string | undefined {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (key === 'seed') {
    if (!/^[\x20-\x7e]{1,64}$/.test(text)) return 'its seed is not a word of up to 64 characters';
    question.seed = text;
  } else if (key === 'margin') {
    if (!(number >= 1e-6 && number <= 1))
      return `its margin is ‘${printable(text)}’, but must be a number from 1e-6 to 1`;
    question.margin = number;
  } else if (key === 'budget') {
    if (!(number >= 0 && number <= 600)) return `its budget is ‘${printable(text)}’, but must be from 0 to 600 seconds`;
    question.budget = number;
  } else if (key === 'show') {
    const names = text.split(',');
    const unknown = names.find((name) => ![observables, derived, claims].some((known) => Object.hasOwn(known, name)));
    if (unknown !== undefined) return `there is no observable ‘${printable(unknown)}’`;
    question.shown = [...new Set(names)];
  } else return `‘${CONDITION}${printable(key)}’ means nothing here`;
  return undefined;
}

/** A piece of an address to show: short, and without control characters. */
function printable(text: string): string {
  const plain = text.replace(/\p{C}/gu, '�');
  return plain.length > 40 ? `${plain.slice(0, 39)}…` : plain;
}

/** What to type for the same run on the command line, for a POSIX shell. */
export function commandOf(question: Question, declaration: Declaration): string {
  const usual = usualQuestion(declaration);
  const settings = Object.entries(question.settings).map(
    ([key, text]) => `${key}=${text.replace(/#[0-9a-f]{64}$/, '')}`,
  );
  const options = [
    ...['seed', question.seed],
    ...(question.margin === usual.margin ? [] : ['margin', String(question.margin)]),
    ...['budget', String(question.budget)],
    ...['budget-by', 'estimate'],
    ...(question.shown.join() === usual.shown.join() ? [] : ['observables', question.shown.join(',')]),
    ...['engine', 'wasm'],
  ].map((word, i) => (i % 2 === 0 ? `--${word}` : word));
  return ['npx orrery run', question.system, ...settings.map(quote), ...options.map(quote)].join(' ');
}

function quote(word: string): string {
  return /^[\w=:.,+@%/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
