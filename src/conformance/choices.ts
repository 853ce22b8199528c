import { z } from 'zod';
import { predictPoint } from '../measure/theory.ts';
import { openWorkshop } from '../measure/workshop.ts';
import type { Engine } from '../numeric/engine.ts';
import { BadInput, OrreryError } from '../numeric/errors.ts';
import { pointKey } from '../plan/point-key.ts';
import { checkParameters } from '../plan/settings.ts';
import type { AnySystem } from '../systems/contract.ts';
import { inertParameters } from '../systems/shared/inert.ts';

/** The words that a parameter may be set to, as `isotropic` and `power-law`. */
export function namedChoices(schema: z.ZodType): string[] {
  const json = JSON.stringify(schema.def, (_, value) => (typeof value === 'bigint' ? null : value)) ?? '';
  const entries = /"entries":(\{[^}]*\})/.exec(json)?.[1];
  return entries ? (Object.values(JSON.parse(entries)) as string[]) : [];
}

/** Of a theory that takes more seconds only the problem is prepared. */
const SLOW = 0.5;

/**
 * What is wrong with single choices beside the default parameters: each is predicted at, or refused
 * as a setting (`BadInput`), with what to try. A reason that only the theory gives would say that
 * the system offers what it has no answer to. What is swept beside each has to act.
 */
export async function choiceProblems(system: AnySystem, engine: Engine): Promise<string[]> {
  const problems: string[] = [];
  for (const [key, schema] of Object.entries<z.ZodType>(system.parameters.shape))
    for (const choice of namedChoices(schema)) {
      const parameters = checkParameters(system, { [key]: choice });
      const inert = inertParameters(system, parameters);
      if (key in inert) continue;
      const [axis] = Object.keys(system.sweepFor?.({ [key]: choice }) ?? system.sweep);
      if (axis !== undefined && axis in inert)
        problems.push(`${key}=${choice}: the usual axis ${axis} ${inert[axis]}; give another by sweepFor`);
      const point = { key: pointKey(system, parameters), parameters };
      const workshop = openWorkshop(system, engine);
      try {
        if ((system.cost(workshop.problem(point)).theory ?? 0) > SLOW) continue;
        const prediction = await predictPoint(workshop, point, [...system.shown]);
        if ('reason' in prediction) problems.push(`${key}=${choice}: ${prediction.reason}`);
      } catch (error) {
        if (error instanceof BadInput) continue;
        if (!(error instanceof OrreryError)) throw error;
        problems.push(`${key}=${choice}: ${error.message}`);
      }
    }
  return problems;
}

/**
 * Least values of single parameters that are refused beside the others' defaults by a sentence that
 * names no other: the schema, and what `describe` says of it, is wider than the truth.
 */
export function leastProblems(system: AnySystem, engine: Engine): string[] {
  const keys = Object.keys(system.parameters.shape);
  return Object.entries<z.ZodType>(system.parameters.shape).flatMap(([key, schema]) => {
    const { minimum } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
    if (minimum === undefined) return [];
    try {
      const parameters = checkParameters(system, { [key]: minimum });
      if (!(key in inertParameters(system, parameters))) system.prepare(parameters, { engine });
    } catch (error) {
      if (!(error instanceof OrreryError)) throw error;
      const others = keys.filter((other) => other !== key && new RegExp(`\\b${other}\\b`).test(error.message));
      if (others.length === 0) return [`${key} is offered from ${minimum} on: ${error.message}`];
    }
    return [];
  });
}
