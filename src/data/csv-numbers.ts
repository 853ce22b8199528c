import { BadInput } from '../numeric/errors.ts';

export const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
export const DECIMAL_COMMA = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;
const THOUSANDS = /^[+-]?[1-9]\d{0,2}(\.\d{3})+$/;

/** Fewer rows may be as they are by chance. */
const LEAST_ROWS = 3;

interface Place {
  cell: string;
  line: number;
  column: number;
}

/** What the numbers of a column look like. */
interface Look {
  /** The first that may hold a thousands separator, and whether all with a point may. */
  dotted?: Place;
  areThousands: boolean;
  /** Whole numbers below 1000, which have no thousands, and whether there are others. */
  small: number;
  hasLarge: boolean;
  /** The first `-0`, which only the part before a decimal comma is. */
  minusZero?: Place;
  /** The first such as `05`. */
  leadingZero?: Place;
  /** Cells of digits and nothing else, and those of them that are not 0. */
  digits: number;
  positive: number;
  cells: number;
}

const UNSEEN: Look = { areThousands: true, small: 0, hasLarge: false, digits: 0, positive: 0, cells: 0 };

/** What points and commas mean in numbers: all of a file decides. */
export class Punctuation {
  private points = 0;
  /** Points that part no thousands. */
  private decimals = 0;
  private readonly looks: Look[] = [];
  private comma: Place | undefined;
  /** Commas that part no thousands. */
  private clear = 0;

  addNumber(cell: string, value: number, line: number, j: number): void {
    const look = this.looks[j] ?? { ...UNSEEN };
    this.looks[j] = look;
    look.cells++;
    if (cell.includes('.')) {
      this.points++;
      look.dotted ??= { cell, line, column: j + 1 };
      if (look.areThousands && THOUSANDS.test(cell)) return;
      this.decimals++;
      look.areThousands = false;
      return;
    }
    if (Math.abs(value) < 1000) look.small++;
    else look.hasLarge = true;
    const first = cell.charCodeAt(0);
    if (value === 0 && first === 45) look.minusZero ??= { cell, line, column: j + 1 };
    // Of a number without a point, that is all digits.
    if (first < 48 || first > 57 || (cell.length > 2 && /e/i.test(cell))) return;
    look.digits++;
    if (value > 0) look.positive++;
    if (first === 48 && cell.length > 1) look.leadingZero ??= { cell, line, column: j + 1 };
  }

  addComma(cell: string, line: number, j: number): void {
    this.comma ??= { cell, line, column: j + 1 };
    // Thousands come in threes.
    if (!/,\d{3}$/.test(cell)) this.clear++;
  }

  /**
   * Whether there are decimal commas. Throws `BadInput` where a comma or a point may part thousands
   * as well, where numbers are of both kinds, and where decimal commas were taken for delimiters.
   */
  check(name: string, delimiter: string): boolean {
    const found = ({ cell, line, column }: Place) =>
      `${name}: row ${line}, column ${column}: found ${JSON.stringify(cell)}`;
    for (const look of this.looks) {
      if (!look?.dotted || !look.areThousands || look.hasLarge) continue;
      // Where points have this meaning, semicolons are the delimiter as a rule.
      const isEuropean = delimiter === ';' && look.small === 0 && this.decimals === 0;
      if (look.small === 0 && !isEuropean) continue;
      const { cell } = look.dotted;
      const why = look.small > 0 ? 'all others in the column are whole numbers' : 'semicolons part the cells';
      throw new BadInput(
        `${found(look.dotted)}, which may be ${cell.replaceAll('.', '')} with a thousands separator or have three decimals: ${why}; ` +
          `write numbers without thousands separators, or decimals with another number of digits, as in ${cell}0`,
      );
    }
    const half = delimiter === ',' && this.points === 0 ? this.looks.findIndex((_, j) => this.isSplit(j)) : -1;
    if (half >= 0)
      throw new BadInput(
        `${found(this.looks[half].minusZero!)}, which is the part before a decimal comma, as a rule, but commas part the cells; write points for decimal commas, or 0 for -0`,
      );
    if (!this.comma) return false;
    if (this.clear > 0 && this.points === 0) return true;
    const why = this.points > 0 ? 'other numbers have a decimal point' : 'it may be a decimal comma or part thousands';
    throw new BadInput(
      `${found(this.comma)}, but ${why}; write points for decimal commas, and no thousands separators`,
    );
  }

  /** Numbers such as `05` after others may be the parts after decimal commas. */
  asides(): string[] {
    const after =
      this.points > 0 ? [] : this.looks.filter((look, j) => j > 0 && look?.leadingZero && look.digits === look.cells);
    if (after.length === 0) return [];
    const { cell, line, column } = after[0].leadingZero!;
    return [
      `whole numbers as ${cell} in row ${line}, column ${column}: where commas are decimal commas, write points for them`,
    ];
  }

  /** Whether column `j` and the next look like the parts before and after decimal commas. */
  private isSplit(j: number): boolean {
    const [whole, decimals] = [this.looks[j], this.looks[j + 1]];
    if (!whole?.minusZero || !decimals || decimals.cells < LEAST_ROWS) return false;
    return decimals.digits === decimals.cells && decimals.positive >= decimals.cells / 2;
  }
}

/** No number has more letters, however it is written. */
const LONGEST = 100;

/** Numbers as people write them and no program reads them, and what to write instead. */
const MIS_WRITTEN: readonly [RegExp, (cell: string) => string][] = [
  [/^[+-]?[\d.,]+\s*%$/, (cell) => `write numbers without the %, as in ${cell.replace(/\s*%$/, '')}`],
  [
    /^(['‘’“”`´])[+-]?[\d.]+(e[+-]?\d+)?['‘’“”`´]$/i,
    (cell) => `write numbers without quotes, as in ${cell.slice(1, -1)}`,
  ],
  [/^[+-]?(\d+(\.\d*)?|\.\d+)d[+-]?\d+$/i, (cell) => `write exponents with e, as in ${cell.replace(/d/i, 'e')}`],
  [
    /^[+-]?\d{1,3}([\s'’]\d{3})+([.,]\d+)?$/,
    (cell) => `write numbers without blanks or marks between digits, as in ${plain(cell)}`,
  ],
  [/^[+-]?\d{1,3}(\.\d{3}){2,}$/, (cell) => `write numbers without thousands separators, as in ${plain(cell)}`],
  [
    /^[+-]?(\d{1,3}(,\d{3}){2,}|\d{1,3}(,\d{3})+\.\d*)$/,
    (cell) => `write numbers without thousands separators, as in ${cell.replaceAll(',', '')}`,
  ],
  [
    /^[+-]?\d{1,3}(\.\d{3})+,\d+$/,
    (cell) =>
      `write numbers without thousands separators and with a decimal point, as in ${cell.replaceAll('.', '').replace(',', '.')}`,
  ],
  [
    /^[+-]?\s*\p{Sc}\s*[+-]?[\d.,]+$|^[+-]?[\d.,]+\s*\p{Sc}$/u,
    (cell) => `write numbers without the ${/\p{Sc}/u.exec(cell)?.[0]}, as in ${cell.replace(/\s*\p{Sc}\s*/u, '')}`,
  ],
  [
    /^\(?[+-]?[\d.]+(e[+-]?\d+)?\s*[+-]\s*[\d.]+(e[+-]?\d+)?\s*\*?\s*[ij]\)?$/i,
    () => 'write the real and the imaginary part of complex numbers in two columns',
  ],
];

/** What to write instead of a column's text, where all of it is numbers in another notation. */
export function rewriting(words: readonly string[]): string | undefined {
  const way = MIS_WRITTEN.find(([pattern]) => words.every((word) => word.length <= LONGEST && pattern.test(word)));
  return way?.[1](words[0]);
}

function plain(cell: string): string {
  return cell
    .replace(/[\s'’]/g, '')
    .replace(/\.(?=.*\.)|\.(?=\d{3}$)/g, '')
    .replace(',', '.');
}
