import type { Interval } from '../../statistics/decay.ts';
import { plain } from '../../statistics/sentences.ts';
import type { Report } from '../contract.ts';
import type { Correlations } from './correlations.ts';
import type { Entropies } from './entropies.ts';
import type { Exponent } from './exponent.ts';
import type { NetworkEntropies } from './network-entropies.ts';
import type { TrainedLaw } from './training.ts';

/** The exponent of the loss, by γ of counts and by γ of networks. */
export interface Implied {
  implied: Interval | undefined;
  impliedByNetworks: Interval | undefined;
}

export function answersOf(
  { beta, sinksAt, distances }: Correlations,
  { gamma, limit }: Entropies,
  { implied, impliedByNetworks }: Implied,
  trained: TrainedLaw | undefined,
): string[] {
  const noise = sinksAt
    ? `; at a distance of ${sinksAt} they sink into the noise`
    : `; they stand out up to ${distances[distances.length - 1]}, the longest looked at`;
  return [
    beta.interval
      ? `Correlations of two tokens fall with distance as its power −β, β = ${words(beta.interval)}, over ${beta.range[0]} to ${beta.range[1]}${noise}.`
      : `No exponent of correlations: ${beta.why}${noise}.`,
    gamma.interval
      ? `The entropy of a token falls with the context as its power −γ, γ = ${words(gamma.interval)}, over ${gamma.range[0]} to ${gamma.range[1] + 1} tokens${limit === undefined ? '' : `, towards ${plain(limit, 3)} nats`}.`
      : `No exponent of the entropy: ${gamma.why}.`,
    implied
      ? `They imply that the loss falls with the data as its power −α, α = γ/(2β) = ${words(implied)}.`
      : 'What exponent of the loss in the data they imply is not said: it takes both.',
    ...(trained?.entropies ? [networkWords(trained.entropies, impliedByNetworks)] : []),
    ...(trained ? [trainedWords(trained, impliedByNetworks ?? implied)] : []),
  ];
}

function networkWords({ gamma }: NetworkEntropies, implied: Interval | undefined): string {
  if (!gamma.interval) return `What networks pay for a token has no exponent in the context: ${gamma.why}.`;
  const what = implied ? `, which with β implies α = ${words(implied)}` : '';
  return `What networks pay for a token falls with the context with γ = ${words(gamma.interval)}, over ${gamma.range[0]} to ${gamma.range[1]} tokens${what}.`;
}

function trainedWords({ alpha, why, parts }: TrainedLaw, implied: Interval | undefined): string {
  const range = `from ${parts[0].tokens} to ${parts[parts.length - 1].tokens} tokens`;
  if (why) return `Networks trained ${range} do not determine the exponent of the loss, ${words(alpha)}: ${why}.`;
  const apart = implied && (implied.low > alpha.high || alpha.low > implied.high);
  const comparison = !implied
    ? ''
    : apart
      ? `; that is not what is implied, ${words(implied)}`
      : `; the interval of what is implied, ${words(implied)}, meets it`;
  return `Networks trained ${range} have α = ${words(alpha)}${comparison}.`;
}

export function words({ value, low, high }: Interval): string {
  return `${plain(value, 3)} (95 %: ${plain(low, 3)} to ${plain(high, 3)})`;
}

export function valuesOf(
  correlations: Correlations,
  { gamma, limit, entropies }: Entropies,
  { implied, impliedByNetworks }: Implied,
  trained: TrainedLaw | undefined,
): Report['values'] {
  return {
    beta: exponentValues(correlations.beta),
    gamma: exponentValues(gamma),
    implied: implied ?? null,
    sinksAt: correlations.sinksAt ?? null,
    entropyLimit: limit ?? null,
    entropies,
    ...(trained?.entropies && {
      networks: {
        gamma: exponentValues(trained.entropies.gamma),
        implied: impliedByNetworks ?? null,
        contexts: trained.entropies.contexts,
        losses: trained.entropies.losses,
      },
    }),
    ...(trained && { trained: { alpha: trained.alpha, constants: trained.fit.constants, parts: trained.parts } }),
  };
}

function exponentValues({ interval, why, range, evidence }: Exponent) {
  return { ...(interval ?? { value: null, why }), range, ...(evidence !== undefined && { evidence }) };
}
