import type * as Koffi from 'koffi';

/** A routine of the library; typed arrays are passed by address. */
type Routine = (...args: (number | string | Float64Array | Float32Array | Int32Array)[]) => void;

/** The machine's BLAS and LAPACK, ready to call. */
export interface BlasLibrary {
  readonly description: string;
  readonly blas: Readonly<Record<keyof typeof PROTOTYPES, Routine>>;
}

/** What became of looking for one. */
export interface Search {
  readonly library?: BlasLibrary;
  readonly searched: readonly { readonly path: string; readonly outcome: string }[];
}

let search: Promise<Search> | undefined;

/**
 * Looks for the library once per process (or worker): `ORRERY_BLAS` if set, else OpenBLAS, MKL,
 * Accelerate by their usual names.
 */
export function searchBlas(): Promise<Search> {
  search ??= look();
  return search;
}

const PROTOTYPES = {
  dgemm: 'void cblas_dgemm(int, int, int, int, int, int, double, void *, int, void *, int, double, void *, int)',
  sgemm: 'void cblas_sgemm(int, int, int, int, int, int, float, void *, int, void *, int, float, void *, int)',
  dsyrk: 'void cblas_dsyrk(int, int, int, int, int, double, void *, int, double, void *, int)',
  ssyrk: 'void cblas_ssyrk(int, int, int, int, int, float, void *, int, float, void *, int)',
  dtrsm: 'void cblas_dtrsm(int, int, int, int, int, int, int, double, void *, int, void *, int)',
  // Fortran: everything by address, and the lengths of the strings after all else.
  dpotrf: 'void dpotrf_(str, void *, void *, void *, void *, size_t)',
  dtrtri: 'void dtrtri_(str, str, void *, void *, void *, void *, size_t, size_t)',
  dsyevd:
    'void dsyevd_(str, str, void *, void *, void *, void *, void *, void *, void *, void *, void *, size_t, size_t)',
} as const;

async function look(): Promise<Search> {
  // A browser has no process; a bundler must not follow the import.
  const process = (globalThis as { process?: NodeJS.Process }).process;
  if (!process?.versions?.node) return { searched: [] };
  const name = 'koffi';
  let koffi: typeof Koffi;
  try {
    const module = (await import(/* @vite-ignore */ name)) as typeof Koffi & { default?: typeof Koffi };
    koffi = module.default ?? module;
  } catch (error) {
    return { searched: [{ path: 'koffi', outcome: `the optional package is not installed (${firstLine(error)})` }] };
  }
  const searched: { path: string; outcome: string }[] = [];
  for (const path of candidates(process)) {
    try {
      const library = open(koffi, path);
      searched.push({ path, outcome: 'found' });
      return { library, searched };
    } catch (error) {
      searched.push({ path, outcome: firstLine(error) });
    }
  }
  return { searched };
}

function open(koffi: typeof Koffi, path: string): BlasLibrary {
  // MKL loads its own parts by name and needs its symbols to be seen by them.
  const handle = koffi.load(path, { global: path.includes('mkl') });
  const blas = Object.fromEntries(
    Object.entries(PROTOTYPES).map(([name, prototype]) => [name, handle.func(prototype)]),
  ) as unknown as BlasLibrary['blas'];
  return { description: `${identify(handle)}, ${path}`, blas };
}

/** The library's own name and version. Sets it to one thread on the way. */
function identify(handle: Koffi.LibraryHandle): string {
  const tried = (prototype: string, ...args: (number | Int32Array | Uint8Array)[]): unknown => {
    try {
      return handle.func(prototype)(...args) ?? true;
    } catch {
      return undefined;
    }
  };
  if (tried('void openblas_set_num_threads(int)', 1)) {
    const version = String(tried('const char *openblas_get_config()') ?? 'OpenBLAS').match(/^OpenBLAS( [\d.]+)?/)?.[0];
    return `${version ?? 'OpenBLAS'} (${tried('const char *openblas_get_corename()') ?? 'unknown core'})`;
  }
  if (tried('void MKL_Set_Num_Threads(int)', 1)) {
    const text = new Uint8Array(200);
    tried('void MKL_Get_Version_String(void *, int)', text, text.length);
    const words = new TextDecoder().decode(text).replaceAll('\0', '').trim();
    return words || 'MKL';
  }
  // Accelerate from macOS 15 on; 1 stands for single-threaded.
  if (tried('int BLASSetThreading(int)', 1) !== undefined) return 'Accelerate';
  return 'BLAS';
}

/** File names to try, best first. */
function candidates({ env, platform }: NodeJS.Process): string[] {
  if (env.ORRERY_BLAS) return [env.ORRERY_BLAS];
  const conda = env.CONDA_PREFIX;
  const mkl = env.MKLROOT;
  if (platform === 'win32') return ['libopenblas.dll', 'openblas.dll', 'mkl_rt.2.dll', 'mkl_rt.dll'];
  if (platform === 'darwin')
    return [
      ...(conda ? [`${conda}/lib/libopenblas.dylib`] : []),
      '/opt/homebrew/opt/openblas/lib/libopenblas.dylib',
      '/usr/local/opt/openblas/lib/libopenblas.dylib',
      'libopenblas.dylib',
      '/System/Library/Frameworks/Accelerate.framework/Accelerate',
    ];
  return [
    'libopenblas.so.0',
    'libopenblas.so',
    'libopenblasp.so.0',
    ...(conda ? [`${conda}/lib/libopenblas.so.0`] : []),
    'libmkl_rt.so.2',
    'libmkl_rt.so',
    ...(mkl ? [`${mkl}/lib/libmkl_rt.so.2`, `${mkl}/lib/intel64/libmkl_rt.so.2`] : []),
    ...(conda ? [`${conda}/lib/libmkl_rt.so.2`] : []),
  ];
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}
