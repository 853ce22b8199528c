import type { Outlook } from '../measure/outlook.ts';
import { judgeShares, type ShareJudgement } from '../statistics/shares.ts';
import type { AnySystem, Claim } from '../systems/contract.ts';
import { type AlongAxis, ascending, numbersOf } from './derived.ts';
import type { JudgedVerdict } from './judge.ts';
import { asArray, type Sample, selectionReason } from './summary.ts';

/** One claim at one point, or on one curve: in how many trials it is true. */
export interface ClaimCell {
  trials: number;
  trueTrials: number;
  judgement?: ShareJudgement;
  /** Why it is not judged. */
  reason?: string;
}

/** The claims about a point alone: numbers, or curves over a coordinate. */
export function claimsAtPoint(system: AnySystem, outlook: Outlook, sample: Sample): Record<string, ClaimCell> {
  const cells: Record<string, ClaimCell> = {};
  for (const [name, claim] of Object.entries<Claim>(system.claims ?? {})) {
    if (claim.along !== undefined && !(claim.along in (system.coordinates ?? {}))) continue;
    if (!outlook.claims.includes(name)) continue;
    const trials = sample.values.flatMap(({ observables }) => {
      const values = claim.of.map((one) => observables[one]);
      if (values.some((value) => value === undefined)) return [];
      return [claim.says(...values.map((value) => Float64Array.from(asArray(value!))))];
    });
    const reason = claim.of.map((one) => selectionReason(sample, one)).find(Boolean);
    // Neither told nor said why not: it is not a matter of this setting.
    if (sample.values.length > 0 && trials.length === 0 && reason === undefined) continue;
    cells[name] = cellOf(trials, reason);
  }
  return cells;
}

/**
 * The claims about a curve along the axis: the first trials of all points are one course, the
 * second ones another.
 */
export function claimsAlongAxis({ plan, curve, outlooks, samples }: AlongAxis): Record<string, ClaimCell> {
  const { axis, system } = plan;
  const cells: Record<string, ClaimCell> = {};
  if (!axis || plan.curves[curve].points.length < 2) return cells;
  const order = ascending(plan.curves[curve].points.map(({ parameters }) => Number(parameters[axis.name])));
  for (const [name, claim] of Object.entries<Claim>(system.claims ?? {})) {
    if (claim.along !== axis.name || !outlooks.every(({ claims }) => claims.includes(name))) continue;
    const series = claim.of.map((one) => order.map((i) => numbersOf(samples[i], one)));
    const count = Math.min(...series.flat().map(({ length }) => length));
    const trials = Array.from({ length: count }, (_, trial) =>
      claim.says(...series.map((points) => Float64Array.from(points, (values) => values[trial]))),
    );
    const reasons = order.flatMap((i) => claim.of.map((one) => selectionReason(samples[i], one)));
    cells[name] = cellOf(trials, reasons.find(Boolean));
  }
  return cells;
}

function cellOf(trials: boolean[], reason: string | undefined): ClaimCell {
  const cell: ClaimCell = { trials: trials.length, trueTrials: trials.filter(Boolean).length };
  if (reason !== undefined) cell.reason = reason;
  else if (trials.length === 0) cell.reason = 'not measured';
  return cell;
}

/** Judges a claim wherever it is made, and writes the verdicts into its cells. */
export function judgeClaim(
  { label, share }: Claim,
  placed: { cell: ClaimCell; at: string }[],
  { looks, comparisons }: { looks: number; comparisons: number },
): JudgedVerdict {
  const { points, sentence, verdict, counts } = judgeShares(
    placed.map(({ cell, at }) =>
      cell.reason === undefined
        ? { trials: cell.trials, trueTrials: cell.trueTrials, ...(at && { at }) }
        : { notJudged: cell.reason },
    ),
    { share, looks, comparisons, claim: label },
  );
  for (const [i, point] of points.entries()) if (point.verdict !== 'not judged') placed[i].cell.judgement = point;
  if (counts.judged === 0)
    return {
      verdict: 'not judged',
      sentence: sentence.replace('unresolved: ', `that ${label}: `),
      judged: 0,
      ...(placed.length === 0 && { absent: true }),
    };
  return { verdict, sentence, judged: counts.judged };
}
