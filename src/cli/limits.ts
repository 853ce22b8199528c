import { checkLimits } from '../judge/limits.ts';
import { selectEngine } from '../numeric/engines/select.ts';
import { openSystem } from '../systems/open.ts';
import { allSystems } from '../systems/registry.ts';
import { plainScripts } from './plain-scripts.ts';

export async function limits(id: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const systems = id === undefined ? await allSystems() : [await openSystem(id)];
  const engine = await selectEngine('auto');
  const seconds = systems.flatMap((system) => system.limits).reduce((sum, { cost = 0 }) => sum + cost, 0);
  if (seconds > 1 && !json) console.error(`some limits are experiments: about ${Math.ceil(seconds)} s`);
  const checks = (await Promise.all(systems.map((system) => checkLimits(system, engine)))).flat();
  if (checks.some(({ holds }) => !holds)) process.exitCode = 1;
  if (json) {
    const rows = checks.map(({ system, limit: { id, title, to, scales, order: declared }, ...rest }) => ({
      ...{ system, id, title, to, scales, declared },
      ...rest,
    }));
    console.log(JSON.stringify(rows, null, 2));
    return;
  }
  for (const { system, limit, deviations, order, holds } of checks) {
    const to = 'system' in limit.to ? limit.to.system : limit.to.closedForm;
    const found = order === undefined ? 'exact' : `order ${order.toFixed(2)}, declared ${limit.order}`;
    console.log(plainScripts(`${holds ? 'holds ' : 'BROKEN'}  ${system} → ${to}: ${limit.title}`));
    console.log(
      `        ${found}; deviation ${deviations.map((d) => d.toExponential(1)).join(', ')} at ${limit.scales.join(', ')}`,
    );
  }
}
