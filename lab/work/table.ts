import { print } from '../../src/figures/ticks.ts';
import type { ClaimCell } from '../../src/judge/claims.ts';
import type { Summarized } from '../../src/judge/judge.ts';
import type { Cell } from '../../src/judge/summary.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { parameterMeta } from '../../src/plan/settings.ts';
import { labelOf } from '../../src/record/labels.ts';
import type { Claim } from '../../src/systems/contract.ts';
import type { Table } from './protocol.ts';

/**
 * Every number that is shown: a row for each cell of an observable, and for each derived one and
 * claim about a point or a curve.
 */
export function tableOf(plan: Plan, summarized: Summarized, shown: readonly string[]): Table {
  const { system, axis } = plan;
  const { points, curves } = summarized;
  const { observables, derived, claims } = system;
  const quantities: Record<string, { label: string }> = { ...observables, ...derived, ...claims };
  const hasCoordinates = shown.some((name) => system.observables[name]?.over !== undefined);
  const several = plan.curves.length > 1;
  const columns = [
    ...(several ? ['curve'] : []),
    ...(axis ? [parameterMeta(system, axis.name)?.title ?? axis.name] : []),
    ...['quantity', ...(hasCoordinates ? ['at'] : []), 'theory', 'measured', 'trials', 'verdict'],
  ];
  const rows = points.flatMap((row, curve) => {
    const placed = (at: string, name: string, cell: Cell | ClaimCell) => [
      ...(several ? [labelOf(plan, curve)] : []),
      ...(axis ? [at] : []),
      quantities[name].label,
      ...(hasCoordinates ? [coordinateWords(cell)] : []),
      ...('trueTrials' in cell ? claimWords(system.claims![name], cell) : cellWords(cell)),
    ];
    const ofPoints = row.flatMap((result) =>
      shown.flatMap((name) =>
        cellsOf(result.observables[name], result.claims[name]).map((cell) =>
          placed(axis ? number(result.parameters[axis.name]) : '', name, cell),
        ),
      ),
    );
    const ofCurve = shown.flatMap((name) =>
      cellsOf(curves[curve].derived[name], curves[curve].claims[name]).map((cell) => placed('all', name, cell)),
    );
    return [...ofPoints, ...ofCurve];
  });
  return { columns, rows };
}

function cellsOf(cells: Cell[] | Cell | undefined, claim: ClaimCell | undefined): (Cell | ClaimCell)[] {
  return [...(cells ? [cells].flat() : []), ...(claim ? [claim] : [])];
}

function coordinateWords(cell: Cell | ClaimCell): string {
  if (!('coordinate' in cell)) return '';
  return [cell.coordinate, cell.second]
    .filter((one) => one !== undefined)
    .map(number)
    .join(', ');
}

function cellWords(cell: Cell): string[] {
  return [number(cell.predicted), ...measuredWords(cell), verdictWords(cell, cell.measured !== undefined)];
}

/** A claim is predicted to be true in a share of the trials, at least. */
function claimWords({ share }: Claim, cell: ClaimCell): string[] {
  const counted = cell.trials > 0;
  return [
    share === 1 ? 'true' : `true in ${print(100 * share, 3)} %`,
    ...(counted ? [`true in ${cell.trueTrials} of ${cell.trials}`, String(cell.trials)] : ['', '']),
    verdictWords(cell, counted),
  ];
}

function verdictWords({ judgement, reason }: Cell | ClaimCell, isMeasured: boolean): string {
  if (judgement) return judgement.verdict;
  if (!isMeasured) return '';
  // What can be judged, and is not yet, has too few trials.
  return reason === undefined ? 'measuring' : 'not judged';
}

function measuredWords({ measured }: Cell): [string, string] {
  if (!measured) return ['', ''];
  if ('median' in measured) return [`median ${print(measured.median, 4)}`, String(measured.trials)];
  const error = Number.isFinite(measured.standardError) ? ` ± ${print(measured.standardError, 2)}` : '';
  return [`${print(measured.mean, 4)}${error}`, String(measured.trials)];
}

function number(value: unknown): string {
  return typeof value === 'number' ? (Number.isFinite(value) ? print(value, 5) : String(value)) : String(value ?? '');
}
