import { describe, expect, it } from 'vitest';
import { instruments } from '../src/instruments/registry.ts';
import { allSystems } from '../src/systems/registry.ts';
import { directions } from './directions.ts';
import { layOut, ownLimits, type Theory } from './map.ts';
import { STRANDS } from './strands.ts';

const theories: Theory[] = (await allSystems()).map(({ id, title, strand, question, limits }) => ({
  ...{ id, title, strand, question },
  limits: limits.map(({ id, title, to }) => ({ id, title, to })),
}));

describe('the map of limits', () => {
  const sky = layOut(theories, STRANDS);

  it('has every theory once, apart from the others and inside the drawing', () => {
    expect(sky.bodies.map(({ theory }) => theory.id).sort()).toEqual(theories.map(({ id }) => id).sort());
    for (const [i, a] of sky.bodies.entries()) {
      expect(Math.hypot(a.x, a.y)).toBeLessThan(sky.size / 2);
      for (const b of sky.bodies.slice(i + 1))
        expect(Math.hypot(a.x - b.x, a.y - b.y), `${a.theory.id}, ${b.theory.id}`).toBeGreaterThan(a.radius + b.radius);
    }
  });

  it('has a line for each limit that is another theory, and counts the rest', () => {
    for (const theory of theories) {
      const lines = sky.lines.filter(({ from }) => from === theory.id);
      expect(lines.length + ownLimits(theory).length, theory.id).toBe(theory.limits.length);
    }
    expect(sky.lines.length).toBeGreaterThan(20);
    for (const { path } of sky.lines) expect(path).not.toMatch(/NaN|undefined/);
  });

  it('keeps the strands together, in their order', () => {
    const strands = sky.bodies.map(({ theory }) => theory.strand);
    expect(strands.filter((strand, i) => strand !== strands[i - 1])).toEqual([...STRANDS]);
    expect(sky.arcs.map(({ strand }) => strand)).toEqual([...STRANDS]);
  });

  it('has room for the name of each strand, however many bodies there are', () => {
    // The widest name is set in 6.9 pixels a letter.
    for (const { arcs } of [sky, layOut(theories.slice(0, 9), STRANDS), layOut([...theories, ...more(40)], STRANDS)])
      for (const { strand, namePath } of arcs) expect(lengthOf(namePath), strand).toBeGreaterThan(6.9 * strand.length);
  });

  it('is empty for none, and takes a single one', () => {
    expect(layOut([], STRANDS)).toMatchObject({ arcs: [], bodies: [], lines: [] });
    expect(layOut([theories[0]], STRANDS).bodies).toHaveLength(1);
  });
});

/** Theories of the first strand, which has the most. */
function more(count: number): Theory[] {
  const [strand] = STRANDS;
  return Array.from({ length: count }, (_, i) => ({ ...theories[0], id: `one-more-${i}`, strand, limits: [] }));
}

/** Of `M x y A r r 0 large sweep x y`, a part of a circle. */
function lengthOf(path: string): number {
  const [x, y, r, , , large, , toX, toY] = path.slice(1).split(/[ A]/).map(Number);
  const angle = 2 * Math.asin(Math.hypot(toX - x, toY - y) / (2 * r));
  return r * (large ? 2 * Math.PI - angle : angle);
}

describe('the open directions', () => {
  it('are ten, and name systems and instruments that there are', () => {
    expect(directions).toHaveLength(10);
    for (const { question, systems, instruments: tools = [] } of directions) {
      for (const id of systems)
        expect(
          theories.map((one) => one.id),
          question,
        ).toContain(id);
      for (const id of tools)
        expect(
          instruments.map((one) => one.id),
          question,
        ).toContain(id);
    }
  });
});
