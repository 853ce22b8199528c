import type { Figure, FigurePoint, LinesPanel } from '../../figures/figure.ts';
import { exp, log, power as raised } from '../../numeric/special.ts';
import { powerDecay, powerSteps } from '../../statistics/decay.ts';
import type { Report } from '../contract.ts';
import type { HalfTest } from './back-test.ts';
import type { Correlations } from './correlations.ts';
import type { Entropies, EntropyStep } from './entropies.ts';
import type { Exponent } from './exponent.ts';
import type { TrainedLaw } from './training.ts';

const POINTS = 30;

/** Correlations by distance, and what each further token of context takes from the entropy. */
export function drawExponents(
  correlations: Correlations,
  entropies: Entropies,
  backTest: Report['backTest'],
  test: HalfTest | undefined,
  trained: TrainedLaw | undefined,
): Figure<LinesPanel> {
  const { distances, norm, error, beta, fitted } = correlations;
  const inFit = new Set(fitted.x);
  const known = entropies.steps.filter(({ context, value }) => context >= 1 && value > 0);
  return {
    title: 'correlations and entropies of a text',
    axis: { label: 'distance', symbol: 't', unit: 'tokens', scale: 'log' },
    verdict: backTest.verdict,
    panels: [
      {
        ...{ id: 'correlations', label: 'covariance', symbol: '‖C‖', scale: 'log' },
        series: [
          {
            label: 'whole text',
            ...lineOf(beta, powerDecay.logShape),
            // Below two errors a point says nothing, and its bar would reach below zero.
            points: distances.flatMap((t, k) =>
              norm[k] > 2 * error[k] ? [pointAt(t, norm[k], error[k], inFit.has(t))] : [],
            ),
          },
          ...(test
            ? [
                {
                  label: 'second half, by the first',
                  theory: {
                    x: test.held.map(({ distance }) => distance),
                    y: test.held.map(({ predicted }) => predicted),
                  },
                  points: test.held.flatMap(({ distance, measured, error: own, broken }) =>
                    measured > 0 ? [{ ...pointAt(distance, measured, own, true), broken }] : [],
                  ),
                },
              ]
            : []),
        ],
      },
      entropyPanel(entropies),
      ...(known.length > 1 ? [stepsPanel(entropies, known)] : []),
      ...(trained ? [lossPanel(trained)] : []),
    ],
    caption: [backTest.sentence.endsWith('.') ? backTest.sentence : `${backTest.sentence}.`],
    reading: [
      '(a) the covariance of two tokens at a distance, all pairs of tokens together, and the power law fitted to it; filled: in the fit; bars: ±2 standard errors by blocks of the text.',
      '(b) the entropy of a token given n before it: the truth is between counted and coded, and lost where they part.',
      ...(known.length > 1
        ? ['(c) what one more token before it takes from the entropy; bars: as in (a), with what the two differ by.']
        : []),
      ...(trained
        ? ['Last: losses of networks trained on parts of the text, and the law of all but the largest (filled).']
        : []),
    ].join(' '),
  };
}

function entropyPanel({ entropies }: Entropies): LinesPanel {
  const lineOfEstimate = (estimate: 'below' | 'above') => ({
    x: entropies.map(({ context }) => context),
    y: entropies.map((one) => one[estimate]),
  });
  return {
    ...{ id: 'entropy', label: 'entropy of a token', symbol: 'H_n', unit: 'nats', scale: 'linear' },
    axis: { label: 'context', symbol: 'n', unit: 'tokens', scale: 'linear' },
    series: [
      { label: 'coded', theory: lineOfEstimate('above') },
      { label: 'counted', theory: lineOfEstimate('below') },
    ],
  };
}

function stepsPanel({ gamma, fitted }: Entropies, known: readonly EntropyStep[]): LinesPanel {
  const inFit = new Set(fitted.x);
  return {
    ...{ id: 'steps', label: 'step of the entropy', symbol: 'H_n−H_{n+1}', unit: 'nats', scale: 'log' },
    axis: { label: 'context', symbol: 'n', unit: 'tokens', scale: 'log' },
    series: [
      {
        label: 'whole text',
        ...lineOf(gamma, powerSteps.logShape),
        points: known.map(({ context, value, error }) => {
          const factor = exp(2 * error);
          return { ...pointAt(context, value, 0, inFit.has(context)), low: value / factor, high: value * factor };
        }),
      },
    ],
  };
}

function lossPanel({ parts, smaller }: TrainedLaw): LinesPanel {
  const largest = parts[parts.length - 1].tokens;
  const sizes = [...new Set(parts.map(({ tokens }) => tokens))];
  return {
    ...{ id: 'loss', label: 'loss', symbol: 'L', unit: 'nats', scale: 'log' },
    axis: { label: 'tokens trained on', symbol: 'D', scale: 'log' },
    series: [
      {
        label: 'whole text',
        theory: { x: sizes, y: sizes.map((D) => exp(smaller.logLoss({ D: Float64Array.of(log(D)) })[0])) },
        points: parts.map(({ tokens, loss }) => pointAt(tokens, loss, 0, tokens === largest)),
      },
    ],
  };
}

function lineOf({ power, interval, range }: Exponent, logShape: (x: number, p: number) => number) {
  if (!power || !interval) return {};
  const x = Array.from({ length: POINTS }, (_, i) => range[0] * raised(range[1] / range[0], i / (POINTS - 1)));
  return { theory: { x, y: x.map((one) => exp(power.logAmplitude + logShape(one, power.p))) } };
}

function pointAt(x: number, y: number, error: number, judged: boolean): FigurePoint {
  return { x, y, low: Math.max(y - 2 * error, y / 100), high: y + 2 * error, kind: 'mean', trials: 2, judged };
}
