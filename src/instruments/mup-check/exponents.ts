import { judgeCurve, type Relation, type Verdict } from '../../statistics/equivalence.ts';
import type { Summary } from '../../statistics/moments.ts';
import { powerLawExponent } from '../../statistics/power-law.ts';
import type { CoordinateLog, LoggedGroup } from './log.ts';
import type { Pattern } from './mistakes.ts';

export type Role = 'input' | 'hidden' | 'output' | 'attention';

/** A layer's exponent in the width at one step, beside that of μP. */
export interface LayerExponent {
  layer: string;
  /** Its place in the chain from inputs to outputs; undefined of attention. */
  place: number | undefined;
  role: Role;
  step: number;
  /** Of how large it is, or of how far it is from where it began. */
  of: 'size' | 'change';
  groups: LoggedGroup[];
  expected: number;
  relation: Relation;
  /** Undefined where it is zero at some width. */
  exponent: Summary | undefined;
  verdict: Verdict | 'not judged';
}

/**
 * Layers that are zero where they may not be: the inputs' at any time, any at some widths alone, or
 * after the last step. Before it, what reads nothing yet, or is read by nothing, may not have
 * moved.
 */
export function deadOf(exponents: readonly LayerExponent[]): LayerExponent[] {
  const last = Math.max(...exponents.map(({ step }) => step));
  return exponents.filter(
    ({ exponent, step, place, groups }) =>
      !exponent &&
      (place === 0 || (step === last && step > 0) || groups.some(({ values }) => values.some((one) => one > 0))),
  );
}

export interface Roles {
  input: string;
  output: string;
  attention: ReadonlySet<string>;
}

/** Layers of the chain, in order, the input first and the output last. */
export function chainOf({ layers }: CoordinateLog, { input, output, attention }: Roles): string[] {
  const between = layers
    .map(({ name }) => name)
    .filter((name) => name !== input && name !== output && !attention.has(name));
  return [input, ...between, output];
}

/**
 * Exponents of every layer: of sizes at step 0, of changes after; where changes are not logged, of
 * sizes there too, and an output then only must not grow: one that falls
 * beyond the margin, as it may have begun, is left open. Judged together against those of μP.
 */
export function exponentsOf(log: CoordinateLog, roles: Roles, clean: Pattern, margin: number): LayerExponent[] {
  const chain = chainOf(log, roles);
  const all = log.layers.flatMap(({ name, size, change }) => {
    const place = roles.attention.has(name) ? undefined : chain.indexOf(name);
    const role: Role =
      place === undefined ? 'attention' : place === 0 ? 'input' : place === chain.length - 1 ? 'output' : 'hidden';
    const expected = place === undefined ? clean.attention : { size: clean.size[place], change: clean.change[place] };
    return log.steps.flatMap((step): Omit<LayerExponent, 'verdict'>[] => {
      const of = step > 0 && change.size > 0 ? 'change' : 'size';
      const groups = (of === 'change' ? change : size).get(step);
      if (!groups) return [];
      // Before it has learned, what begins as n^(−½) may still outweigh what has changed.
      const isMixed = of === 'size' && step > 0 && expected.size < 0;
      return [
        {
          ...{ layer: name, place, role, step, of, groups },
          expected: step === 0 ? expected.size : 0,
          relation: isMixed ? 'atMost' : 'equals',
          exponent: powerLawExponent(groups, log),
        },
      ];
    });
  });
  const { points } = judgeCurve(
    all.map(({ exponent, expected, relation }) =>
      exponent ? { measured: exponent, predicted: expected, relation, floor: margin } : { notJudged: 'it is zero' },
    ),
    { margin: 0 },
  );
  return all.map((one, i) => {
    const { verdict } = points[i];
    const isOpen = verdict === 'holds' && Math.abs(one.exponent!.mean - one.expected) > margin;
    return { ...one, verdict: isOpen ? 'unresolved' : verdict };
  });
}
