import { greekCommand } from '../src/figures/bibtex.ts';

/** A letter with its subscript, as TeX has them: `\sigma` and `w` of σ_w². */
interface Letter {
  base: string;
  sub: string;
}

/** Of a parameter; undefined where its symbol is no letter with a subscript and a power. */
export function letterOf(symbol: string): Letter | undefined {
  const plain = symbol.normalize('NFC').replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+$/, '');
  const [, letter, rest] = /^(\p{L})(.*)$/u.exec(plain) ?? [];
  if (!letter) return undefined;
  const sub = rest.replace(/[₀-₉]/g, (digit) => String(digit.codePointAt(0)! - 0x2080)).replace(/^_/, '');
  if (!/^[\p{L}\d]*$/u.test(sub)) return undefined;
  const base = /[A-Za-z]/.test(letter) ? letter : greekCommand(letter);
  if (base === undefined) return undefined;
  return { base, sub: /^[A-Za-z\d]*$/.test(sub) ? sub : (greekCommand(sub) ?? sub) };
}

/** What is below another letter is an index or a word, and so is the argument of these commands. */
const INDICES_OR_WORDS = /^_|^\\(?:text|mathrm|operatorname\*?|mathbf|mathcal|mathbb|begin|end|label|tag)(?![A-Za-z])/;

/**
 * The formula with every letter that is a knob's wrapped in `\htmlData{knob=…}`, and the knobs that
 * occur, in their order.
 */
export function markKnobs(
  tex: string,
  knobs: readonly { key: string; symbol?: string }[],
): { tex: string; keys: string[] } {
  const letters = knobs.flatMap(({ key, symbol }) => {
    const letter = symbol ? letterOf(symbol) : undefined;
    return letter ? [{ key, ...letter }] : [];
  });
  const keys = new Set<string>();
  let marked = '';
  for (let at = 0; at < tex.length; ) {
    const rest = tex.slice(at);
    const words = INDICES_OR_WORDS.exec(rest);
    const [token] = words ? [words[0] + argument(rest.slice(words[0].length))] : /^\\[A-Za-z]+|^\\?[\s\S]/.exec(rest)!;
    const [subscript, sub] = words ? ['', ''] : subscriptOf(rest.slice(token.length));
    const knob = letters.find((one) => one.base === token && one.sub === sub);
    const whole = token + subscript;
    marked += knob ? `{\\htmlData{knob=${knob.key}}{${whole}}}` : token;
    if (knob) keys.add(knob.key);
    at += knob ? whole.length : token.length;
  }
  return { tex: marked, keys: knobs.map(({ key }) => key).filter((key) => keys.has(key)) };
}

/** Its parts between the wide spaces that are in no braces: a line breaks there where it has to. */
export function partsOf(tex: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const [token] of tex.matchAll(/\\q?quad(?![A-Za-z])|\\[A-Za-z]+|\\?[\s\S]/g)) {
    if (token === '{' || token === '\\begin') depth++;
    if (token === '}' || token === '\\end') depth--;
    if (depth === 0 && /^\\q?quad$/.test(token)) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** `_w`, `_\star` or `_{in}` at the beginning, and what is in it. */
function subscriptOf(rest: string): [string, string] {
  const [whole = '', braced, bare] = /^_(?:\{([^{}]*)\}|(\\[A-Za-z]+|[A-Za-z\d]))/.exec(rest) ?? [];
  return [whole, (braced ?? bare ?? '').trim()];
}

/** In braces, with those inside of it; or a single character or command. */
function argument(rest: string): string {
  const [blank] = /^\s*/.exec(rest)!;
  if (rest[blank.length] !== '{') return /^\s*(?:\\[A-Za-z]+|[\s\S])/.exec(rest)![0];
  let depth = 0;
  for (let k = blank.length; k < rest.length; k++) {
    if (rest[k] === '{') depth++;
    if (rest[k] === '}' && --depth === 0) return rest.slice(0, k + 1);
  }
  return rest;
}
