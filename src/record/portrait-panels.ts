import type { FigurePoint, Series } from '../figures/figure.ts';
import { combineVerdicts } from '../statistics/equivalence.ts';
import type { Observable } from '../systems/contract.ts';
import type { FigureContent } from './figure-of.ts';
import { type AxisPanel, linePanels } from './line-panels.ts';

/** Two curves over one coordinate, one along each axis; its verdict is on the two of them. */
export function portraitPanels(content: FigureContent, { across, up }: { across: string; up: string }): AxisPanel[] {
  const { label, symbol, scale }: Observable<unknown> = content.plan.system.observables[across];
  const along = linePanels(content, across);
  return linePanels(content, up).map(({ verdict, level, ...panel }, i) => ({
    ...panel,
    ...(verdict && along[i].verdict && { verdict: combineVerdicts([along[i].verdict, verdict]) }),
    id: `${up} against ${across}`,
    label: `${panel.label} against ${label}`,
    axis: { label, symbol, scale },
    isPath: true,
    series: panel.series.map((series, j) => against(along[i].series[j], series)),
  }));
}

/** Values of the same coordinate are a point of the portrait. */
function against(across: Series, up: Series): Series {
  const theory = across.theory &&
    up.theory && {
      x: across.theory.y.map((x) => x ?? Number.NaN),
      y: up.theory.y,
    };
  const points = (up.points ?? []).flatMap((point): FigurePoint[] => {
    const other = across.points?.find(({ x }) => x === point.x);
    return other ? [{ ...point, x: other.y }] : [];
  });
  return { label: up.label, ...(theory && { theory }), points };
}
