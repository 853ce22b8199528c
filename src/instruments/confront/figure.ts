import type { Figure, LinesPanel, Panel } from '../../figures/figure.ts';
import { parameterMeta } from '../../plan/settings.ts';
import { figureOf } from '../../record/figure-of.ts';
import type { Verdict } from '../../statistics/equivalence.ts';
import type { Confronted } from './confrontation.ts';
import type { Fitted } from './fit-parameter.ts';
import { MANY } from './table-rows.ts';

/** The figure of a run, with the profile of what was fitted beside it. */
export function drawConfronted(all: Confronted, verdict: Verdict, fitted: Fitted | undefined): Figure {
  const figure: Figure = { ...figureOf(all), ...(isUncounted(all) && { reading: UNCOUNTED }) };
  if (!fitted) return { ...figure, verdict };
  const panels: Panel[] = [...figure.panels, profilePanel(all, fitted)];
  return { ...figure, verdict, panels };
}

/** Of errors that nobody counted a legend names no number of trials. */
const UNCOUNTED =
  'Lines: theory, shaded: the margin. Markers: as measured; bars: ±2 standard errors. A dotted line: the rise of χ² for 95 %, where a parameter was fitted.';

function isUncounted({ cells }: Confronted): boolean {
  return cells.some(({ cell }) => cell.measured?.trials === MANY);
}

/** How many thresholds of the profile are drawn above its least. */
const HEIGHT = 4;

function profilePanel({ plan }: Confronted, { sought, tried, deviance, threshold }: Fitted): LinesPanel {
  const meta = parameterMeta(plan.system, sought.key);
  const near = tried.filter((one) => one.deviance <= deviance + HEIGHT * threshold);
  return {
    ...{ id: 'profile', label: 'rise of χ²', symbol: 'Δχ²', scale: 'linear' },
    axis: { label: meta?.title ?? sought.key, symbol: meta?.symbol, unit: meta?.unit, scale: sought.scale },
    level: { value: Number(threshold.toPrecision(3)), label: '95 %' },
    series: [
      { label: '', theory: { x: near.map(({ value }) => value), y: near.map((one) => one.deviance - deviance) } },
    ],
  };
}
