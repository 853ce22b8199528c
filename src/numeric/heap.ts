import { BadShape, OutOfMemory } from './errors.ts';
import { instantiateKernels, type Kernels, kernelMemory } from './kernels.ts';

export type Dtype = 'f64' | 'f32';

const PAGE = 65_536;
const LIMIT = 65_535 * PAGE;
const ALIGNMENT = 64;

/**
 * One WebAssembly memory with a stack of arrays on it. Arrays live until the scope they were made
 * in ends.
 */
export class Heap {
  readonly kernels: Kernels;
  /** The largest extent reached so far, in bytes. */
  peak: number;
  private top: number;

  constructor(memory: WebAssembly.Memory = kernelMemory()) {
    this.kernels = instantiateKernels(memory);
    this.top = align(this.kernels.heapBase);
    this.peak = this.top;
  }

  /** Bytes in use now. A trial must leave this as it found it. */
  get used(): number {
    return this.top;
  }

  /**
   * Runs `body` and frees every array made inside it, also when it throws. What it returns must not
   * live on the heap.
   */
  scope<T>(body: () => T): T {
    const mark = this.top;
    try {
      return body();
    } finally {
      this.top = mark;
    }
  }

  /**
   * Reserves `bytes` and returns their address, aligned to 64. Contents are undefined. Throws
   * `OutOfMemory`.
   */
  allocate(bytes: number): number {
    const address = this.top;
    const end = align(address + bytes);
    if (end > LIMIT) throw new OutOfMemory(bytes, LIMIT - address);
    const memory = this.kernels.memory;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) {
      try {
        memory.grow(Math.ceil(missing / PAGE));
      } catch {
        throw new OutOfMemory(bytes, memory.buffer.byteLength - address);
      }
    }
    this.top = end;
    if (end > this.peak) this.peak = end;
    return address;
  }

  /**
   * A zeroed rows × columns matrix. Throws `BadShape` on sizes that are not whole numbers ≥ 0, and
   * `OutOfMemory`.
   */
  matrix(rows: number, columns: number, dtype: Dtype = 'f64'): Matrix {
    if (!Number.isInteger(rows) || !Number.isInteger(columns) || rows < 0 || columns < 0)
      throw new BadShape(`a matrix of shape ${rows}×${columns} cannot be: sizes are whole numbers from 0`);
    const address = this.allocate(rows * columns * (dtype === 'f64' ? 8 : 4));
    const matrix = new Matrix(this, address, rows, columns, dtype);
    matrix.values.fill(0);
    return matrix;
  }

  /** A rows × columns matrix holding a copy of `values` (row-major). */
  matrixFrom(rows: number, columns: number, values: ArrayLike<number>, dtype: Dtype = 'f64'): Matrix {
    if (values.length !== rows * columns)
      throw new BadShape(`${values.length} values cannot fill a ${rows}×${columns} matrix`);
    // A view of this heap would be detached if the allocation grew the memory.
    const onHeap = ArrayBuffer.isView(values) && values.buffer === this.kernels.memory.buffer;
    const source = onHeap ? Array.from(values) : values;
    const matrix = this.matrix(rows, columns, dtype);
    matrix.values.set(source);
    return matrix;
  }
}

/** A row-major matrix on the heap; a vector is a matrix with one column. */
export class Matrix {
  readonly heap: Heap;
  readonly address: number;
  readonly rows: number;
  readonly columns: number;
  readonly dtype: Dtype;
  private view: Float64Array | Float32Array | undefined;

  constructor(heap: Heap, address: number, rows: number, columns: number, dtype: Dtype) {
    this.heap = heap;
    this.address = address;
    this.rows = rows;
    this.columns = columns;
    this.dtype = dtype;
  }

  /**
   * A live view, row-major. Fetch it again after any allocation: growing the memory detaches older
   * views.
   */
  get values(): Float64Array | Float32Array {
    const buffer = this.heap.kernels.memory.buffer;
    if (this.view?.buffer !== buffer) {
      const View = this.dtype === 'f64' ? Float64Array : Float32Array;
      this.view = new View(buffer, this.address, this.rows * this.columns);
    }
    return this.view;
  }

  /** The first `rows` rows as a matrix on the same memory. */
  head(rows: number): Matrix {
    if (rows > this.rows) throw new BadShape(`${rows} rows asked of a ${this.rows}×${this.columns} matrix`);
    return new Matrix(this.heap, this.address, rows, this.columns, this.dtype);
  }

  /** The rows after the first `rows` as a matrix on the same memory. */
  tail(rows: number): Matrix {
    if (rows > this.rows) throw new BadShape(`the rows after ${rows} asked of a ${this.rows}×${this.columns} matrix`);
    const skipped = rows * this.columns * (this.dtype === 'f64' ? 8 : 4);
    return new Matrix(this.heap, this.address + skipped, this.rows - rows, this.columns, this.dtype);
  }
}

function align(address: number): number {
  return Math.ceil(address / ALIGNMENT) * ALIGNMENT;
}
