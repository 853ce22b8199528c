import { BadInput } from '../../numeric/errors.ts';
import type { Shapes } from './architecture.ts';

/**
 * A stack of layers that are alike: its name up to their number, how many at base and at target,
 * and their ratio.
 */
export interface Stack {
  prefix: string;
  few: number;
  many: number;
  depth: number;
}

/**
 * Which tensor of the base each of the target takes after: that of its own name, and in a stack of
 * which the target has more, that of another number. Throws `BadInput`.
 */
export function pairUp(base: Shapes, target: Shapes, file: string) {
  const stacks = [...new Set([...target.keys()].flatMap((name) => numbered(name)?.prefix ?? []))].flatMap(
    (prefix): Stack[] => {
      const [few, many] = [base, target].map(
        (shapes) =>
          new Set(
            [...shapes.keys()]
              .map(numbered)
              .filter((one) => one?.prefix === prefix)
              .map((one) => one!.number),
          ).size,
      );
      return few > 0 ? [{ prefix, few, many, depth: many / few }] : [];
    },
  );
  const pairs = [...target.keys()].map((name) => ({
    name,
    baseName: base.has(name) ? name : counterpart(name, base, file),
  }));
  const alike = new Set([...target.keys()].map(keyOf));
  for (const name of base.keys())
    if (!target.has(name) && !alike.has(keyOf(name)))
      throw new BadInput(
        `${file}: tensor '${name}' of the base is not in the target; base and target must be of one architecture`,
      );
  return { pairs, stacks };
}

function counterpart(name: string, base: Shapes, file: string): string {
  const alike = [...base.keys()].filter((other) => numbered(other) && keyOf(other) === keyOf(name));
  if (!numbered(name) || alike.length === 0)
    throw new BadInput(
      `${file}: tensor '${name}' of the target is not in the base; base and target must be of one architecture`,
    );
  const shapes = [...new Set(alike.map((one) => `[${base.get(one)!.shape}]`))];
  if (shapes.length > 1)
    throw new BadInput(
      `${file}: tensor '${name}' of the target is not in the base, which has ${keyOf(name)} in the shapes ${shapes.join(', ')}; make base and target equally deep, or name layers so that those of a number are alike`,
    );
  return alike[0];
}

/** `blocks.3.mlp.0.weight` is number 3 of `blocks.`. */
function numbered(name: string): { prefix: string; number: string; rest: string } | undefined {
  const match = /^(.*?(?:^|[._]))(\d+)(?=[._]|$)(.*)$/.exec(name);
  return match ? { prefix: match[1], number: match[2], rest: match[3] } : undefined;
}

/** The name, alike for all layers of a stack: `blocks.#.mlp.0.weight`. */
export function keyOf(name: string): string {
  const found = numbered(name);
  return found ? `${found.prefix}#${found.rest}` : name;
}
