import type { Place, Plan } from '../plan/plan.ts';
import type { Observable } from '../systems/contract.ts';
import { assignment } from './labels.ts';

// A plan may have a million points, and a page has room for some. What is drawn is spread evenly,
// the first and the last among it; verdicts and points.csv are of everything.

/** The most panels of one observable, curves in one of them, and maps. */
const MOST_PANELS = 12;
const MOST_CURVES = 15;
const MOST_MAPS = 4;
/** The most curves over a coordinate that are drawn for one curve of the family. */
const MOST_ALONG = 5;

/** The curves of a panel, and what it is called; empty where there is one alone. */
export interface Facet {
  title: string;
  curves: number[];
}

/** The panels of an observable, one for each combination of all families but the first. */
export function drawnFacets(plan: Plan): Facet[] {
  return spread(facetsOf(plan), MOST_PANELS).map(({ title, curves }) => ({
    title,
    curves: spread(curves, MOST_CURVES),
  }));
}

/** The points of one of so many drawn curves whose own curves over a coordinate are drawn. */
export function drawnAlong(points: number, curves: number): number[] {
  const room = Math.max(1, Math.floor(MOST_CURVES / curves));
  return spread([...Array(points).keys()], Math.min(MOST_ALONG, room));
}

/**
 * The places whose curves over a coordinate are drawn: panel by panel, in the order of a panel's
 * series.
 */
export function drawnPlaces(plan: Plan): Place[][] {
  return drawnFacets(plan).map(({ curves }) =>
    curves.flatMap((curve) =>
      drawnAlong(plan.curves[curve].points.length, curves.length).map((point) => ({ curve, point })),
    ),
  );
}

/** The curves of each map: all that differ by the second range alone. */
export function drawnSheets(plan: Plan): Facet[] {
  return spread(sheetsOf(plan), MOST_MAPS);
}

/** The curves of which a map over two coordinates is drawn. */
export function drawnSurfaces(plan: Plan): number[] {
  return spread([...plan.curves.keys()], MOST_MAPS);
}

/** What is drawn of an observable: along a parameter or a coordinate, or over two of either. */
export type Kind = 'lines' | 'curves' | 'maps' | 'surfaces';

export function kindOf(plan: Plan, over: Observable<unknown>['over']): Kind {
  if (over === undefined) return plan.map === undefined ? 'lines' : 'maps';
  return typeof over === 'string' ? 'curves' : 'surfaces';
}

/** What of a plan is not drawn by these kinds, in sentences. */
export function undrawn(plan: Plan, kinds: ReadonlySet<Kind>): string[] {
  const facets = facetsOf(plan);
  const [{ curves }] = facets;
  const points = plan.curves[0].points.length;
  const parts: string[] = [];
  const part = (all: number, most: number, words: string) => {
    if (all > most) parts.push(`${most} of ${all} ${words}`);
  };
  if (kinds.has('lines') || kinds.has('curves')) {
    part(facets.length, MOST_PANELS, 'panels');
    part(curves.length, MOST_CURVES, facets.length > 1 ? 'curves in each' : 'curves');
  }
  if (kinds.has('maps')) part(sheetsOf(plan).length, MOST_MAPS, 'maps');
  if (kinds.has('surfaces')) part(plan.curves.length, MOST_MAPS, 'maps');
  const along = drawnAlong(points, Math.min(curves.length, MOST_CURVES)).length;
  return [
    ...(parts.length > 0 ? [`Drawn: ${parts.join(', ')}; points.csv has all.`] : []),
    ...(kinds.has('curves') && along < points ? [`Curves at ${along} of ${points} values of ${plan.axis?.name}.`] : []),
  ];
}

function facetsOf(plan: Plan): Facet[] {
  const families = plan.families.slice(1);
  return grouped(plan, ({ members }) => families.map(({ name }) => assignment(plan, name, members)));
}

function sheetsOf(plan: Plan): Facet[] {
  const families = plan.families.filter(({ name }) => name !== plan.map);
  const isScaled = plan.curves.some(({ scale }) => scale !== 1);
  return grouped(plan, ({ members, scale }) => [
    ...families.map(({ name }) => assignment(plan, name, members)),
    ...(isScaled ? [`sizes × ${scale}`] : []),
  ]);
}

function grouped(plan: Plan, partsOf: (curve: Plan['curves'][number]) => string[]): Facet[] {
  const facets = new Map<string, number[]>();
  for (const [index, curve] of plan.curves.entries()) {
    const title = partsOf(curve).join(', ');
    facets.set(title, [...(facets.get(title) ?? []), index]);
  }
  return [...facets].map(([title, curves]) => ({ title, curves }));
}

/** Up to so many, the first and the last among them. */
function spread<T>(all: T[], most: number): T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, i) => all[most === 1 ? 0 : Math.round((i * (all.length - 1)) / (most - 1))]);
}
