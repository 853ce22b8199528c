import { instruments } from '../instruments/registry.ts';
import { systemHeaders } from '../systems/headers.ts';

export function list({ json }: { json?: boolean }): void {
  if (json) {
    console.log(JSON.stringify(systemHeaders, null, 2));
    return;
  }
  const width = Math.max(...systemHeaders.map(({ id }) => id.length));
  for (const strand of new Set(systemHeaders.map((header) => header.strand))) {
    console.log(strand);
    for (const { id, question } of systemHeaders.filter((header) => header.strand === strand))
      console.log(`  ${id.padEnd(width)}  ${question}`);
  }
  console.log('instruments, on numbers of your own');
  for (const { id, title } of instruments) console.log(`  ${id.replace('-', ' ').padEnd(width)}  ${title}`);
}
