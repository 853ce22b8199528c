import { z } from 'zod';
import { allowedValues, parameterMeta } from '../run/settings.ts';
import type { AnySystem, Observable } from '../systems/contract.ts';
import { findSystem } from '../systems/registry.ts';

export function describe(id: string, { json }: { json?: boolean }): void {
  const system = findSystem(id);
  if (json) console.log(JSON.stringify(declaration(system), null, 2));
  else console.log(words(system));
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
        ([name, { label, symbol, description, scale, over, relation }]) => [
          name,
          { label, symbol, description, scale, over, relation: relation ?? 'equals' },
        ],
      ),
    ),
    limits: system.limits.map(({ id, title, to, order }) => ({ id, title, to, order })),
    presets,
  };
}

function words(system: AnySystem): string {
  const lines = [`${system.id}: ${system.title}`, system.question, '', 'Parameters (key=value)'];
  for (const [key, schema] of Object.entries<z.ZodType>(system.parameters.shape)) {
    const meta = parameterMeta(system, key)!;
    const fallback = schema.safeParse(undefined).data;
    const facts = [
      allowedValues(schema) ?? 'a file',
      meta.unit && `unit ${meta.unit}`,
      fallback !== undefined && `default ${JSON.stringify(fallback)}`,
    ].filter(Boolean);
    lines.push(`  ${key}${meta.symbol ? ` (${meta.symbol})` : ''}: ${meta.description}`, `      ${facts.join('; ')}`);
  }
  const sweep = Object.entries(system.sweep).map(([key, range]) => `${key}=${range}`);
  lines.push(
    '',
    sweep.length > 0 ? `Swept unless set: ${sweep.join(' ')}` : 'Its figure is over a coordinate; nothing is swept',
  );
  lines.push('', 'Observables');
  for (const [name, { symbol, description }] of Object.entries<Observable<unknown>>(system.observables))
    lines.push(`  ${name} (${symbol}): ${description}${system.shown.includes(name) ? ' [shown by default]' : ''}`);
  lines.push(
    '',
    `Margin of the verdict: ${100 * system.margin.value} % unless --margin says otherwise; ${system.margin.reason}`,
  );
  lines.push('', 'Limits');
  for (const { id, title } of system.limits) lines.push(`  ${id}: ${title}`);
  lines.push('', 'Presets (run with --preset)');
  for (const { id, title, source } of system.presets) lines.push(`  ${id}: ${title} (${source})`);
  lines.push('', `Sources: orrery cite ${system.id}`);
  return lines.join('\n');
}
