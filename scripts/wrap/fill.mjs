// Filling a paragraph: as many words on a line as fit.

export const COLUMNS = 100;

/** Length as read: in characters, not in UTF-16 units. */
export function widthOf(text) {
  return [...text].length;
}

/** Code, links of docstrings and (in documents) formulas are single words, blanks and all. */
const WORD = {
  comment: /(?:`[^`]*`|\{@\w+ [^}]*\}|\S)+/g,
  markdown: /(?:`[^`]*`|\$[^$]+\$|<[^<> ][^<>]*>|\S)+/g,
};

/**
 * A word that would begin a list, a heading, a quotation, a table, a tag, … if a line began with
 * it.
 */
const MARKS = /^(?:[-+*•]|\d+[.)]|#{1,6}|>.*|\|.*|=+|-+|~~~.*|```.*|@.*|\[[^\]]*\]:.*|:.*)$/;

/** The lines of a paragraph, after `first` on the first line and `rest` on the others. */
export function fill(lines, { first = '', rest = first, kind = 'comment' } = {}) {
  return partsOf(lines).flatMap((part, index) => fillPart(part, index === 0 ? first : rest, rest, kind));
}

function fillPart(lines, first, rest, kind) {
  const words = glue(lines.join(' ').match(WORD[kind]) ?? []);
  const out = [];
  let line = first;
  let empty = true;
  for (const word of words) {
    if (!empty && widthOf(line) + 1 + widthOf(word) > COLUMNS) {
      out.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...out, line];
}

/** A sentence that ends on a line with much room left was meant to end there. */
function partsOf(lines) {
  const parts = [[]];
  lines.forEach((line, index) => {
    parts.at(-1).push(line);
    const next = lines[index + 1];
    if (next !== undefined && /[.:;!?]$/.test(line) && widthOf(line) + 1 + widthOf(next.split(' ')[0]) <= 80)
      parts.push([]);
  });
  return parts;
}

/** An operator between blanks. A short formula stays on one line. */
const OPERATOR = /^(?:[-+−±×·=≈≠≤≥<>≪≫∝~→∈]|[:+*-]=|[<>]=)$/u;
const FORMULA = 40;

/** Words that must not be parted, joined. */
function glue(words) {
  const out = [];
  let joins = false;
  for (const word of words) {
    const last = out.at(-1);
    const isOperator = OPERATOR.test(word);
    const fits = last !== undefined && widthOf(last) + widthOf(word) < FORMULA;
    if (last !== undefined && (MARKS.test(word) || ((joins || isOperator) && fits))) out[out.length - 1] += ` ${word}`;
    else out.push(word);
    joins = isOperator;
  }
  return out;
}

/** `step` applied until nothing changes, so that a second run finds nothing to do. */
export function settle(text, step) {
  for (let pass = 0; pass < 10; pass++) {
    const next = step(text);
    if (next === text) return text;
    text = next;
  }
  throw new Error('wrapping does not come to rest');
}
