import type { AnySystem, InertRule } from '../contract.ts';

type Parameters = Record<string, unknown>;

/**
 * `keys` act only where the parameter `on` has one of these values:
 * `actsOnlyWith(['decay'], 'spectrum', 'power-law')`.
 */
export function actsOnlyWith(keys: readonly string[], on: string, ...values: unknown[]): InertRule<Parameters> {
  const words = values.map((value) => `${on}=${String(value)}`).join(' and ');
  return { keys, when: (parameters) => !values.includes(parameters[on]), reason: `acts only with ${words}` };
}

/**
 * `keys` have no effect where `when` is true:
 * `noEffect(['dimension'], (p) => Array.isArray(p.spectrum), 'has no effect with …')`.
 */
export function noEffect<P>(keys: readonly string[], when: (parameters: P) => boolean, reason: string): InertRule<P> {
  return { keys, when, reason };
}

/**
 * The parameters that change nothing beside the others, with the reason: of several rules for one
 * key, the first that applies speaks.
 */
export function inertParameters(system: AnySystem, parameters: Parameters): Record<string, string> {
  const reasons: Record<string, string> = {};
  for (const { keys, when, reason } of (system.inert ?? []) as InertRule<Parameters>[])
    if (when(parameters)) for (const key of keys) reasons[key] ??= reason;
  return reasons;
}
