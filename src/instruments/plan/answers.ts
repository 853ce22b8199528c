import { plain } from '../../statistics/sentences.ts';
import { type Budget, MOST } from './budget.ts';
import { devices, hoursOf } from './devices.ts';
import type { Outlook, Planned } from './outlook.ts';
import type { Asked } from './parameters.ts';

/** A plan with what is said of it. */
export interface Plan {
  planned: Planned;
  /** Where a loss was asked for. */
  budget?: Budget;
  /** The sizes whose loss is at most 1 % higher. */
  flat: [number, number];
}

export function answersOf({ planned, budget, flat }: Plan, outlook: Outlook, asked: Asked): string[] {
  const { compute, size, sizeInterval, tokens, loss, low, high } = planned;
  const number = (value: number) => plain(value, 3);
  const { hours, kilowattHours } = hoursOf(compute, asked);
  const { name } = devices[asked.device];
  return [
    ...(budget ? [budgetWords(budget, asked.loss!, outlook)] : []),
    `With ${number(compute)} FLOP: ${number(size)} parameters (95 %: ${sizeInterval.map(number).join(' to ')}) and ${number(tokens)} tokens, ${number(tokens / size)} for each parameter; the loss will be ${plain(loss, 4)} (95 %: ${plain(low, 4)} to ${plain(high, 4)}).`,
    `The optimum is flat: with ${number(flat[0])} to ${number(flat[1])} parameters the loss is at most 1 % higher.`,
    ...dataWords(planned, asked),
    ...batchWords(planned, asked),
    `On ${name} at ${plain(100 * asked.utilization, 3)} % of its peak: ${durationWords(hours)}, ${energyWords(kilowattHours)}.`,
  ];
}

function budgetWords({ compute, low, high }: Budget, target: number, { law }: Outlook): string {
  const number = (value: number) => plain(value, 3);
  const end =
    high === undefined
      ? `from ${number(low)} FLOP on it is within the 95 % interval, and up to ${number(MOST * law.saved.dearest)} it is never sure`
      : `95 %: ${number(low)} to ${number(high)}`;
  return `A loss of ${plain(target, 4)} takes ${number(compute)} FLOP (${end}).`;
}

function dataWords({ isShort, tokens, free, loss }: Planned, { tokens: there }: Asked): string[] {
  if (there === undefined) return [];
  if (!isShort) return [`The ${plain(there, 3)} tokens are enough: none is seen twice.`];
  const seen = tokens > there ? `are seen ${plain(tokens / there, 3)} times` : 'are each seen once';
  return [
    `The ${plain(there, 3)} tokens ${seen}; as many different ones as are best, ${plain(free.tokens, 3)}, would lower the loss by ${plain(100 * (1 - free.loss / loss), 2)} %, to ${plain(free.loss, 4)}.`,
  ];
}

function batchWords({ tokens }: Planned, { noiseScale }: Asked): string[] {
  if (noiseScale === undefined) return [];
  return [
    `At the critical batch of ${plain(noiseScale, 3)} tokens training takes ${plain((2 * tokens) / noiseScale, 3)} steps and twice the tokens and FLOP of small batches; no batch takes fewer than ${plain(tokens / noiseScale, 3)} steps.`,
  ];
}

/** Hours of one device, or what of an hour it is. */
function durationWords(hours: number): string {
  const seconds = 3600 * hours;
  if (seconds < 0.1) return 'less than 0.1 seconds of one device';
  if (seconds < 3600) return `${plain(seconds, 3)} seconds of one device`;
  return `${plain(hours, 3)} device hours`;
}

function energyWords(kilowattHours: number): string {
  if (kilowattHours < 1e-3) return 'less than 1 Wh';
  return kilowattHours < 1 ? `${plain(1000 * kilowattHours, 3)} Wh` : `${plain(kilowattHours, 3)} kWh`;
}
