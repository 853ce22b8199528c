import type { AtlasSystem } from './atlas.ts';
import type { SystemHeader } from './work/protocol.ts';

/** A system with what it turns into. */
export interface Theory extends SystemHeader {
  limits: AtlasSystem['limits'];
}

/** The bodies on a circle, in arcs of one strand each, and the limits between them as chords. */
export interface Sky {
  /** It is a square, around (0, 0). */
  size: number;
  arcs: Arc[];
  bodies: Body[];
  lines: Line[];
}

export interface Arc {
  strand: string;
  /** Beneath its bodies; the name stands along the other, from left to right. */
  path: string;
  namePath: string;
}

export interface Body {
  theory: Theory;
  x: number;
  y: number;
  radius: number;
  /** The name goes outwards: where it begins or ends, and its turn in degrees. */
  label: { x: number; y: number; turn: number; anchor: 'start' | 'end' };
}

/** A limit of one theory that is another. */
export interface Line {
  limit: Theory['limits'][number];
  from: string;
  to: string;
  path: string;
}

/** In units of the drawing, as are all lengths here. */
const RADIUS = 214;
/** Room for the longest name. */
const NAMES = 290;
/** Between two strands, in places of a body. */
const GAP = 1.4;
/** Of a strand's name, on the mean: a drawing unit is a pixel of its type. */
const LETTER = 7.2;
/** Names of strands stand inside the circle, above the middle and below it. */
const NAME_RADIUS = { above: RADIUS - 26, below: RADIUS - 17 };

export function layOut(theories: Theory[], strands: readonly string[]): Sky {
  const groups = strands
    .map((strand) => ({ strand, members: theories.filter((one) => one.strand === strand) }))
    .filter(({ members }) => members.length > 0);
  const places = placesFor(groups);
  const angleAt = (place: number) => (2 * Math.PI * place) / places - Math.PI / 2;
  order(groups.map(({ members }) => members));

  // Neighbours do not touch, however many they are.
  const room = (Math.PI * RADIUS) / places - 0.4;
  const bodies: Body[] = [];
  const arcs: Arc[] = [];
  let place = GAP / 2;
  for (const { strand, members } of groups) {
    // A short arc is as long as its name.
    const length = Math.max(members.length, places * shareOfName(strand));
    arcs.push({ strand, ...arcOf(angleAt(place), angleAt(place + length)) });
    const apart = length / members.length;
    for (const [i, theory] of members.entries()) bodies.push(bodyOf(theory, angleAt(place + apart * (i + 0.5)), room));
    place += length + GAP;
  }
  const bodyById = new Map(bodies.map((body) => [body.theory.id, body]));
  const lines = bodies.flatMap(({ theory }) =>
    theory.limits.flatMap((limit): Line[] => {
      const to = 'system' in limit.to ? limit.to.system : theory.id;
      if (to === theory.id || !bodyById.has(to)) return [];
      return [{ limit, from: theory.id, to, path: chord(bodyById.get(theory.id)!, bodyById.get(to)!) }];
    }),
  );
  return { size: 2 * (RADIUS + NAMES), arcs, bodies, lines };
}

/** Of the whole circle, by the name of a strand. */
function shareOfName(strand: string): number {
  return (LETTER * strand.length) / (2 * Math.PI * NAME_RADIUS.above);
}

/**
 * Places of a body on the whole circle. A name keeps its length however many places there are, so
 * that arcs which are too short for theirs take a share of the circle, and the others what is left.
 */
function placesFor(groups: { strand: string; members: Theory[] }[]): number {
  const names = new Set<string>();
  for (;;) {
    const others = groups.filter(({ strand }) => !names.has(strand));
    const share = groups
      .filter(({ strand }) => names.has(strand))
      .reduce((sum, one) => sum + shareOfName(one.strand), 0);
    const places = (others.reduce((sum, { members }) => sum + members.length, 0) + GAP * groups.length) / (1 - share);
    const short = others.filter(({ strand, members }) => members.length < places * shareOfName(strand));
    if (short.length === 0) return places;
    for (const { strand } of short) names.add(strand);
  }
}

/** Limits of a theory that are a closed form, or the theory itself at other settings. */
export function ownLimits({ id, limits }: Theory): Theory['limits'] {
  return limits.filter(({ to }) => !('system' in to) || to.system === id);
}

/**
 * Members of a group come in the order of what they are joined to, so that few chords cross: each
 * goes to the mean place of its neighbours, several times over.
 */
function order(groups: Theory[][]): void {
  const all = groups.flat();
  const neighbours = new Map(all.map(({ id }) => [id, [] as string[]]));
  for (const { id, limits } of all)
    for (const { to } of limits)
      if ('system' in to && to.system !== id && neighbours.has(to.system)) {
        neighbours.get(id)!.push(to.system);
        neighbours.get(to.system)!.push(id);
      }
  for (let round = 0; round < 8; round++) {
    const placeOf = new Map(groups.flat().map(({ id }, i) => [id, i]));
    const wanted = ({ id }: Theory) => {
      const places = neighbours.get(id)!.map((other) => placeOf.get(other)!);
      return places.length === 0 ? placeOf.get(id)! : places.reduce((sum, one) => sum + one, 0) / places.length;
    };
    for (const members of groups) members.sort((a, b) => wanted(a) - wanted(b));
  }
}

/** `room` is the largest radius that it may have. */
function bodyOf(theory: Theory, angle: number, room: number): Body {
  const [x, y] = at(angle, RADIUS);
  const radius = Math.min(room, 5 + Math.min(5, ownLimits(theory).length / 2));
  const [labelX, labelY] = at(angle, RADIUS + 15);
  const degrees = (angle * 180) / Math.PI;
  const isLeft = Math.cos(angle) < 0;
  return {
    ...{ theory, x, y, radius },
    label: { x: labelX, y: labelY, turn: isLeft ? degrees + 180 : degrees, anchor: isLeft ? 'end' : 'start' },
  };
}

function arcOf(from: number, to: number): Pick<Arc, 'path' | 'namePath'> {
  const arc = (radius: number, a: number, b: number) => {
    const [start, end] = [at(a, radius), at(b, radius)];
    const large = Math.abs(b - a) > Math.PI ? 1 : 0;
    return `M${start.join(' ')}A${radius} ${radius} 0 ${large} ${b > a ? 1 : 0} ${end.join(' ')}`;
  };
  // Below the middle a name reads from left to right the other way round.
  const isBelow = Math.sin((from + to) / 2) > 0;
  return {
    path: arc(RADIUS, from, to),
    namePath: isBelow ? arc(NAME_RADIUS.below, to, from) : arc(NAME_RADIUS.above, from, to),
  };
}

/** Through the inside, the nearer to the middle the further apart the ends are. */
function chord(from: Body, to: Body): string {
  const inwards = ({ x, y, radius }: Body, by: number) => [x, y].map((one) => one * (1 - (radius + by) / RADIUS));
  const [start, end] = [inwards(from, 3), inwards(to, 6)];
  const apart = Math.hypot(from.x - to.x, from.y - to.y) / (2 * RADIUS);
  const depth = 0.72 * (1 - apart);
  const points = [start, [from.x * depth, from.y * depth], [to.x * depth, to.y * depth], end];
  const words = points.map(([x, y]) => `${round(x)} ${round(y)}`);
  return `M${words[0]}C${words.slice(1).join(' ')}`;
}

function at(angle: number, radius: number): [number, number] {
  return [round(radius * Math.cos(angle)), round(radius * Math.sin(angle))];
}

const round = (value: number) => Math.round(10 * value) / 10;

/** The corner's name, in words: `many-features` is “many features”. */
export function cornerOf({ id }: Pick<Theory['limits'][number], 'id'>): string {
  return id.replaceAll('-', ' ');
}
