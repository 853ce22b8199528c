import { type ChainLayer, chainExponents, mupChain, seemingExponent } from '../../networks/width-exponents.ts';

/** What powers of the width a parameterisation gives the layers of a log. */
export interface Pattern {
  /** Before training, and of the first step's change; by layer. */
  size: number[];
  change: number[];
  /** Of attention's logits, where they are logged. */
  attention: { size: number; change: number };
}

export interface Mistake {
  /** Undefined where it is of no one layer. */
  layer?: number;
  says: string;
  pattern: Pattern;
}

/** As μP has them: 1/(head size). */
const ATTENTION = { size: -0.5, change: 0 };

export function cleanPattern(layers: number, family: Family): Pattern {
  const { size, change } = chainExponents(mupChain(layers - 2, family), family);
  return { size, change: change.map(() => 0), attention: ATTENTION };
}

type Family = 'sgd' | 'adam';

/**
 * What may be wrong, each with the powers that it gives: one layer's initial weights or rate off by
 * a power, all layers of a kind, another parameterisation, attention scaled by the root.
 */
export function listMistakes(
  names: readonly string[],
  { family, widths, hasAttention }: { family: Family; widths: readonly number[]; hasAttention: boolean },
): Mistake[] {
  const clean = mupChain(names.length - 2, family);
  const last = names.length - 1;
  const mistakes: Mistake[] = [];
  const add = (says: string, chain: ChainLayer[], layer?: number) => {
    for (const resets of [false, true]) {
      const { size, change } = chainExponents(chain, family, { resets });
      const seeming = change.map((parts) => seemingExponent(parts, widths));
      const pattern = { size, change: seeming, attention: ATTENTION };
      mistakes.push({ says, pattern, ...(layer !== undefined && { layer }) });
    }
  };
  const changed = (of: (index: number) => Partial<ChainLayer> | undefined) =>
    clean.map((one, index) => {
      const { b = 0, c = 0 } = of(index) ?? {};
      return { b: one.b + b, c: one.c + c };
    });
  names.forEach((name, layer) => {
    const role = layer === 0 ? 'input' : layer === last ? 'output' : 'hidden';
    for (const [b, says] of INITIAL[role])
      add(
        `the initial weights of '${name}' ${says}`,
        changed((i) => (i === layer ? { b } : undefined)),
        layer,
      );
    for (const [c, says] of RATES[family][role])
      add(
        `the learning rate of '${name}' ${says}`,
        changed((i) => (i === layer ? { c } : undefined)),
        layer,
      );
  });
  const isHidden = (i: number) => i > 0 && i < last;
  if (last > 2) {
    const [c, says] = RATES[family].hidden[0];
    add(
      `the learning rates of all layers from width to width, '${names[1]}' to '${names[last - 1]}', ${says
        .replace(/\bit\b/g, 'they')
        .replace('is not', 'are not')
        .replace(/^falls/, 'fall')
        .replace(/^grows/, 'grow')}`,
      changed((i) => (isHidden(i) ? { c } : undefined)),
    );
    const [b, unscaled] = INITIAL.hidden[0];
    add(
      `the initial weights of all layers from width to width ${unscaled}`,
      changed((i) => (isHidden(i) ? { b } : undefined)),
    );
  }
  const one = (c: number[]) => clean.map(({ b }, i) => ({ b, c: i === 0 ? c[0] : i === last ? c[2] : c[1] }));
  if (family === 'adam') {
    add(
      'one learning rate for all layers: from width to width and in the read-out it must fall as 1/width',
      one([0, 0, 0]),
    );
    add(
      'all learning rates fall as 1/width: those of input weights, embeddings, biases and gains must stay',
      one([1, 1, 1]),
    );
  } else
    add(
      'one learning rate for all layers: of input weights and vectors it must grow as the width, of the read-out fall as 1/width',
      one([0, 0, 0]),
    );
  const other = (c: number[]) => one(c).map((layer, i) => (i === last ? { ...layer, b: 0.5 } : layer));
  add(
    'this is the standard parameterisation: initial weights of 1/√fan-in throughout, and one learning rate',
    other([0, 0, 0]),
  );
  add(
    'this is the NTK parameterisation: weights behind factors of 1/√width, and one learning rate',
    other(family === 'adam' ? [0, 0.5, 0.5] : [0, 1, 1]),
  );
  // Of what has as many entries as the network is wide; of a whole log, outputs perhaps among them.
  const { size, change } = cleanPattern(names.length, family);
  for (const outputs of [0, 0.5])
    mistakes.push({
      says: 'the log has norms, not root mean squares: a norm grows as the root of the number of entries, by which it must be divided',
      pattern: {
        size: size.map((one, i) => one + (i === last ? outputs : 0.5)),
        change: change.map((one, i) => one + (i === last ? outputs : 0.5)),
        attention: ATTENTION,
      },
    });
  if (!hasAttention) return mistakes;
  return [
    ...mistakes,
    {
      says: 'attention’s logits are scaled by 1/√(head size): once queries and keys have learned from each other it must be 1/(head size)',
      pattern: { ...cleanPattern(names.length, family), attention: { size: 0, change: 0.5 } },
    },
  ];
}

type Off = readonly (readonly [power: number, says: string])[];

/** Powers by which b is off. */
const INITIAL: Record<'input' | 'hidden' | 'output', Off> = {
  input: [
    [
      0.5,
      'shrink as the network widens: their deviation must not depend on the width (a table of vectors has no fan-in that grows)',
    ],
    [-0.5, 'grow as the network widens: their deviation must not depend on the width'],
  ],
  hidden: [
    [-0.5, 'are not scaled with their fan-in: their deviation must fall as 1/√fan-in'],
    [0.5, 'fall as 1/fan-in: their deviation must fall as 1/√fan-in'],
  ],
  output: [
    [
      -0.5,
      'are those of the standard parameterisation, 1/√fan-in: their deviation must fall as 1/fan-in, or the outputs have a factor 1/√width more in front of them',
    ],
    [
      -1,
      'are not scaled with the width at all: their deviation must fall as 1/fan-in, or the outputs have a factor 1/width in front of them',
    ],
  ],
};

/** Powers by which c is off. */
const RATES: Record<Family, Record<'input' | 'hidden' | 'output', Off>> = {
  adam: {
    input: [
      [1, 'falls as 1/width: it must stay as it is'],
      [-1, 'grows as the width: it must stay as it is'],
    ],
    hidden: [
      [-1, 'is not divided by the width: it must fall as 1/fan-in'],
      [1, 'falls faster than 1/fan-in'],
    ],
    output: [
      [
        -1,
        'is not divided by the width: it must fall as 1/fan-in (with a factor 1/width in front of the outputs it stays)',
      ],
      [1, 'falls faster than 1/fan-in'],
    ],
  },
  sgd: {
    input: [
      [1, 'does not grow with the width: it must, as fan-out'],
      [-1, 'grows faster than fan-out'],
    ],
    hidden: [
      [-1, 'grows as the width: it must stay as it is'],
      [1, 'falls as 1/width: it must stay as it is'],
    ],
    output: [
      [
        -1,
        'is not divided by the width: it must fall as 1/fan-in (with a factor 1/width in front of the outputs it grows as fan-in)',
      ],
      [1, 'falls faster than 1/fan-in'],
    ],
  },
};
