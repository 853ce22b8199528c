/** How the text of a CSV file is laid out, before any cell is read. */
export interface Layout {
  /** With the lines blanked that hold no row, so that rows are counted as in the file. */
  text: string;
  delimiter: string;
  /** The last comment line before the first row, without its sign: it may name the columns. */
  comment?: string;
  /** What was seen, in a few words each. */
  asides: string[];
}

/**
 * Lines that begin with `#` are comments, and with `%` those before the first row; Excel's `sep=;`
 * names the delimiter. Otherwise the delimiter is the first of semicolon, tab, `|`, comma and
 * blanks that stands in every line outside quotes. The first line is not asked, where there is
 * another: it may be a title. Blanks around another delimiter are padding.
 */
export function layoutOf(text: string): Layout {
  const asides: string[] = [];
  const sep = /^\s*"?sep=(.)"?[ \t]*(?=\n|$)/i.exec(text);
  if (sep) asides.push(`Excel's ${sep[0].trim()}`);
  const unnamed = sep ? text.slice(sep[0].length) : text;
  const { body, comments, last } = withoutComments(unnamed);
  if (comments > 0) asides.push(`${comments} comment ${comments === 1 ? 'line' : 'lines'}`);
  const delimiter = sep?.[1] ?? findDelimiter(body);
  const comment = last === undefined ? {} : { comment: last };
  if (delimiter !== ' ') return { text: body, delimiter, ...comment, asides };
  asides.push('cells apart by blanks');
  return { text: body.replace(/^.+$/gm, byTabs), delimiter: '\t', ...comment, asides };
}

/** The cells of a line that blanks keep apart, where quotes hold a cell together. */
function byTabs(line: string): string {
  return (line.match(/"(?:[^"]|"")*"|\S+/g) ?? []).join('\t');
}

/** Comment lines blanked, which keeps the count of rows. */
function withoutComments(text: string): { body: string; comments: number; last?: string } {
  if (!/^[ \t]*[#%]/m.test(text)) return { body: text, comments: 0 };
  let comments = 0;
  let last: string | undefined;
  let before = true;
  const body = text.replace(/^.+$/gm, (line) => {
    const sign = /^\s*([#%])+\s?/.exec(line);
    if (sign && (before || sign[1] === '#')) {
      comments++;
      if (before) last = line.slice(sign[0].length);
      return '';
    }
    if (line.trim() !== '') before = false;
    return line;
  });
  return { body, comments, ...(last !== undefined && { last }) };
}

const NUMBERS_APART = /^[+-]?[\d.][\de.+-]*[ \t]+[+-]?[\d.]/i;

/** Whether blanks part the cells of a line, and at least two are numbers with a decimal comma. */
function isOfDecimalCommas(line: string): boolean {
  const cells = line.trim().split(/[ \t]+/);
  const withComma = cells.filter((cell) => cell.includes(','));
  return withComma.length > 1 && withComma.every((cell) => /^[+-]?\d*,\d+(e[+-]?\d+)?$/i.test(cell));
}

function findDelimiter(text: string): string {
  const lines = firstLines(text);
  // A title or a header with other punctuation is not asked where rows follow.
  const asked = lines.length > 1 ? lines.slice(1) : lines;
  const inEvery = (test: (line: string) => boolean) => asked.length > 0 && asked.every(test);
  const found = [';', '\t', '|', ','].find((delimiter) => inEvery((line) => line.includes(delimiter)));
  if (found === ',' && inEvery(isOfDecimalCommas)) return ' ';
  const isBlanks = inEvery((line) => /\S[ \t]+\S/.test(line));
  if (found === '\t' && asked.some((line) => line.split('\t').some((cell) => NUMBERS_APART.test(cell.trim()))))
    return ' ';
  return found ?? (isBlanks ? ' ' : ',');
}

/** Not more than this is looked at: a file of one endless line must not be copied. */
const MOST = 2 ** 20;

/**
 * The first lines that are not blank, without what stands in quotes and without padding around
 * delimiters. A line end in quotes ends no line.
 */
function firstLines(text: string): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let quoted = false;
  const start = Math.max(0, text.search(/\S/));
  const end = Math.min(text.length, start + MOST);
  for (let i = start; i <= end && lines.length < 20; i++) {
    const character = i === end ? '\n' : text[i];
    const before = line.at(-1) ?? ',';
    if (character === '"' && (quoted || ';\t|, "'.includes(before))) {
      quoted = !quoted;
      // What was in quotes is there, and holds no delimiter.
      if (!quoted) line.push('"');
    } else if (character === '\n' && (!quoted || i === end)) {
      if (line.some((one) => !isBlank(one))) lines.push(line.join(''));
      line = [];
    } else if (quoted) continue;
    else if (';|,'.includes(character)) {
      while (line.length > 0 && isBlank(line[line.length - 1])) line.pop();
      line.push(character);
    } else if (!(isBlank(character) && ';|,'.includes(before))) line.push(character);
  }
  // What was cut off in the middle is not asked.
  return end < text.length && lines.length > 1 ? lines.slice(0, -1) : lines;
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}
