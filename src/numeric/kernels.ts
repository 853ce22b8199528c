import { type KernelCalls, kernelsBase64 } from './kernels.generated.ts';

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

let compiled: WebAssembly.Module | undefined;

/**
 * A new instance with its own memory. The module travels inside the library as text, so the same
 * call works in Node, a worker and the browser, with nothing to fetch. On a browser's main thread
 * call `await prepareKernels()` once before.
 */
export function instantiateKernels(): Kernels {
  compiled ??= new WebAssembly.Module(decode(kernelsBase64));
  const instance = new WebAssembly.Instance(compiled);
  const { memory, ...exports } = instance.exports;
  const call = exports as unknown as KernelCalls;
  return { memory: memory as WebAssembly.Memory, heapBase: call.heapBase(), call };
}

/** Compiles the kernels off the main thread; afterwards `instantiateKernels` is immediate. */
export async function prepareKernels(): Promise<void> {
  compiled ??= await WebAssembly.compile(decode(kernelsBase64));
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
