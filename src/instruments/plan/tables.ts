import { atBatch } from '../../scaling-laws/critical-batch.ts';
import { predictLoss } from '../../scaling-laws/extrapolate.ts';
import { namedColumns, type ReportTable } from '../contract.ts';
import type { HeldOutRun } from './back-test.ts';
import { deviceNames, devices, hoursOf } from './devices.ts';
import { at, type Outlook, type Planned } from './outlook.ts';
import type { Asked } from './parameters.ts';

export function budgetsTable(plans: readonly Planned[], asked: Asked): ReportTable {
  return {
    id: 'budgets',
    title: 'Other budgets, with 95 % intervals',
    columns: namedColumns([
      ...['compute', 'size', 'sizeLow', 'sizeHigh', 'tokens', 'tokensPerParameter', 'loss', 'lossLow', 'lossHigh'],
      ...(asked.tokens === undefined ? [] : ['epochs']),
      'deviceHours',
    ]).concat({ name: 'kWh', label: 'kWh' }),
    rows: plans.map(({ compute, size, sizeInterval, tokens, loss, low, high }) => {
      const { hours, kilowattHours } = hoursOf(compute, asked);
      return [
        ...[compute, size, ...sizeInterval, tokens, tokens / size, loss, low, high],
        ...(asked.tokens === undefined ? [] : [Math.max(1, tokens / asked.tokens)]),
        ...[hours, kilowattHours],
      ];
    }),
  };
}

/** Of the best size. */
const FACTORS = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];

/** The loss of other sizes at the same budget. */
export function sizesTable({ compute, size, free, loss }: Planned, outlook: Outlook): ReportTable {
  const { law, options } = at(outlook, free);
  const product = compute / options.operations;
  const sizes = FACTORS.map((factor) => factor * size).filter((N) => product / N <= (options.mostTokens ?? product));
  return {
    id: 'sizes',
    title: 'Other sizes at this budget, with 95 % intervals',
    columns: [
      ...namedColumns(['size', 'tokens', 'loss', 'lossLow', 'lossHigh']),
      { name: 'above', label: 'above the least, %' },
    ],
    rows: sizes.map((N) => {
      const D = product / N;
      const said = predictLoss(law, { N, D, U: Math.min(D, options.unique ?? D) }, compute);
      return [N, D, said.loss, said.low, said.high, 100 * Math.max(0, said.loss / loss - 1)];
    }),
  };
}

export function devicesTable({ compute }: Planned, asked: Asked): ReportTable {
  return {
    id: 'devices',
    title: 'Devices, by their makers’ data sheets of 2021 to 2024',
    columns: [
      { name: 'device', label: 'device' },
      { name: 'peak', label: 'peak, FLOP/s' },
      { name: 'watts', label: 'largest power, W' },
      { name: 'deviceHours', label: 'device hours' },
      { name: 'kWh', label: 'kWh' },
    ],
    rows: deviceNames.map((device) => {
      const { hours, kilowattHours } = hoursOf(compute, { ...asked, device });
      return [devices[device].name, devices[device].peak, devices[device].watts, hours, kilowattHours];
    }),
  };
}

/** Of the critical batch. */
const BATCHES = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4];

export function batchesTable({ tokens, size }: Planned, noiseScale: number, operations: number): ReportTable {
  return {
    id: 'batches',
    title: 'Batch sizes for the same loss',
    columns: namedColumns(['batch', 'steps', 'tokens', 'compute']),
    rows: BATCHES.map((factor) => {
      const { batch, steps, tokens: processed } = atBatch(tokens, noiseScale, factor * noiseScale);
      return [batch, steps, processed, operations * size * processed];
    }),
  };
}

export function heldOutTable(runs: readonly HeldOutRun[]): ReportTable {
  return {
    id: 'held-out',
    title: 'Runs held out, as the law of the cheaper ones had them',
    columns: namedColumns(['size', 'tokens', 'cost', 'loss', 'predicted', 'low', 'high']),
    rows: runs.map(({ size, tokens, cost, measured, loss, low, high }) => [
      size,
      tokens,
      cost,
      measured,
      loss,
      low,
      high,
    ]),
  };
}
