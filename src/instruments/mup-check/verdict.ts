import { combineVerdicts } from '../../statistics/equivalence.ts';
import { count, plain, withError } from '../../statistics/sentences.ts';
import type { Report } from '../contract.ts';
import type { Explanation } from './diagnosis.ts';
import { deadOf, type LayerExponent } from './exponents.ts';
import type { CoordinateLog } from './log.ts';

/** Whether every layer's powers of the width are those of μP. */
export function judge(log: CoordinateLog, exponents: readonly LayerExponent[], margin: number): Report['backTest'] {
  const judged = exponents.filter(({ verdict }) => verdict !== 'not judged');
  const hasSteps = log.steps.some((step) => step > 0);
  const of = (wanted: string) => judged.filter(({ verdict }) => verdict === wanted);
  const hasMoved = judged.some(({ step }) => step > 0);
  const dead = deadOf(exponents);
  const isShown = hasSteps && hasMoved && log.hasChanges && dead.length === 0;
  const verdict = combineVerdicts([
    ...judged.map((one) => one.verdict as 'holds'),
    ...(isShown ? [] : (['unresolved'] as const)),
  ]);
  const what = `${count(log.layers.length, 'layer')}, width ${log.widths[0]} to ${log.widths[log.widths.length - 1]}`;
  if (verdict === 'holds')
    return {
      verdict,
      sentence: `The coordinate check holds: ${what}: every layer ${log.steps[0] === 0 ? 'is as large and moves as far at every width' : 'moves as far at every width (how large it began is not logged)'}, by powers within ${margin} of those of μP`,
    };
  if (verdict === 'broken') {
    const broken = of('broken');
    const worst = broken.reduce((a, b) => (off(b) > off(a) ? b : a));
    return {
      verdict,
      sentence: `The coordinate check is BROKEN: ${what}: ${broken.length} of ${count(judged.length, 'exponent')} ${broken.length === 1 ? 'is' : 'are'} beyond ${margin} of μP’s; farthest (± two standard errors) ${inWords(worst)}`,
    };
  }
  return {
    verdict,
    sentence: `The coordinate check is unresolved: ${what}: ${whyOpen(log, of('unresolved'), dead, margin)}`,
  };
}

function whyOpen(
  log: CoordinateLog,
  open: readonly LayerExponent[],
  dead: readonly LayerExponent[],
  margin: number,
): string {
  if (!log.steps.some((step) => step > 0))
    return 'only step 0 is logged, which says nothing of learning rates: log a few steps of training too, 1 to 5';
  if (dead.length > 0) return `${whatIsZero(dead[0])}: see whether it takes part, or leave it out of the log`;
  if (log.seeds < 2)
    return 'with one seed errors are not known, and nothing can be shown: log at least 3 seeds at each width';
  if (!log.hasChanges)
    return 'sizes alone are logged: none speaks against μP, but they do not tell how far layers moved; log the root mean square of the difference from step 0 as a column change';
  return `${count(open.length, 'exponent')}, ${inWords(open[0])} among them, cannot be told from ${margin} off: log more seeds, or wider networks`;
}

/** `'fc2' is zero at width 64, step 1`. */
function whatIsZero({ layer, step, of, groups }: LayerExponent): string {
  const widths = groups.filter(({ values }) => values.some((one) => one === 0)).map(({ x }) => x);
  const at = widths.length === groups.length ? 'every width' : `width ${widths.join(', ')}`;
  return `${of === 'change' ? `the change of '${layer}'` : `'${layer}'`} is exactly zero at ${at}, step ${step}`;
}

function off({ exponent, expected }: LayerExponent): number {
  return Math.abs(exponent!.mean - expected);
}

/** `the change of 'fc2' at step 1, as width^(0.91 ± 0.02) where μP has 0`. */
export function inWords({ of, layer, step, exponent, expected }: LayerExponent): string {
  const power =
    exponent!.standardError < Infinity
      ? withError(exponent!.mean, 2 * exponent!.standardError)
      : plain(exponent!.mean, 2);
  return `the ${of} of '${layer}' at step ${step}, as width^(${power}) where μP has ${plain(expected, 2)}`;
}

export function answersOf(
  verdict: Report['backTest'],
  exponents: readonly LayerExponent[],
  explanations: readonly Explanation[],
): string[] {
  const broken = exponents.filter((one) => one.verdict === 'broken');
  if (broken.length === 0)
    return [
      verdict.verdict === 'holds'
        ? 'Nothing in this log speaks against the parameterisation; a rate that is too small in one layer from width to width can hide behind what moves below it.'
        : 'Nothing in this log is shown to be wrong, nor that all is right.',
    ];
  const first = broken.find(({ step }) => step === broken[0].step)!;
  const growing = broken.filter(({ exponent, expected }) => exponent!.mean > expected);
  const names = (some: readonly LayerExponent[]) => [...new Set(some.map(({ layer }) => `'${layer}'`))].join(', ');
  const fading = broken.filter((one) => !growing.includes(one));
  return [
    ...explanations
      .slice(0, 3)
      .map(
        ({ mistake, left }, i) =>
          `${i === 0 ? 'Likely' : 'Or'}: ${mistake.says}${i === 0 ? ` (it explains the exponents to ${plain(left, 2)})` : ''}.`,
      ),
    ...(explanations.length === 0
      ? [
          `No single mistake explains it; look first at ${inWords(first)}: what is wrong in one layer goes on into those behind it.`,
        ]
      : []),
    ...(growing.length > 0 ? [`Growing with the width: ${names(growing)}.`] : []),
    ...(fading.length > 0 ? [`Vanishing with the width: ${names(fading)}.`] : []),
  ];
}
