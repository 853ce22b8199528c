import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** In a process of its own, which a fault would end. */
const program = `
  import { openThreads } from ${JSON.stringify(new URL('../../dist/measure/threads.js', import.meta.url).href)};
  for (let i = 0; i < 40; i++) {
    const threads = await openThreads('sweep/worker.js', 2, {});
    threads.on('error', () => {});
    const task = threads.run({}).catch(() => {});
    await new Promise((resume) => setTimeout(resume, 20 + 5 * i));
    await threads.destroy().catch(() => {});
    await task;
  }
  console.log('all closed');
`;

it('closes threads that are still starting, at any moment of it', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout).toBe('all closed\n');
}, 60_000);
