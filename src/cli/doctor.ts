import { cpus } from 'node:os';
import type { Engine } from '../numeric/engine.ts';
import { describeOpenblas } from '../numeric/engines/openblas.ts';
import { howToGet, selectEngine } from '../numeric/engines/select.ts';
import { versions } from '../run/version.ts';

export async function doctor({ json }: { json?: boolean }): Promise<void> {
  const openblas = await describeOpenblas();
  const inUse = await selectEngine('auto');
  const engines = [await selectEngine('wasm'), ...(inUse.name === 'wasm' ? [] : [inUse])];
  const speeds = engines.map((engine) => ({
    name: engine.name,
    description: engine.description,
    gigaflops: measureSpeed(engine),
  }));
  if (json) {
    console.log(
      JSON.stringify(
        { versions: versions(), cores: cpus().length, engine: inUse.name, engines: speeds, openblas },
        null,
        2,
      ),
    );
    return;
  }
  const { orrery, node } = versions();
  console.log(`orrery ${orrery}, Node ${node}, ${process.platform} ${process.arch}, ${cpus().length} cores`);
  for (const { name, description, gigaflops } of speeds)
    console.log(
      `${name === inUse.name ? '→' : ' '} ${name}: ${description}; ${gigaflops.toFixed(1)} GF/s (matrix product, n = 512, one thread)`,
    );
  if (openblas.found) return;
  console.log(`no faster engine was found; ${howToGet()}`);
  for (const { path, outcome } of openblas.searched) console.log(`    ${path}: ${outcome}`);
}

/** The best of five products of 512 × 512 matrices. */
function measureSpeed({ heap, gemm }: Engine): number {
  const n = 512;
  return heap.scope(() => {
    const [a, b, c] = [heap.matrix(n, n), heap.matrix(n, n), heap.matrix(n, n)];
    a.values.fill(0.5);
    b.values.fill(2);
    let best = Infinity;
    for (let i = 0; i < 6; i++) {
      const start = performance.now();
      gemm({ a, b, c });
      best = Math.min(best, performance.now() - start);
    }
    return (2 * n ** 3) / (best * 1e6);
  });
}
