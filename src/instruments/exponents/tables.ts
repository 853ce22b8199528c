import { exp, log } from '../../numeric/special.ts';
import type { ReportTable } from '../contract.ts';
import type { Implied } from './answers.ts';
import type { HalfTest } from './back-test.ts';
import type { Correlations } from './correlations.ts';
import type { Entropies } from './entropies.ts';
import type { Exponent } from './exponent.ts';
import type { NetworkEntropies } from './network-entropies.ts';
import type { TrainedLaw } from './training.ts';

export function exponentsTable(
  beta: Exponent,
  gamma: Exponent,
  { implied, impliedByNetworks }: Implied,
  trained: TrainedLaw | undefined,
): ReportTable {
  const of = (name: string, { interval, range, points, why = '' }: Exponent) => [
    ...[name, interval?.value ?? null, interval?.low ?? null, interval?.high ?? null],
    ...[points > 0 ? `${range[0]} to ${range[1]}` : '', why],
  ];
  return {
    id: 'exponents',
    title: 'Exponents, with 95 % intervals by resampling blocks of the text',
    columns: columns(['exponent', 'value', 'low', 'high', 'range', 'remark']),
    rows: [
      of('β of ‖C(t)‖ ∼ t^−β', beta),
      of('γ of H_n − H_∞ ∼ n^−γ', gamma),
      [
        ...['α = γ/(2β), implied', implied?.value ?? null, implied?.low ?? null, implied?.high ?? null, ''],
        implied ? '' : 'needs both',
      ],
      ...(trained?.entropies ? [of('γ of L_n − L_∞ ∼ n^−γ, networks', trained.entropies.gamma)] : []),
      ...(impliedByNetworks
        ? [
            [
              'α = γ/(2β), implied by that',
              impliedByNetworks.value,
              impliedByNetworks.low,
              impliedByNetworks.high,
              '',
              '',
            ],
          ]
        : []),
      ...(trained
        ? [
            [
              ...['α of L = E + A D^−α, trained', trained.alpha.value, trained.alpha.low, trained.alpha.high],
              ...[`${trained.parts[0].tokens} to ${trained.parts[trained.parts.length - 1].tokens}`, trained.why ?? ''],
            ],
          ]
        : []),
    ],
  };
}

export function correlationsTable({ distances, norm, error, signal }: Correlations, test?: HalfTest): ReportTable {
  const predicted = new Map(test?.held.map((one) => [one.distance, one]));
  return {
    id: 'correlations',
    title: 'Covariance of two tokens at a distance, with standard errors; the second half by the first',
    columns: columns(['distance', 'covariance', 'error', 'signal', 'predicted', 'secondHalf']),
    rows: distances.map((t, k) => [
      ...[t, norm[k], error[k], signal[k]],
      predicted.get(t)?.predicted ?? null,
      predicted.get(t)?.measured ?? null,
    ]),
  };
}

export function entropiesTable({ entropies, steps }: Entropies): ReportTable {
  return {
    id: 'entropies',
    title: 'Entropy of a token given n before it, in nats: counted (too low at last) and coded (too high)',
    columns: columns(['n', 'counted', 'coded', 'step', 'stepError']),
    rows: entropies.map(({ context, below, above }, i) => {
      const step = steps[i];
      const isKnown = step && Number.isFinite(step.value) && step.value > 0;
      return [context, below, above, isKnown ? step.value : null, isKnown ? step.value * step.error : null];
    }),
  };
}

export function contextsTable({ contexts, losses }: NetworkEntropies): ReportTable {
  return {
    id: 'contexts',
    title: 'What the networks of the largest part pay for a token after n of the text, in nats',
    columns: columns(['n', 'loss']),
    rows: contexts.map((n, k) => [n, losses[k]]),
  };
}

export function trainedTable({ parts, fit }: TrainedLaw): ReportTable {
  return {
    id: 'trainings',
    title: 'Networks trained on growing parts of the text: loss on held-out text in nats a token, and the law',
    columns: columns(['tokens', 'training', 'loss', 'law', 'steps', 'remark']),
    rows: parts.map(({ tokens, training, loss, steps, hasStopped }) => [
      ...[tokens, training + 1, loss, exp(fit.logLoss({ D: Float64Array.of(log(tokens)) })[0]), steps],
      hasStopped ? '' : 'still learning',
    ]),
  };
}

function columns(names: string[]): ReportTable['columns'] {
  return names.map((name) => ({ name, label: name }));
}
