import type { Figure, FigurePoint, LinesPanel, Series } from '../../figures/figure.ts';
import { power } from '../../numeric/special.ts';
import { summarize } from '../../statistics/moments.ts';
import type { Report } from '../contract.ts';
import type { BackTest } from './back-test.ts';
import type { Group } from './tables.ts';
import { ROLES, type Study } from './trial.ts';

/**
 * What a few steps change against the size, over what they change at base: with the multipliers,
 * and without. Where nothing was trained, the factors themselves.
 */
export function drawBackTest(
  test: BackTest | undefined,
  groups: readonly Group[],
  verdict: Report['backTest'],
  margin: number,
): Figure<LinesPanel> {
  const head = { verdict: verdict.verdict, caption: [`${verdict.sentence}.`] };
  if (!test) return { ...head, ...factorsFigure(groups) };
  return {
    ...head,
    title: 'How far a few steps move each layer',
    axis: { label: test.studies[0].along, scale: 'log' },
    panels: test.studies.map((study) => panelOf(study, margin, verdict.verdict)),
    reading: `Change of pre-activations in a few steps; bars, two standard errors. Shaded: powers of up to ±${margin}.`,
  };
}

function panelOf(study: Study, margin: number, verdict: Report['backTest']['verdict']): LinesPanel {
  const { along, isTransferred, changes } = study;
  const series = ROLES.flatMap((role): Series[] => {
    const groups = changes[role]?.filter(({ values }) => values.every((one) => one > 0 && one < LARGEST));
    if (!groups || groups.length === 0) return [];
    const first = summarize(groups[0].values).mean;
    return [
      {
        label: { input: 'input layer', hidden: 'hidden layers', output: 'outputs' }[role],
        points: groups.map(({ x, values }): FigurePoint => {
          const { mean, standardError } = summarize(values);
          const [y, half] = [mean / first, (2 * standardError) / first];
          const bar = { low: Math.max(y - half, y / 10), high: y + half };
          return { x, y, ...bar, kind: 'mean', judged: isTransferred, trials: values.length };
        }),
      },
    ];
  });
  const sizes = changes.output!.map(({ x }) => x);
  series.unshift({ label: 'alike at every size', theory: flat(sizes[0], sizes[sizes.length - 1], margin) });
  return {
    ...{
      id: along,
      label: `change, over that at ${along} ${sizes[0]}`,
      facet: `${isTransferred ? 'with' : 'without'} multipliers`,
      scale: 'log',
    },
    axis: { label: along, scale: 'log' },
    ...(isTransferred && { verdict }),
    series,
  };
}

/** Where training diverged there is nothing to draw. */
const LARGEST = 1e6;
const PLACES = 13;

/** A change that is alike at every size, with what the margin allows. */
function flat(first: number, last: number, margin: number) {
  const x = Array.from({ length: PLACES }, (_, i) => first * power(last / first, i / (PLACES - 1)));
  return { x, y: x.map(() => 1), floor: x.map((one) => 1 - power(one / first, -margin)) };
}

function factorsFigure(groups: readonly Group[]): Omit<Figure<LinesPanel>, 'verdict' | 'caption'> {
  const panel = (id: string, label: string, of: (group: Group) => number): LinesPanel => ({
    ...{ id, label, scale: 'log' },
    series: groups.map((group, x) => ({
      label: group.growth,
      points: [{ x, y: of(group), low: of(group), high: of(group), kind: 'mean', judged: true, trials: 1 }],
    })),
  });
  return {
    title: 'Factors on what the base has',
    axis: { label: '', scale: 'linear', places: groups.length },
    panels: [
      panel('deviation', 'initial deviation', ({ members }) => members[0].deviation),
      panel('sgd', 'learning rate of gradient descent', ({ members }) => members[0].sgd),
      panel('adam', 'learning rate of Adam', ({ members }) => members[0].adam),
    ],
    reading: 'Target over base, a place for each kind of tensor.',
  };
}
