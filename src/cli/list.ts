import { systems } from '../systems/registry.ts';

export function list({ json }: { json?: boolean }): void {
  if (json) {
    const rows = systems.map(({ id, title, strand, question }) => ({ id, title, strand, question }));
    console.log(JSON.stringify(rows, null, 2));
    return;
  }
  const width = Math.max(...systems.map(({ id }) => id.length));
  for (const { id, question } of systems) console.log(`${id.padEnd(width)}  ${question}`);
}
