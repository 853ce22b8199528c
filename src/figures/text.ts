/**
 * Text in figures: symbols with sub- and superscripts, width, wrapping. Widths come from a table of
 * DejaVu Sans, since neither Node nor a detached SVG can measure; it is the widest of the fonts
 * named in the SVG, so what fits here fits there.
 */

export interface Run {
  text: string;
  shift?: 'sub' | 'super';
  italic?: boolean;
  bold?: boolean;
}

/** Advance widths of DejaVu Sans from U+0020 to U+007E, in hundredths of an em. */
const ascii =
  '32 40 46 84 64 95 78 27 39 39 50 84 32 36 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 53 100 68 69 70 77 63 58 77 75 29 29 66 56 86 75 79 60 79 69 63 61 73 68 99 69 61 69 39 34 39 84 50 50 61 63 55 63 62 35 63 63 28 28 58 28 97 63 61 63 63 41 52 39 63 59 82 59 59 52 64 34 64 84'
    .split(' ')
    .map(Number);
const scriptSize = 0.72;

/** Width in the unit of `size`. */
export function textWidth(runs: Run[], size: number): number {
  let width = 0;
  for (const { text, shift, bold } of runs) {
    let hundredths = 0;
    for (const character of text) hundredths += advance(character);
    width += (hundredths / 100) * (shift ? scriptSize : 1) * (bold ? 1.12 : 1);
  }
  return width * size;
}

function advance(character: string): number {
  const code = character.codePointAt(0)!;
  if (code >= 32 && code < 127) return ascii[code - 32];
  if (code >= 0x300 && code < 0x370) return 0; // combining marks
  if (/[⁰¹²³⁴-⁹⁻]/.test(character)) return 42;
  if (/[−±×≈≤≥∞]/.test(character)) return 84;
  return code >= 0x2e80 ? 100 : 65;
}

/**
 * Splits `E_test`, `N_{eff}`, `x^2`, `10^-3` into runs. An underscore after more than two letters
 * stays what it is, so that `my_parameter` survives. In a `symbol`, letters standing alone are
 * variables and are set in italics.
 */
export function parseText(text: string, style: { symbol?: boolean; bold?: boolean } = {}): Run[] {
  const runs: Run[] = [];
  const add = (piece: string, extra: Omit<Run, 'text'> = {}) => {
    const last = runs.at(-1);
    const italic = extra.italic ?? false;
    if (last && last.shift === extra.shift && (last.italic ?? false) === italic) last.text += piece;
    else runs.push({ text: piece, ...extra, ...(style.bold ? { bold: true } : {}) });
  };
  const token = /([_^])(?:\{([^{}]*)\}|([-−+]?(?:(?![⁰¹²³⁴-⁹])[\p{L}\p{N}])+|[*+−∗†′∞]))|\p{L}[\p{L}\p{M}]*|[\s\S]/gu;
  let before = '';
  for (const match of text.matchAll(token)) {
    const [whole, mark, braced, bare] = match;
    const content = braced ?? bare;
    if (
      mark &&
      content !== undefined &&
      (/^(?:\p{L}\p{M}*){1,2}$/u.test(before) || /^[\p{N})\]}|‖⟩′*]$/u.test(before))
    ) {
      add(content.replace(/^-/, '−'), { shift: mark === '_' ? 'sub' : 'super' });
      // x_i^2: what follows a script may carry a script itself
      continue;
    }
    // Many fonts have no letters of this kind, and another's stand on the line.
    if (style.symbol && /^[₀-₉]$/.test(whole)) {
      add(String(whole.codePointAt(0)! - 0x2080), { shift: 'sub' });
      continue;
    }
    const variable =
      /^\p{L}\p{M}*$/u.test(whole) && (style.symbol || followedByScript(text, match.index + whole.length));
    add(whole, variable ? { italic: true } : {});
    before = whole;
  }
  return runs;
}

function followedByScript(text: string, at: number): boolean {
  return /^[_^][\p{L}\p{N}{]/u.test(text.slice(at, at + 2));
}

/** "test error E_test (nats)": words, symbol, unit. */
export function labelRuns(label: { label: string; symbol?: string; unit?: string }): Run[] {
  return [
    { text: label.symbol ? `${label.label} ` : label.label },
    ...(label.symbol ? parseText(label.symbol, { symbol: true }) : []),
    ...(label.unit ? [{ text: ` (${label.unit})` }] : []),
  ];
}

/**
 * Breaks at spaces so that no line is wider than `width`, and inside a formula only where it is
 * wider than a line, as is any word.
 */
export function wrap(runs: Run[], size: number, width: number): Run[][] {
  const lines: Run[][] = [];
  let line: Run[] = [];
  let used = 0;
  const finish = () => {
    if (line.length > 0) lines.push(trim(line));
    line = [];
    used = 0;
  };
  const all = formulas(words(runs)).flatMap((group) => {
    const whole = group.flat();
    return textWidth(whole, size) - trailingSpace(whole, size) > width ? group : [whole];
  });
  for (const word of all) {
    const wide = textWidth(word, size);
    if (used > 0 && used + wide - trailingSpace(word, size) > width) finish();
    if (used === 0 && wide > width) {
      for (const piece of breakWord(word, size, width)) {
        finish();
        line = piece;
        used = textWidth(piece, size);
      }
    } else {
      line.push(...word);
      used += wide;
    }
  }
  finish();
  return lines;
}

/** Groups of runs that may not be separated, each ending with its space. */
function words(runs: Run[]): Run[][] {
  const all: Run[][] = [];
  let word: Run[] = [];
  for (const run of runs) {
    for (const piece of run.text.match(/[^ ]+ *| +/g) ?? []) {
      word.push({ ...run, text: piece });
      if (piece.endsWith(' ')) {
        all.push(word);
        word = [];
      }
    }
  }
  if (word.length > 0) all.push(word);
  return all;
}

/** Signs between two sides; what is measured in %, to its left. */
const JOINS_BOTH = /^[=+−×·/‖≤≥<>≈∝±]$/;
const JOINS_LEFT = /^%/;

/** The words of `λ = 0.01`, `φ/(φ + ψ)` and `3 %` together, any other word alone. */
function formulas(all: Run[][]): Run[][][] {
  const groups: Run[][][] = [];
  let open = false;
  for (const word of all) {
    const text = word
      .map((run) => run.text)
      .join('')
      .trim();
    const isSign = JOINS_BOTH.test(text);
    if ((open || isSign || JOINS_LEFT.test(text)) && groups.length > 0) groups[groups.length - 1].push(word);
    else groups.push([word]);
    open = isSign;
  }
  return groups;
}

function trailingSpace(word: Run[], size: number): number {
  const last = word[word.length - 1];
  return textWidth([{ ...last, text: / *$/.exec(last.text)![0] }], size);
}

function breakWord(word: Run[], size: number, width: number): Run[][] {
  const lines: Run[][] = [[]];
  let used = 0;
  for (const run of word) {
    for (const character of run.text) {
      const wide = textWidth([{ ...run, text: character }], size);
      if (used > 0 && used + wide > width) {
        lines.push([]);
        used = 0;
      }
      lines[lines.length - 1].push({ ...run, text: character });
      used += wide;
    }
  }
  return lines.map(merge);
}

function trim(line: Run[]): Run[] {
  const merged = merge(line);
  const last = merged[merged.length - 1];
  last.text = last.text.trimEnd();
  return merged.filter((run) => run.text !== '');
}

function merge(line: Run[]): Run[] {
  const merged: Run[] = [];
  for (const run of line) {
    const last = merged.at(-1);
    if (last && last.shift === run.shift && last.italic === run.italic && last.bold === run.bold) last.text += run.text;
    else merged.push({ ...run });
  }
  return merged;
}

export const svgNamespace = 'http://www.w3.org/2000/svg';

export interface TextPlace {
  x: number;
  y: number;
  size: number;
  anchor?: 'start' | 'middle' | 'end';
  /** Reads upwards, as the label of a vertical axis. */
  upwards?: boolean;
}

/** By how much an oblique letter leans, in the unit of `size`. */
const LEAN = 0.1;

/** A `<text>` with a `<tspan>` per run; `y` is the baseline. */
export function drawText(document: Document, runs: Run[], place: TextPlace): SVGElement {
  const { x, y, size, anchor = 'start', upwards } = place;
  const text = document.createElementNS(svgNamespace, 'text') as SVGElement;
  if (upwards) text.setAttribute('transform', `translate(${x},${y}) rotate(-90)`);
  else {
    text.setAttribute('x', String(x));
    text.setAttribute('y', String(y));
  }
  text.setAttribute('font-size', String(size));
  text.setAttribute('text-anchor', anchor);
  let lifted = 0;
  let slanted = false;
  for (const run of runs) {
    const lift = run.shift === 'sub' ? 0.2 * size : run.shift === 'super' ? -0.36 * size : 0;
    // A slanted letter leans over what is raised beside it.
    const isUnder = slanted && (run.shift === 'super' || /^[⁰¹²³⁴-⁹⁻*′]/.test(run.text));
    slanted = run.italic ?? false;
    const plain = lift === lifted && !run.shift && !run.italic && !run.bold && !isUnder;
    if (plain) {
      text.appendChild(document.createTextNode(run.text));
      continue;
    }
    const span = document.createElementNS(svgNamespace, 'tspan');
    if (isUnder) span.setAttribute('dx', String(Math.round(100 * LEAN * size) / 100));
    if (lift !== lifted) span.setAttribute('dy', String(lift - lifted));
    if (run.shift) span.setAttribute('font-size', String(size * scriptSize));
    if (run.italic) span.setAttribute('font-style', 'italic');
    if (run.bold) span.setAttribute('font-weight', 'bold');
    span.appendChild(document.createTextNode(run.text));
    text.appendChild(span);
    lifted = lift;
  }
  return text;
}
