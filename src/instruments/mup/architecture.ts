import { BadInput } from '../../numeric/errors.ts';
import { count } from '../../statistics/sentences.ts';
import type { InputFile } from '../contract.ts';
import { type Described, describedArchitecture } from './described.ts';

/** A tensor as a file gives it. */
export interface TensorShape {
  shape: number[];
  /** Standard deviation of its entries before training, where it is known. */
  deviation?: number;
  /** Of tensors that a description lays out: what they are for. */
  role?: 'embedding' | 'read-out';
}

export type Shapes = Map<string, TensorShape>;

/** The tensors of a network by name, as it was tuned and as it is to be trained. */
export interface Architecture {
  name: string;
  origin: string;
  sha256: string;
  base: Shapes;
  target: Shapes;
  /** Of attention, where it is known. */
  headSize?: { base: number; target: number };
  /** Where a description and not a list of shapes was given. */
  described?: Described;
  readings: string[];
}

export interface Target {
  width?: number;
  depth?: number;
  heads?: number;
}

const FORMATS =
  'give {"base": {"name": [out, in], …}, "target": {…}} as docs/instruments.md has it written from PyTorch, or a description as {"kind": "mlp", "inputs": 784, "width": 256, "depth": 3, "outputs": 10}, or {"kind": "transformer", "layers": 4, "heads": 4, "d_model": 256, "vocabulary": 50257}';

/** Reads an architecture. Throws `BadInput` naming the tensor or key, and what resolves it. */
export async function readArchitecture(file: InputFile, target: Target): Promise<Architecture> {
  const bytes = await file.bytes();
  const content = parsed(new TextDecoder().decode(bytes), file.name);
  const digest = new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const head = { name: file.name, origin: file.origin, sha256 };
  if ('base' in content || 'target' in content) return { ...head, ...listed(content, file.name, target) };
  if ('kind' in content) return { ...head, ...describedArchitecture(content, file.name, target) };
  throw new BadInput(
    `${file.name}: has neither base and target nor a kind; its keys are ${keysOf(content)}; ${FORMATS}`,
  );
}

type Fields = Record<string, unknown>;

function parsed(text: string, name: string): Fields {
  if (text.trim() === '') throw new BadInput(`${name}: found an empty file; ${FORMATS}`);
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new BadInput(`${name}: is no JSON (${(error as Error).message.replace(/\s+/g, ' ')}); ${FORMATS}`);
  }
  if (!isFields(content)) throw new BadInput(`${name}: is JSON, but no object; ${FORMATS}`);
  return content;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keysOf(content: Fields): string {
  const keys = Object.keys(content);
  const shown = keys.slice(0, 6).map((key) => `'${key}'`);
  return keys.length === 0 ? 'none' : `${shown.join(', ')}${keys.length > 6 ? ', …' : ''}`;
}

/** Shapes by name at base and at target. */
function listed(content: Fields, name: string, { width, depth, heads }: Target) {
  for (const [key, given] of Object.entries({ width, depth, heads }))
    if (given !== undefined)
      throw new BadInput(
        `${key} has no effect: ${name} has the shapes of the target itself; leave ${key} out, or give a description for it`,
      );
  const [base, target] = (['base', 'target'] as const).map((part) => shapesOf(content[part], part, name));
  const headSize = isFields(content.headSize) ? content.headSize : undefined;
  for (const size of Object.values(headSize ?? {}))
    if (!isCount(size))
      throw new BadInput(`${name}: headSize has ${JSON.stringify(size)}, but must be as {"base": 64, "target": 128}`);
  const known = headSize && isCount(headSize.base) && isCount(headSize.target);
  const unused = Object.keys(content).filter((key) => !['base', 'target', 'headSize'].includes(key));
  return {
    ...{ base, target },
    ...(known && { headSize: { base: headSize.base as number, target: headSize.target as number } }),
    readings: [
      `${name}: ${count(base.size, 'tensor')} at base, ${target.size} at target${unused.length > 0 ? `; not used: ${unused.join(', ')}` : ''}`,
    ],
  };
}

function shapesOf(given: unknown, part: string, name: string): Shapes {
  if (!isFields(given)) throw new BadInput(`${name}: ${part} is missing, or no object of names and shapes; ${FORMATS}`);
  const shapes: Shapes = new Map();
  for (const [tensor, value] of Object.entries(given)) {
    const { shape, std } = (isFields(value) ? value : { shape: value }) as { shape: unknown; std?: unknown };
    if (!Array.isArray(shape) || !shape.every(isCount))
      throw new BadInput(
        `${name}: ${part}, tensor '${tensor}': found ${JSON.stringify(shape) ?? 'no shape'}, but a shape is a list of whole numbers from 1, as [256, 64]`,
      );
    if (std !== undefined && !(typeof std === 'number' && std >= 0 && std < Infinity))
      throw new BadInput(
        `${name}: ${part}, tensor '${tensor}': its std is ${JSON.stringify(std)}, but must be a number from 0; leave it out where it is not known`,
      );
    shapes.set(tensor, { shape, ...(std !== undefined && { deviation: std as number }) });
  }
  if (shapes.size === 0) throw new BadInput(`${name}: ${part} names no tensors; ${FORMATS}`);
  return shapes;
}

export function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1;
}
