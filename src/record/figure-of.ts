import { toText } from '../figures/bibtex.ts';
import type { Figure, ImagePanel, LinesPanel, Panel } from '../figures/figure.ts';
import { presentOf } from '../judge/judge.ts';
import { drawnObservables } from '../measure/lines.ts';
import type { Plan } from '../plan/plan.ts';
import { presetOf } from '../plan/preset.ts';
import type { RunResult } from '../run/conduct.ts';
import { capital } from '../statistics/sentences.ts';
import type { AnySystem, Observable, Source } from '../systems/contract.ts';
import { type Kind, kindOf, undrawn } from './drawn.ts';
import { assignment, describeFixed, labelOf } from './labels.ts';
import { linePanels } from './line-panels.ts';
import { mapPanels, surfacePanels } from './map-panels.ts';
import { portraitPanels } from './portrait-panels.ts';
import { stretchesOf } from './stretches.ts';

/**
 * What of a run is in its figure; before the first trial there is no verdict, and no seed where
 * somebody else measured.
 */
export type FigureContent = Pick<RunResult, 'plan' | 'points' | 'curves' | 'shown' | 'margin'> &
  Partial<Pick<RunResult, 'verdict' | 'seed'>>;

/**
 * The figure of a run, a function of its result alone: theory as lines, measurement as points, or
 * maps over two ranges, a panel for each shown observable; exhibits; and the verdict in words
 * below.
 */
export function figureOf(content: FigureContent): Figure {
  const { plan, shown, points, verdict, seed } = content;
  const { system } = plan;
  const preset = presetOf(plan);
  const source = sourceOf(plan);
  const drawn = drawnObservables(system, shown);
  const portrait = portraitAmong(system, drawn);
  const kinds = new Set<Kind>();
  const all = drawn.flatMap((name): Panel[] => {
    const { over }: Observable<unknown> = system.observables[name];
    const kind = kindOf(plan, over);
    kinds.add(kind);
    if (kind === 'surfaces') return surfacePanels(content, name);
    if (kind === 'maps') return mapPanels(content, name);
    if (portrait === undefined || !Object.values(portrait).includes(name)) return linePanels(content, name);
    return name === portrait.up ? portraitPanels(content, portrait) : [];
  });
  // What has neither theory nor points in this setting needs no empty frame; where nothing has,
  // what nobody has a theory of may yet be measured.
  const filled = all.filter(hasContent);
  const awaited = all.filter(({ id }) => system.observables[id]?.theory === 'none');
  const framed = [filled, awaited].find(({ length }) => length > 0) ?? all;
  const panels = [...withStrips(framed, content), ...exhibitPanels(content)];
  const isPredicted = points.some((row) =>
    row.some(({ observables }) =>
      Object.values(observables)
        .flat()
        .some((cell) => cell.predicted !== undefined),
    ),
  );
  const strained = stretchesOf(plan, points).filter(({ level }) => level === 'strained');
  return {
    title: preset?.title ?? system.title,
    ...onOneAxis(panels),
    ...(verdict && verdict.overall !== 'not judged' && { verdict: verdict.overall }),
    bars: { median: 'an interval of the median, 68 % where the trials suffice' },
    caption: [
      // Of an observable with a panel the panel has the verdict; of all else, the sentence has it.
      ...(verdict
        ? presentOf(verdict, shown).map((name) => {
            const { sentence } = verdict.observables[name];
            const inPanel = panels.some(({ id }) => id === name);
            return `${capital(inPanel ? sentence.replace(/^(holds|broken|unresolved): /, '') : sentence)}.`;
          })
        : []),
      ...undrawn(plan, kinds),
      `${describeFixed(plan)}${seed === undefined ? '' : `; seed ${seed}`}.`,
      ...(strained.length > 0
        ? [`Strained: ${strained.map(({ title, where }) => `${title}${where && ` ${where}`}`).join('; ')}.`]
        : []),
      ...(isPredicted ? [`Theory: ${toText(source)}`] : preset ? [`After ${toText(source)}`] : []),
    ],
  };
}

/** The preset's source, or that of the first point's theory. */
export function sourceOf(plan: Plan): Source {
  const { system, curves } = plan;
  const id = presetOf(plan)?.source ?? system.sourceFor?.(curves[0].points[0].parameters);
  return system.sources.find((source) => source.id === id) ?? system.sources[0];
}

/** The portrait of a system, where both of its curves are drawn. */
function portraitAmong({ portrait }: AnySystem, drawn: string[]): AnySystem['portrait'] {
  return portrait && drawn.includes(portrait.across) && drawn.includes(portrait.up) ? portrait : undefined;
}

/** The first panel's axis is the figure's; a panel along another keeps its own. */
function onOneAxis(panels: Panel[]): Pick<Figure, 'axis' | 'panels'> {
  const axes = panels.flatMap((panel) => (panel.kind === 'image' || !panel.axis ? [] : [panel.axis]));
  const shared = axes[0] ?? { label: '', scale: 'linear' };
  return {
    axis: shared,
    panels: panels.map((panel) => {
      if (panel.kind === 'image' || panel.axis?.label !== shared.label || panel.axis.symbol !== shared.symbol)
        return panel;
      const { axis, ...rest } = panel;
      return rest as Panel;
    }),
  };
}

/** Of so many panels the deviations are drawn too; of more there is no room. */
const MOST_STRIPS = 6;

/** Deviations below what is judged, once there is or will be something measured. */
function withStrips(panels: Panel[], { plan, shown, seed, margin }: FigureContent): Panel[] {
  const isCompared = (panel: Panel): panel is LinesPanel =>
    (panel.kind === undefined || panel.kind === 'lines') &&
    shown.includes(panel.id) &&
    plan.system.observables[panel.id]?.theory !== 'none' &&
    !panel.isPath &&
    panel.mark !== 'bars' &&
    margin > 0 &&
    panel.series.some(({ theory }) => theory?.y.some((value) => value !== null && value !== 0) ?? false) &&
    (seed !== undefined || panel.series.some(({ points = [] }) => points.length > 0));
  if (panels.filter(isCompared).length > MOST_STRIPS) return panels;
  return panels.map((panel) => (isCompared(panel) ? { ...panel, deviations: true } : panel));
}

function hasContent(panel: Panel): boolean {
  if (panel.kind !== undefined && panel.kind !== 'lines') return true;
  return panel.series.some(
    ({ theory, points }) => (points?.length ?? 0) > 0 || (theory?.y.some((value) => value !== null) ?? false),
  );
}

/** The most matrices of one figure: they are looked at, and not counted. */
const MOST_EXHIBITS = 4;

/** What the first trial of a point has to show, at the first point of the first curves. */
function exhibitPanels({ plan, points }: FigureContent): ImagePanel[] {
  return points
    .flatMap((row, curve) => {
      const shown = row.find(({ exhibits }) => exhibits.length > 0);
      const place = plan.axis && shown ? [assignment(plan, plan.axis.name, shown.parameters)] : [];
      return (shown?.exhibits ?? []).map((exhibit, i): ImagePanel => {
        const { title, rows, columns, values } = exhibit;
        const facet = [labelOf(plan, curve), ...place, title].filter(Boolean).join(', ');
        const matrix = Array.from({ length: rows }, (_, r) =>
          Array.from(values.subarray(r * columns, (r + 1) * columns)),
        );
        return { kind: 'image', id: `exhibit ${i + 1}`, label: 'from the first trial', facet, values: matrix };
      });
    })
    .slice(0, MOST_EXHIBITS);
}
