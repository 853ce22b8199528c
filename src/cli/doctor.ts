import { cpus } from 'node:os';
import type { Engine } from '../numeric/engine.ts';
import { describeOpenblas } from '../numeric/engines/openblas.ts';
import { howToGet, selectEngine } from '../numeric/engines/select.ts';
import { versions } from '../run/version.ts';

export async function doctor({ json }: { json?: boolean }): Promise<void> {
  const openblas = await describeOpenblas();
  const inUse = await selectEngine('auto');
  const engines = [await selectEngine('wasm'), ...(inUse.name === 'wasm' ? [] : [inUse])];
  const threads = cpus().length;
  const speeds = [];
  for (const engine of engines) {
    const { name, description } = engine;
    const together = await selectEngine(name, { threads });
    speeds.push({ name, description, gigaflops: measureSpeed(engine), allCores: measureSpeed(together) });
  }
  if (json) {
    console.log(
      JSON.stringify({ versions: versions(), cores: threads, engine: inUse.name, engines: speeds, openblas }, null, 2),
    );
    return;
  }
  const { orrery, node } = versions();
  console.log(`orrery ${orrery}, Node ${node}, ${process.platform} ${process.arch}, ${threads} cores`);
  for (const { name, description, gigaflops, allCores } of speeds) {
    const shared = threads > 1 ? `, ${allCores.toFixed(1)} GF/s shared by all` : '';
    console.log(
      `${name === inUse.name ? '→' : ' '} ${name}: ${description}; matrix product, n = 512: ${gigaflops.toFixed(1)} GF/s on one core${shared}`,
    );
  }
  if (openblas.found) return;
  console.log(`no faster engine was found; ${howToGet()}`);
  for (const { path, outcome } of openblas.searched) console.log(`    ${path}: ${outcome}`);
}

/** The best product of 512 × 512 matrices within half a second, in which threads come to help. */
function measureSpeed({ heap, gemm }: Engine): number {
  const n = 512;
  return heap.scope(() => {
    const [a, b, c] = [heap.matrix(n, n), heap.matrix(n, n), heap.matrix(n, n)];
    a.values.fill(0.5);
    b.values.fill(2);
    let best = Infinity;
    const end = performance.now() + 500;
    for (let i = 0; i < 5 || performance.now() < end; i++) {
      const start = performance.now();
      gemm({ a, b, c });
      best = Math.min(best, performance.now() - start);
    }
    return (2 * n ** 3) / (best * 1e6);
  });
}
