import { addressOf, readAddress } from '../address.ts';
import type { Declaration, Question } from '../work/protocol.ts';

/** What a figure in somebody else's page is like, beside its question. */
export interface EmbedOptions {
  /** Parameters that have a slider below the figure. */
  knobs: readonly string[];
  /** Whether the experiment is run, and not theory alone shown. */
  run: boolean;
  /** Default: as the reader's system has it. */
  theme?: 'light' | 'dark';
}

const PREFIX = '#/embed/';
const OWN = ['knobs', 'theme', 'run'];

/**
 * `#/embed/ridge?v=2&noise=0.5&knobs=ridge,samples&theme=dark`, as `addressOf` but for its own
 * words.
 */
export function addressOfEmbed(
  question: Question,
  declaration: Declaration,
  { knobs, run, theme }: EmbedOptions,
): string {
  const own = [
    ...(knobs.length > 0 ? [`knobs=${knobs.join(',')}`] : []),
    ...(run ? [] : ['run=no']),
    ...(theme ? [`theme=${theme}`] : []),
  ];
  return [addressOf(question, declaration).replace('#/', PREFIX), ...own].join('&');
}

/** What to paste into another page, for the figure of a question on the lab's page `here`. */
export function embedCode(here: string, question: Question, declaration: Declaration): string {
  const address = new URL(addressOfEmbed(question, declaration, { knobs: [], run: true }), here).href;
  const quoted = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<iframe src="${quoted(address)}" title="${quoted(declaration.title)}" width="720" height="620" style="border: 0"></iframe>`;
}

/**
 * The address of the page of which an embedded one is the bare figure; undefined for all others.
 */
export function pageOfEmbed(hash: string): string | undefined {
  if (!hash.startsWith(PREFIX)) return undefined;
  const [system, query = ''] = hash.slice(PREFIX.length).split(/\?(.*)/s);
  const rest = query.split('&').filter((word) => word !== '' && !OWN.includes(word.split('=')[0]));
  return `#/${system}${rest.length > 0 ? `?${rest.join('&')}` : ''}`;
}

export type EmbedPlace = { question: Question; options: EmbedOptions } | { reason: string };

/** Reads the address of an embedded figure; whatever is wrong with it is said in words. */
export function readEmbedAddress(hash: string, declaration: Declaration): EmbedPlace {
  const place = readAddress(pageOfEmbed(hash) ?? '', [declaration]);
  if (place.page !== 'system') return { reason: place.page === 'lost' ? place.reason : 'it names no system' };
  const words = new URLSearchParams(hash.split(/\?(.*)/s)[1] ?? '');
  const [theme, run, knobs] = [words.get('theme'), words.get('run'), words.get('knobs')];
  const twice = OWN.find((key) => words.getAll(key).length > 1);
  if (twice) return { reason: `it gives ${twice} twice` };
  if (theme !== null && theme !== 'light' && theme !== 'dark')
    return {
      reason: `its theme is ‘${shortly(theme)}’, but must be light or dark; leave it out to follow the reader’s`,
    };
  if (run !== null && run !== 'no' && run !== 'yes')
    return { reason: `its run is ‘${shortly(run)}’, but must be yes or no` };
  const options: EmbedOptions = { knobs: knobs ? knobs.split(',') : [], run: run !== 'no', theme: theme ?? undefined };
  const wrong = wrongKnob(options.knobs, declaration);
  return wrong === undefined ? { question: place.question, options } : { reason: wrong };
}

/** Why one of them can have no slider. */
export function wrongKnob(knobs: readonly string[], { id, parameters }: Declaration): string | undefined {
  const numbers = parameters.filter(({ control }) => control.kind === 'number').map(({ key }) => key);
  const wrong = knobs.find((key) => !numbers.includes(key));
  if (wrong === undefined) return undefined;
  return `‘${shortly(wrong)}’ is no number among the parameters of ${id}; a slider goes with ${numbers.join(', ')}`;
}

function shortly(text: string): string {
  const plain = text.replace(/\p{C}/gu, '�');
  return plain.length > 40 ? `${plain.slice(0, 39)}…` : plain;
}
