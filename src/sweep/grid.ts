import { BadInput } from '../numeric/errors.ts';
import { readDesign } from '../plan/design.ts';
import type { Parameters, Plan, Point, Sweep } from '../plan/plan.ts';
import { pointKey } from '../plan/point-key.ts';
import { checkParameters, type Settings } from '../plan/settings.ts';
import type { AnySystem, InertRule } from '../systems/contract.ts';
import { inertParameters } from '../systems/shared/inert.ts';

/** A place on the grid that the system does not allow, with its own words. */
export interface Refused {
  refused: string;
}

/** A stretch of the grid along its axis, and which of its places are points. */
export interface GridCurve {
  plan: Plan;
  /** Where on the grid each point of the plan stands. */
  at: number[];
}

/**
 * All combinations of the values of any number of swept parameters, made when they are asked for: a
 * grid of millions takes no memory. Places are numbered from 0, the axis fastest, then the last
 * family, in the order of the curves of a plan.
 */
export class Grid {
  readonly system: AnySystem;
  readonly chosen: Settings;
  /** Absent when there is one point a curve. */
  readonly axis: Sweep | undefined;
  readonly families: Sweep[];
  /** How many places there are, on how many curves. */
  readonly size: number;
  readonly curves: number;
  private readonly base: Parameters;
  /** Parameters of the grid that may have no effect beside others. */
  private readonly perhapsInert: boolean;

  /** Throws `BadInput` for settings that no place on the grid can have. */
  constructor(system: AnySystem, settings: Settings) {
    const { axis, families, base, chosen } = readDesign(system, settings);
    this.system = system;
    this.chosen = chosen;
    this.axis = axis;
    this.families = families;
    this.base = base;
    this.curves = families.reduce((product, { values }) => product * values.length, 1);
    this.size = this.curves * (axis?.values.length ?? 1);
    const swept = new Set(this.swept.map(({ name }) => name));
    const rules: readonly InertRule<never>[] = system.inert ?? [];
    this.perhapsInert = rules.some(({ keys }) => keys.some((key) => swept.has(key)));
    if (!(this.size <= MOST_PLACES))
      throw new BadInput(
        `the grid has ${this.size} points, and ${MOST_PLACES} is the most; give fewer values: ${this.swept.map(({ name, values }) => `${name} has ${values.length}`).join(', ')}`,
      );
    this.checkValues();
  }

  /** Every swept parameter, the axis last. */
  get swept(): Sweep[] {
    return [...this.families, ...(this.axis ? [this.axis] : [])];
  }

  /** The values that the swept parameters have at a place. */
  valuesAt(place: number): Parameters {
    const values: Parameters = {};
    let rest = place;
    for (const { name, values: all } of this.swept.reverse()) {
      values[name] = all[rest % all.length];
      rest = Math.floor(rest / all.length);
    }
    return values;
  }

  pointAt(place: number): Point | Refused {
    try {
      const parameters = checkParameters(this.system, { ...this.base, ...this.valuesAt(place) });
      return { key: pointKey(this.system, parameters), parameters };
    } catch (error) {
      if (error instanceof BadInput) return { refused: error.message };
      throw error;
    }
  }

  /**
   * The first place on the grid that is the same point: another one where parameters that are swept
   * have no effect.
   */
  representative(place: number): number {
    if (!this.perhapsInert) return place;
    const point = this.pointAt(place);
    if ('refused' in point) return place;
    const inert = inertParameters(this.system, point.parameters);
    let [first, rest, weight] = [0, place, 1];
    for (const { name, values } of this.swept.reverse()) {
      const digit = rest % values.length;
      if (!(name in inert)) first += weight * digit;
      rest = Math.floor(rest / values.length);
      weight *= values.length;
    }
    return first;
  }

  /** Undefined where every place on the curve is refused. `wanted`: which places are asked for. */
  curve(number: number, wanted: (place: number) => boolean = () => true): GridCurve | undefined {
    const length = this.axis?.values.length ?? 1;
    const places = Array.from({ length }, (_, i) => number * length + i).filter(wanted);
    const found = places.flatMap((place) => {
      const point = this.pointAt(place);
      return 'refused' in point ? [] : [{ place, point }];
    });
    if (found.length === 0) return undefined;
    const values = this.valuesAt(number * length);
    const members = Object.fromEntries(this.families.map(({ name }) => [name, values[name]]));
    const fixed = { ...found[0].point.parameters };
    for (const { name } of this.swept) delete fixed[name];
    const plan: Plan = {
      system: this.system,
      ...(this.axis && { axis: this.axis }),
      families: this.families,
      fixed,
      chosen: this.chosen,
      curves: [{ members, scale: 1, points: found.map(({ point }) => point) }],
    };
    return { plan, at: found.map(({ place }) => place) };
  }

  /**
   * Throws `BadInput` for a value that is refused whatever stands beside it, and for a setting
   * without effect.
   */
  private checkValues(): void {
    for (const { name, values } of this.swept)
      for (const value of values)
        if (!this.system.parameters.shape[name].safeParse(value).success)
          checkParameters(this.system, { ...this.base, [name]: value });
    const idle = new Map<string, string>();
    const suspects = new Set(Object.keys(this.chosen));
    let allowed = 0;
    for (let place = 0; place < this.size && (suspects.size > 0 || allowed === 0); place++) {
      const point = this.pointAt(place);
      if ('refused' in point) continue;
      allowed++;
      const inert = inertParameters(this.system, point.parameters);
      for (const key of [...suspects])
        if (key in inert) idle.set(key, inert[key]);
        else suspects.delete(key);
    }
    const first = this.pointAt(0);
    if (allowed === 0 && 'refused' in first) throw new BadInput(`no point of the grid is allowed: ${first.refused}`);
    for (const key of suspects)
      throw new BadInput(`${key} is given but ${idle.get(key)}; leave it out, or change that`);
  }
}

/**
 * Their numbers, with those of the trials, are exact in float64, and a tally of them fits into
 * memory.
 */
const MOST_PLACES = 1e8;
