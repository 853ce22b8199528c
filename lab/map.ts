import type { Declaration, LimitDeclaration } from './work/protocol.ts';

/** Where everything on the map of limits stands, in units of its own. */
export interface LimitMap {
  width: number;
  height: number;
  bodies: Body[];
  lines: Line[];
}

export interface Body {
  system: Declaration;
  x: number;
  y: number;
  radius: number;
  /** The side on which its name and its closed forms stand. */
  side: 'left' | 'right';
  /** Limits that are closed forms, one row each below the name. */
  moons: { limit: LimitDeclaration; y: number }[];
}

/** A limit that is another system. */
export interface Line {
  limit: LimitDeclaration;
  from: string;
  to: string;
  path: string;
  label: { x: number; y: number };
}

const ROW = 19;
const HEAD = 30;
const GAP = 26;
const MARGIN = 14;
/** The room of a line's name. */
const LABEL = { width: 120, height: 18 };

/**
 * Two columns, or one where there is no room. Theories on the left turn into those on the right: a
 * system that turns into no other stands on the right. Lines run through the channel between the
 * columns.
 */
export function layOut(systems: Declaration[], narrow: boolean): LimitMap {
  const known = new Set(systems.map(({ id }) => id));
  const toSystem = ({ to }: LimitDeclaration) => ('system' in to && known.has(to.system) ? to.system : undefined);
  const general = systems.filter(({ id, limits }) => limits.some((limit) => (toSystem(limit) ?? id) !== id));
  const special = systems.filter((system) => !general.includes(system));
  const balanced = balance(general, special, narrow);
  const [width, leftX, rightX] = narrow ? [430, 0, 64] : [1260, 465, 835];

  const columns: [Declaration[], number, Body['side']][] = narrow
    ? [[[...general, ...special], rightX, 'right']]
    : [
        [balanced.left, leftX, 'left'],
        [balanced.right, rightX, 'right'],
      ];
  const stacks = columns.map(([column, x, side]) => stack(column, x, side, (limit) => toSystem(limit) === undefined));
  const height = Math.max(...stacks.map((one) => one.height), 120);
  const bodies = stacks.flatMap((one) =>
    one.bodies.map((body) => shifted(body, narrow ? 0 : (height - one.height) / 2)),
  );
  const bodyOf = new Map(bodies.map((body) => [body.system.id, body]));
  const lines = bodies.flatMap(({ system }) =>
    [...known].flatMap((to): Line[] => {
      const between = system.limits.filter((limit) => to !== system.id && toSystem(limit) === to);
      return between.map((limit, i) => {
        const apart = i - (between.length - 1) / 2;
        return { limit, from: system.id, to, ...curve(bodyOf.get(system.id)!, bodyOf.get(to)!, narrow, apart) };
      });
    }),
  );
  if (!narrow) keepApart(lines.map(({ label }) => label));
  return { width, height, bodies, lines };
}

/** Labels that would lie on each other move down. */
function keepApart(labels: Line['label'][]): void {
  const placed: Line['label'][] = [];
  for (const label of labels.sort((a, b) => a.y - b.y)) {
    for (const other of placed)
      if (Math.abs(other.x - label.x) < LABEL.width && label.y - other.y < LABEL.height)
        label.y = other.y + LABEL.height;
    placed.push(label);
  }
}

/** Systems without any line go where there is room. */
function balance(general: Declaration[], special: Declaration[], narrow: boolean) {
  const right = [...special];
  // In the order of what they turn into, so that few lines cross.
  const height = ({ limits }: Declaration) => {
    const heights = limits
      .map(({ to }) => ('system' in to ? right.findIndex(({ id }) => id === to.system) : -1))
      .filter((one) => one >= 0);
    return heights.length > 0 ? heights.reduce((sum, one) => sum + one, 0) / heights.length : right.length;
  };
  const left = general.toSorted((a, b) => height(a) - height(b));
  const size = (column: Declaration[]) => column.reduce((sum, { limits }) => sum + HEAD + GAP + ROW * limits.length, 0);
  const targets = new Set(
    general.flatMap(({ limits }) => limits.flatMap(({ to }) => ('system' in to ? to.system : []))),
  );
  for (const lone of special.filter(({ id }) => !targets.has(id))) {
    if (narrow || size(left) + HEAD > size(right)) break;
    right.splice(right.indexOf(lone), 1);
    left.push(lone);
  }
  return { left, right };
}

function stack(column: Declaration[], x: number, side: Body['side'], isMoon: (limit: LimitDeclaration) => boolean) {
  let y = MARGIN;
  const bodies = column.map((system): Body => {
    const moons = system.limits.filter(isMoon);
    const top = y + HEAD / 2;
    const body: Body = {
      ...{ system, x, y: top, side },
      radius: 9 + Math.min(5, system.limits.length / 2),
      moons: moons.map((limit, i) => ({ limit, y: top + HEAD / 2 + 6 + ROW * (i + 0.5) })),
    };
    y += HEAD + ROW * moons.length + GAP;
    return body;
  });
  return { bodies, height: y - GAP + MARGIN };
}

function shifted(body: Body, by: number): Body {
  return { ...body, y: body.y + by, moons: body.moons.map((moon) => ({ ...moon, y: moon.y + by })) };
}

/**
 * Leaves and arrives sideways, and bulges up or down where several run between the same bodies, so
 * that their labels stand apart.
 */
function curve(from: Body, to: Body, narrow: boolean, apart: number): Pick<Line, 'path' | 'label'> {
  const inwards = (body: Body) => (narrow ? -1 : body.side === 'left' ? 1 : -1);
  const start = { x: from.x + inwards(from) * (from.radius + 3), y: from.y };
  const end = { x: to.x + inwards(to) * (to.radius + 5), y: to.y };
  const reach = narrow ? 34 : from.side === to.side ? 90 : 130;
  const [first, second] = [
    { x: start.x + inwards(from) * reach, y: start.y + 34 * apart },
    { x: end.x + inwards(to) * reach, y: end.y + 34 * apart },
  ];
  const middle = (pick: (point: { x: number; y: number }) => number) =>
    (pick(start) + 3 * pick(first) + 3 * pick(second) + pick(end)) / 8;
  const words = [start, first, second, end].map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`);
  return {
    path: `M${words[0]}C${words.slice(1).join(' ')}`,
    label: { x: middle(({ x }) => x), y: middle(({ y }) => y) },
  };
}

/** The corner's name, in words: `many-features` is “many features”. */
export function cornerOf({ id }: LimitDeclaration): string {
  return id.replaceAll('-', ' ');
}
