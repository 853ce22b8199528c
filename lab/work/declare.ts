import { z } from 'zod';
import type { AnyInstrument } from '../../src/instruments/contract.ts';
import { allowedValues, parameterMeta } from '../../src/plan/settings.ts';
import type { AnySystem, Claim, Coordinate, DerivedObservable, Observable, Scale } from '../../src/systems/contract.ts';
import type { Control, Declaration, InstrumentDeclaration, ParameterDeclaration } from './protocol.ts';

/** All that a system declares, without its functions, so that it can be posted to the page. */
export function declare(system: AnySystem, notes: string): Declaration {
  const { id, title, strand, question, sources, sweep, shown, margin, presets } = system;
  return {
    ...{ id, title, strand, question, sources, sweep, shown, margin, presets, notes },
    coordinates: each<Coordinate<unknown>, Declaration['coordinates'][string]>(
      system.coordinates,
      ({ label, symbol, unit, scale }) => ({ label, symbol, unit, scale }),
    ),
    parameters: declareParameters(system),
    observables: each<Observable<unknown>, Declaration['observables'][string]>(
      system.observables,
      ({ floor, withoutMean, events, ...words }) => words,
    ),
    derived: each<DerivedObservable<unknown>, Declaration['derived'][string]>(
      system.derived,
      ({ fit, predicted, floor, ...words }) => words,
    ),
    claims: each<Claim, Declaration['claims'][string]>(system.claims, ({ says, made, ...words }) => words),
    limits: system.limits.map(({ id, title, to, source, order, scales }) => ({
      ...{ id, title, to, source, order, scales: [...scales] },
    })),
  };
}

/** All that an instrument declares, likewise, with those of its examples that have an answer. */
export function declareInstrument(instrument: AnyInstrument, system?: string): InstrumentDeclaration {
  const { id, title, question, sources, inputs, examples } = instrument;
  return {
    ...{ id, title, question, system, sources, inputs: [...inputs] },
    parameters: declareParameters(instrument),
    examples: examples
      .filter(({ expected }) => typeof expected === 'string')
      .map(({ title, files, settings }) => ({ title, files, settings })),
  };
}

function each<From, To>(all: Record<string, From> | undefined, words: (one: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(all ?? {}).map(([name, one]) => [name, words(one)]));
}

type Parameterised = Pick<AnySystem, 'parameters'>;

function declareParameters(of: Parameterised): ParameterDeclaration[] {
  return Object.keys(of.parameters.shape).map((key) => declareParameter(of, key));
}

function declareParameter(of: Parameterised, key: string): ParameterDeclaration {
  const schema: z.ZodType = of.parameters.shape[key];
  const { title, description, symbol, unit } = parameterMeta(of, key)!;
  const fallback = schema.safeParse(undefined).data;
  return {
    ...{ key, title, description, symbol, unit },
    control: controlOf(of, key, schema),
    fallback: fallback === undefined ? '' : settingText(fallback),
    allowed: allowedValues(schema) ?? 'a file',
  };
}

/** A value in the notation of the command line. */
export function settingText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

interface JsonSchema {
  type?: string;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  exclusiveMaximum?: number;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
}

/** On a slider that runs by factors: the usual value is within this of neither end. */
const FACTOR = 4;

/**
 * A slider's range, which reaches beyond the usual value on both sides as far as is allowed: by a
 * factor of 4, or by half the range that is declared.
 */
function withRoom(
  [low, high]: readonly [number, number],
  usual: number,
  scale: Scale | undefined,
  { minimum, exclusiveMinimum, maximum, exclusiveMaximum, type }: JsonSchema,
): [number, number] {
  const half = (high - low) / 2;
  const [less, more] = scale === 'log' ? [usual / FACTOR, usual * FACTOR] : [usual - half, usual + half];
  const round = (value: number) => (type === 'integer' ? Math.round(value) : Number(value.toPrecision(3)));
  return [
    less < low && less > (exclusiveMinimum ?? Number.NEGATIVE_INFINITY)
      ? Math.min(low, Math.max(minimum ?? Number.NEGATIVE_INFINITY, round(less)))
      : low,
    more > high && more < (exclusiveMaximum ?? Number.POSITIVE_INFINITY)
      ? Math.max(high, Math.min(maximum ?? Number.POSITIVE_INFINITY, round(more)))
      : high,
  ];
}

function controlOf(of: Parameterised, key: string, schema: z.ZodType): Control {
  const { kind, range, scale } = parameterMeta(of, key)!;
  if (kind === 'data') return { kind: 'data' };
  const json = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as JsonSchema;
  const branches = json.anyOf ?? [json];
  const words = branches.flatMap((one) => one.enum ?? (one.const === undefined ? [] : [one.const])).map(String);
  const numeric = branches.find(({ type }) => type === 'number' || type === 'integer');
  if (numeric && range) {
    const fallback = schema.safeParse(undefined).data;
    const [low, high] = typeof fallback === 'number' ? withRoom(range, fallback, scale, numeric) : range;
    return {
      ...{ kind: 'number', integer: numeric.type === 'integer', low, high, usual: [...range], words },
      scale: scale ?? 'linear',
    };
  }
  if (branches.some(({ type }) => type === 'boolean')) return { kind: 'choice', options: ['true', 'false'] };
  const other = branches.find((one) => one.enum === undefined && one.const === undefined);
  if (words.length > 0 && !numeric)
    return { kind: 'choice', options: words, ...(other && { otherwise: other.type ?? 'value' }) };
  return { kind: 'text' };
}
