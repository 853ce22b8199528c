import { BadInput } from '../numeric/errors.ts';
import { quote } from './csv-cells.ts';

/**
 * What a text is cut into. `pairs` joins characters that often stand together (byte-pair encoding).
 */
export type TokenKind = 'characters' | 'bytes' | 'words' | 'pairs';

/**
 * A text as whole numbers below `vocabulary`, the most frequent token first, the rest class last.
 */
export interface Tokens {
  ids: Int32Array;
  vocabulary: number;
  /** Of each number, what it stands for. */
  names: string[];
  /** How many different tokens the text has. */
  different: number;
  /** The share of the text that fell into the rest class. */
  rest: number;
  /** Whether the text goes on. */
  isCut: boolean;
}

/** What the class of all tokens beyond the vocabulary is called. */
export const REST = '(rest)';

export interface TokenOptions {
  kind: TokenKind;
  /** The most classes, with that of the rest. */
  vocabulary: number;
  /** How many tokens are taken, from the beginning; of pairs, characters before they are joined. */
  most: number;
  /** Called often; may throw, to give up. */
  check?: () => void;
}

/**
 * The tokens of a text. Words are runs of letters, marks and digits, and each other sign but space
 * is one of its own. Throws `BadInput` for a text of fewer than two different tokens.
 */
export function tokenise(
  { text, bytes }: { text: string; bytes: Uint8Array },
  { kind, vocabulary, most, check }: TokenOptions,
): Tokens {
  const { all, isCut } = take(
    kind === 'bytes' ? byteNames(bytes) : kind === 'words' ? wordsIn(text) : text,
    most,
    check,
  );
  const single = classes(all, kind === 'pairs' ? Math.ceil(vocabulary / 2) : vocabulary);
  return { ...(kind === 'pairs' ? joinPairs(single, vocabulary, check) : single), isCut };
}

const CHECK_EVERY = 16384;

function take(tokens: Iterable<string>, most: number, check?: () => void): { all: string[]; isCut: boolean } {
  const all: string[] = [];
  for (const token of tokens) {
    if (all.length === most) return { all, isCut: true };
    if (all.length % CHECK_EVERY === 0) check?.();
    all.push(token);
  }
  return { all, isCut: false };
}

function* wordsIn(text: string): Iterable<string> {
  for (const [word] of text.matchAll(/[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu)) yield word;
}

function* byteNames(bytes: Uint8Array): Iterable<string> {
  for (const byte of bytes) yield byteName(byte);
}

function byteName(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `0x${byte.toString(16).padStart(2, '0')}`;
}

function classes(all: readonly string[], vocabulary: number): Omit<Tokens, 'isCut'> {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  if (counts.size < 2)
    throw new BadInput(
      `the text has ${counts.size === 0 ? 'no tokens' : `one token alone, ${quote(all[0])}, ${all.length} times`}, but nothing depends on anything below two different ones; give another text, or other tokens=…`,
    );
  // Equally frequent ones in the order in which they first occur: a sort is stable.
  const ranked = [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const capped = ranked.length > vocabulary;
  const names = capped ? [...ranked.slice(0, vocabulary - 1), REST] : ranked;
  const number = new Map(names.map((name, i) => [name, i]));
  const last = names.length - 1;
  const ids = Int32Array.from(all, (one) => number.get(one) ?? last);
  const inRest = capped ? ids.reduce((sum, id) => sum + (id === last ? 1 : 0), 0) : 0;
  return { ids, vocabulary: names.length, names, different: counts.size, rest: inRest / all.length };
}

/**
 * Joins the two tokens that most often stand side by side to one, again and again, until there are
 * so many tokens or no two stand together ten times; none is joined with the rest class.
 */
function joinPairs(characters: Omit<Tokens, 'isCut'>, vocabulary: number, check?: () => void): Omit<Tokens, 'isCut'> {
  const names = [...characters.names];
  const rest = names.indexOf(REST);
  let ids = characters.ids;
  while (names.length < vocabulary) {
    check?.();
    const best = commonestPair(ids, names.length, rest);
    if (!best) break;
    const joined = names.length;
    names.push(names[best.first] + names[best.second]);
    const next = new Int32Array(ids.length);
    let length = 0;
    for (let i = 0; i < ids.length; i++) {
      const isPair = ids[i] === best.first && ids[i + 1] === best.second;
      next[length++] = isPair ? joined : ids[i];
      if (isPair) i++;
    }
    ids = next.subarray(0, length);
  }
  return { ...ranked(ids, names), different: characters.different, rest: shareOf(ids, rest) };
}

const LEAST_PAIRS = 10;

function commonestPair(ids: Int32Array, size: number, rest: number) {
  const counts = new Int32Array(size * size);
  for (let i = 1; i < ids.length; i++) counts[ids[i - 1] * size + ids[i]]++;
  let best = -1;
  for (let pair = 0; pair < counts.length; pair++) {
    if (pair % size === rest || Math.floor(pair / size) === rest) continue;
    if (best < 0 || counts[pair] > counts[best]) best = pair;
  }
  if (best < 0 || counts[best] < LEAST_PAIRS) return undefined;
  return { first: Math.floor(best / size), second: best % size };
}

/** Numbers anew by frequency, without those that are left nowhere. */
function ranked(ids: Int32Array, names: string[]): Pick<Tokens, 'ids' | 'names' | 'vocabulary'> {
  const counts = new Int32Array(names.length);
  for (const id of ids) counts[id]++;
  const order = names.flatMap((_, id) => (counts[id] > 0 ? [id] : [])).sort((a, b) => counts[b] - counts[a]);
  const rank = new Int32Array(names.length);
  order.forEach((id, i) => {
    rank[id] = i;
  });
  return { ids: ids.map((id) => rank[id]), names: order.map((id) => names[id]), vocabulary: order.length };
}

function shareOf(ids: Int32Array, wanted: number): number {
  return wanted < 0 ? 0 : ids.reduce((sum, id) => sum + (id === wanted ? 1 : 0), 0) / ids.length;
}
