import { z } from 'zod';
import type { AnyInstrument } from '../instruments/contract.ts';
import { instruments } from '../instruments/registry.ts';
import { allowedValues, parameterMeta } from '../plan/settings.ts';
import { percent } from '../statistics/sentences.ts';
import type { AnySystem, Claim, DerivedObservable, Observable } from '../systems/contract.ts';
import { systemHeaders } from '../systems/headers.ts';
import { keyFormulas, whereItStops } from '../systems/notes.ts';
import { notesFor, openSystem } from '../systems/open.ts';
import { plainScripts } from './plain-scripts.ts';

export async function describe(id: string, { json }: { json?: boolean }): Promise<void> {
  const known = instruments.find((one) => one.id === id);
  const instrument = await known?.load();
  // `mup` is a system and an instrument: both are described.
  const system = known && !systemHeaders.some((header) => header.id === id) ? undefined : await openSystem(id);
  const notes = system ? await notesFor(system) : '';
  if (json) {
    const declared = instrument && instrumentDeclaration(instrument);
    console.log(JSON.stringify(system ? { ...declaration(system), notes, instrument: declared } : declared, null, 2));
  } else
    console.log(
      [system && words(system, notes), instrument && instrumentWords(instrument)].filter(Boolean).join('\n\n'),
    );
}

/** Everything that a system declares, as data. */
function declaration(system: AnySystem): Record<string, unknown> {
  const { id, title, strand, question, sources, sweep, shown, margin, presets } = system;
  return {
    ...{ id, title, strand, question, sources },
    parameters: z.toJSONSchema(system.parameters, { unrepresentable: 'any', io: 'input' }),
    ...{ sweep, shown, margin },
    observables: Object.fromEntries(
      Object.entries<Observable<unknown>>(system.observables).map(
        ([name, { label, symbol, description, scale, over, relation, theory }]) => [
          name,
          { label, symbol, description, scale, over, relation: relation ?? 'equals', ...(theory && { theory }) },
        ],
      ),
    ),
    derived: Object.fromEntries(
      derivedOf(system).map(([name, { label, symbol, description, scale, of, along }]) => [
        name,
        { label, symbol, description, scale, of, along },
      ]),
    ),
    claims: Object.fromEntries(
      claimsOf(system).map(([name, { label, of, along, share }]) => [name, { label, of, along, share }]),
    ),
    limits: system.limits.map(({ id, title, to, order }) => ({ id, title, to, order })),
    presets,
  };
}

function words(system: AnySystem, notes: string): string {
  const lines = [`${system.id}: ${system.title}`, system.question, `Strand: ${system.strand}`];
  for (const { tex, choices } of keyFormulas(notes)) {
    const named = Object.entries(choices).map(([key, values]) => `${key}=${values.join(',')}`);
    lines.push('', `Formula (TeX)${named.length === 0 ? '' : ` with ${named.join(' ')}`}`, ...indented(tex));
  }
  const validity = whereItStops(notes);
  if (validity) lines.push('', 'Where it stops', ...indented(validity));
  lines.push(...declared(system).map(plainScripts));
  return lines.join('\n');
}

/** What is no TeX: parameters, observables and all that is drawn from them, limits and presets. */
function declared(system: AnySystem): string[] {
  const lines = ['', 'Parameters (key=value)', ...parameterLines(system)];
  const sweep = Object.entries(system.sweep).map(([key, range]) => `${key}=${range}`);
  lines.push(
    '',
    sweep.length > 0 ? `Swept unless set: ${sweep.join(' ')}` : 'Its figure is over a coordinate; nothing is swept',
  );
  lines.push('', 'Observables');
  const shown = (name: string) => (system.shown.includes(name) ? ' [shown by default]' : '');
  for (const [name, { symbol, description, theory }] of Object.entries<Observable<unknown>>(system.observables))
    lines.push(`  ${name} (${symbol}): ${description}${theory === 'none' ? ' [no theory]' : ''}${shown(name)}`);
  if (derivedOf(system).length > 0) lines.push('', 'Derived observables');
  for (const [name, { symbol, description, of, along }] of derivedOf(system))
    lines.push(`  ${name} (${symbol}): ${description}; from ${of} along ${along}${shown(name)}`);
  if (claimsOf(system).length > 0) lines.push('', 'Claims');
  for (const [name, { label, share }] of claimsOf(system))
    lines.push(`  ${name}: ${label}, in at least ${percent(share)} of the trials${shown(name)}`);
  lines.push(
    '',
    `Margin of the verdict: ${percent(system.margin.value)} unless --margin says otherwise; ${system.margin.reason}`,
  );
  lines.push('', 'Limits');
  for (const { id, title, cost } of system.limits)
    lines.push(`  ${id}: ${title}${cost === undefined ? '' : ` [an experiment of about ${cost} s]`}`);
  if (system.presets.length > 0) lines.push('', 'Presets (run with --preset)');
  for (const { id, title, source, expected = 'holds', because } of system.presets)
    lines.push(`  ${id}: ${title} (${source})${expected === 'holds' ? '' : ` [${expected}: ${because}]`}`);
  lines.push('', `Sources: orrery cite ${system.id}`);
  return lines;
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`);
}

function derivedOf({ derived }: AnySystem): [string, DerivedObservable<unknown>][] {
  return Object.entries<DerivedObservable<unknown>>(derived ?? {});
}

function claimsOf({ claims }: AnySystem): [string, Claim][] {
  return Object.entries<Claim>(claims ?? {});
}

/** Of each parameter, what it is and what it may be. */
function parameterLines({ parameters }: Pick<AnySystem, 'parameters'>): string[] {
  return Object.entries<z.ZodType>(parameters.shape).flatMap(([key, schema]) => {
    const meta = parameterMeta({ parameters }, key)!;
    const fallback = schema.safeParse(undefined).data;
    const facts = [
      allowedValues(schema) ?? 'a file',
      meta.unit && `unit ${meta.unit}`,
      fallback !== undefined && `default ${JSON.stringify(fallback)}`,
    ].filter(Boolean);
    return [`  ${key}${meta.symbol ? ` (${meta.symbol})` : ''}: ${meta.description}`, `      ${facts.join('; ')}`];
  });
}

function instrumentDeclaration({ id, title, question, sources, inputs, parameters }: AnyInstrument) {
  const schema = z.toJSONSchema(parameters, { unrepresentable: 'any', io: 'input' });
  return { id, title, question, sources, inputs, parameters: schema };
}

function instrumentWords(instrument: AnyInstrument): string {
  const { id, title, question, inputs, sources } = instrument;
  return [
    `${id}: ${title}`,
    question,
    `An instrument: orrery ${id.replace('-', ' ')} ${inputs.map(({ name, optional }) => (optional ? `[${name}]` : `<${name}>`)).join(' ')} key=value …`,
    ...[
      '',
      'Files',
      ...inputs.map(
        ({ name, description, optional }) => `  ${name}: ${description}${optional ? ' [may be left out]' : ''}`,
      ),
    ],
    ...['', 'Parameters (key=value)', ...parameterLines(instrument)],
    ...['', 'Sources', ...sources.map(({ authors, year, title: of }) => `  ${authors[0]} et al. ${year}: ${of}`)],
  ].join('\n');
}
