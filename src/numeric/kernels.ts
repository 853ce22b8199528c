import { type KernelCalls, kernelsBase64, memoryFlags } from './kernels.generated.ts';

/**
 * The exports of `kernels/` (AssemblyScript). Addresses and counts are plain numbers; the dtype
 * comes in the names.
 */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  /** The first address that is not the module's own. */
  readonly heapBase: number;
  readonly call: KernelCalls;
}

/** The kernels that exist for float64 and for float32, by the name they share. */
export type DtypeKernels = {
  [Name in keyof KernelCalls as Name extends `${infer Stem}F64`
    ? `${Stem}F32` extends keyof KernelCalls
      ? Stem
      : never
    : never]: KernelCalls[Name];
};

/** Most pages of 64 kB that a memory can have. */
const PAGES = 65_536;

/**
 * An empty memory for kernels. Several threads can have instances of them on a `shared` one. Throws
 * `RangeError` where there is none to be had, and `ReferenceError` where memory cannot be shared.
 */
export function kernelMemory({ shared = false } = {}): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum: PAGES, shared });
}

const compiled: { own?: WebAssembly.Module; shared?: WebAssembly.Module } = {};

/**
 * A new instance on `memory`. The module travels inside the library as text, so the same call works
 * in Node, a worker and the browser, with nothing to fetch. On a browser's main thread call
 * `await prepareKernels()` once before.
 */
export function instantiateKernels(memory: WebAssembly.Memory = kernelMemory()): Kernels {
  const kind = isShared(memory) ? 'shared' : 'own';
  compiled[kind] ??= new WebAssembly.Module(moduleFor(kind));
  const { exports } = new WebAssembly.Instance(compiled[kind], { env: { memory } });
  const call = exports as unknown as KernelCalls;
  return { memory, heapBase: call.heapBase(), call };
}

/** Compiles the kernels off the main thread; afterwards `instantiateKernels` is immediate. */
export async function prepareKernels(): Promise<void> {
  compiled.own ??= await WebAssembly.compile(moduleFor('own'));
}

function isShared({ buffer }: WebAssembly.Memory): boolean {
  return !(buffer instanceof ArrayBuffer);
}

function moduleFor(kind: 'own' | 'shared'): Uint8Array<ArrayBuffer> {
  const bytes = decode(kernelsBase64);
  bytes[memoryFlags] = kind === 'shared' ? 3 : 1;
  return bytes;
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
