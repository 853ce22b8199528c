import type { Figure, FigurePoint, LinesPanel, Series } from '../../figures/figure.ts';
import { power as raised } from '../../numeric/special.ts';
import { summarize } from '../../statistics/moments.ts';
import type { Report, ReportTable } from '../contract.ts';
import type { LayerExponent } from './exponents.ts';

/** Curves of more layers nobody reads: the inputs', the outputs', and those farthest from μP. */
const MOST_CURVES = 6;
const PLACES = 13;

/** Sizes before training and changes after the last step against the width; and every exponent. */
export function drawCheck(
  exponents: readonly LayerExponent[],
  verdict: Report['backTest'],
  margin: number,
): Figure<LinesPanel> {
  const steps = [...new Set(exponents.map(({ step }) => step))];
  const last = steps[steps.length - 1];
  const shown = shownLayers(exponents);
  const curves = (step: number, id: string, label: string): LinesPanel => {
    const own = exponents.filter((one) => one.step === step);
    return { id, label, scale: 'log', series: seriesOf(own, shown, margin), verdict: verdictOf(own) };
  };
  const order = [...new Set(exponents.map(({ layer }) => layer))];
  return {
    title: 'Coordinate check',
    axis: { label: 'width', scale: 'log' },
    verdict: verdict.verdict,
    panels: [
      ...(steps[0] === 0 ? [curves(0, 'size', 'size at step 0, relative')] : []),
      ...(last > 0
        ? [curves(last, 'later', `${exponents.find(({ step }) => step === last)!.of} at step ${last}, relative`)]
        : []),
      {
        ...{ id: 'exponents', label: 'exponent less that of μP', scale: 'linear' },
        axis: { label: 'layer, as logged', scale: 'linear' },
        verdict: verdict.verdict,
        series: [
          { label: 'μP', theory: { x: [1, order.length], y: [0, 0], floor: [margin, margin] } },
          ...steps.map(
            (step): Series => ({
              label: `step ${step}`,
              points: exponents.flatMap((one): FigurePoint[] => {
                if (one.step !== step || !one.exponent) return [];
                const { mean, standardError } = one.exponent;
                const half = standardError < Infinity ? 2 * standardError : 0;
                const y = mean - one.expected;
                return [
                  {
                    ...{ x: 1 + order.indexOf(one.layer), y, low: y - half, high: y + half, kind: 'mean' },
                    ...{
                      judged: one.verdict !== 'unresolved',
                      broken: one.verdict === 'broken',
                      trials: one.exponent.trials,
                    },
                  },
                ];
              }),
            }),
          ),
        ],
      },
    ],
    caption: [`${verdict.sentence}.`],
    reading: `Sizes and changes are over those of the narrowest network. Lines: the powers of μP; shaded, up to ${margin} off. Bars: two standard errors, by seeds. Open: unresolved; ringed: broken. Layers are numbered in the order of the log.`,
  };
}

function shownLayers(exponents: readonly LayerExponent[]): string[] {
  const layers = [...new Set(exponents.map(({ layer }) => layer))];
  const distance = (name: string) =>
    Math.max(
      ...exponents.map((one) => (one.layer === name && one.exponent ? Math.abs(one.exponent.mean - one.expected) : 0)),
    );
  const isEnd = (name: string) =>
    exponents.some(({ layer, role }) => layer === name && (role === 'input' || role === 'output'));
  const kept = [...layers]
    .sort((a, b) => Number(isEnd(b)) - Number(isEnd(a)) || distance(b) - distance(a))
    .slice(0, MOST_CURVES);
  return layers.filter((name) => kept.includes(name));
}

function seriesOf(own: readonly LayerExponent[], shown: readonly string[], margin: number): Series[] {
  const widths = own[0].groups.map(({ x }) => x);
  const powers = [...new Set(own.filter(({ layer }) => shown.includes(layer)).map(({ expected }) => expected))];
  return [
    // The same family in every panel: the line of μP first, with its other power where there is
    // one.
    { label: 'μP', theory: powerLaw(widths, powers[0], margin) },
    ...shown.map((layer): Series => {
      const one = own.find((other) => other.layer === layer);
      const groups = one?.exponent ? one.groups : [];
      if (groups.length === 0) return { label: layer };
      const first = summarize(groups[0].values).mean;
      return {
        label: layer,
        ...(one!.expected !== powers[0] && { theory: powerLaw(widths, one!.expected, margin) }),
        points: groups.map(({ x, values }): FigurePoint => {
          const { mean, standardError } = summarize(values);
          const half = standardError < Infinity ? (2 * standardError) / first : 0;
          const y = mean / first;
          return {
            ...{ x, y, low: Math.max(y - half, y / 10), high: y + half, kind: 'mean' },
            ...{ judged: one!.verdict !== 'unresolved', trials: values.length },
          };
        }),
      };
    }),
  ];
}

function powerLaw(widths: readonly number[], power: number, margin: number) {
  const [first, last] = [widths[0], widths[widths.length - 1]];
  const x = Array.from({ length: PLACES }, (_, i) => first * raised(last / first, i / (PLACES - 1)));
  const y = x.map((one) => raised(one / first, power));
  return { x, y, floor: x.map((one, i) => y[i] * (1 - raised(one / first, -margin))) };
}

function verdictOf(own: readonly LayerExponent[]): Report['backTest']['verdict'] {
  const verdicts = own.map(({ verdict }) => verdict);
  return verdicts.includes('broken') ? 'broken' : verdicts.includes('unresolved') ? 'unresolved' : 'holds';
}

export function exponentsTable(exponents: readonly LayerExponent[]): ReportTable {
  return {
    id: 'exponents',
    title: 'Powers of the width, by layer and step',
    columns: [
      ...['layer', 'role', 'step', 'of', 'exponent'].map((name) => ({ name, label: name })),
      { name: 'error', label: 'standard error' },
      { name: 'expected', label: 'of μP' },
      { name: 'verdict', label: 'verdict' },
    ],
    rows: exponents.map(({ layer, role, step, of, exponent, expected, verdict }) => [
      ...[layer, role, step, of, exponent?.mean ?? null],
      ...[exponent && exponent.standardError < Infinity ? exponent.standardError : null, expected],
      exponent ? verdict : 'zero, not judged',
    ]),
  };
}
