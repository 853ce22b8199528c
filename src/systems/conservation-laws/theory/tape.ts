import { exp, log, squared } from '../../../numeric/special.ts';

// Derivatives of small networks by reverse accumulation, for the theory alone: what the experiment
// trains has code of its own.

/** A matrix with the derivative of the loss by it, both row-major. */
export interface Node {
  rows: number;
  columns: number;
  value: Float64Array;
  adjoint: Float64Array;
}

/** What has been computed, in its order; `backwards` carries the derivatives back through it. */
export class Tape {
  private readonly back: (() => void)[] = [];

  /** `value` is used and not copied. Shapes are the caller's business. */
  constant(rows: number, columns: number, value: Float64Array = new Float64Array(rows * columns)): Node {
    return { rows, columns, value, adjoint: new Float64Array(rows * columns) };
  }

  /** Fills every `adjoint` with the derivative of this 1 × 1 node. */
  backwards(loss: Node): void {
    loss.adjoint[0] = 1;
    for (let i = this.back.length - 1; i >= 0; i--) this.back[i]();
  }

  /** x wᵀ for x n × d and w m × d. */
  product(x: Node, w: Node): Node {
    const [n, d, m] = [x.rows, x.columns, w.rows];
    const y = this.constant(n, m);
    for (let i = 0; i < n; i++)
      for (let o = 0; o < m; o++) {
        let sum = 0;
        for (let j = 0; j < d; j++) sum += x.value[i * d + j] * w.value[o * d + j];
        y.value[i * m + o] = sum;
      }
    this.back.push(() => {
      for (let i = 0; i < n; i++)
        for (let o = 0; o < m; o++) {
          const bar = y.adjoint[i * m + o];
          if (bar === 0) continue;
          for (let j = 0; j < d; j++) {
            x.adjoint[i * d + j] += bar * w.value[o * d + j];
            w.adjoint[o * d + j] += bar * x.value[i * d + j];
          }
        }
    });
    return y;
  }

  /** x with the row b added to each of its rows. */
  addRow(x: Node, b: Node): Node {
    return this.entries(
      x,
      (value, j) => value + b.value[j],
      (bar, _, j) => {
        b.adjoint[j] += bar;
        return bar;
      },
    );
  }

  /** x with each row multiplied by the row g. */
  timesRow(x: Node, g: Node): Node {
    return this.entries(
      x,
      (value, j) => value * g.value[j],
      (bar, value, j) => {
        g.adjoint[j] += bar * value;
        return bar * g.value[j];
      },
    );
  }

  relu(x: Node): Node {
    return this.entries(
      x,
      (value) => Math.max(0, value),
      (bar, value) => (value > 0 ? bar : 0),
    );
  }

  transposed(x: Node): Node {
    const y = this.constant(x.columns, x.rows);
    const at = (i: number) => (i % x.rows) * x.columns + Math.floor(i / x.rows);
    for (let i = 0; i < y.value.length; i++) y.value[i] = x.value[at(i)];
    this.back.push(() => {
      for (let i = 0; i < y.value.length; i++) x.adjoint[at(i)] += y.adjoint[i];
    });
    return y;
  }

  /** Columns `from` to `from + count` of x. */
  columns(x: Node, from: number, count: number): Node {
    const y = this.constant(x.rows, count);
    const at = (i: number) => Math.floor(i / count) * x.columns + from + (i % count);
    for (let i = 0; i < y.value.length; i++) y.value[i] = x.value[at(i)];
    this.back.push(() => {
      for (let i = 0; i < y.value.length; i++) x.adjoint[at(i)] += y.adjoint[i];
    });
    return y;
  }

  /** Each row less its mean and over its deviation (`centred`), or over its length. */
  normalised(x: Node, centred: boolean): Node {
    const { rows, columns: d } = x;
    const y = this.constant(rows, d);
    const sizes = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      const row = x.value.subarray(i * d, (i + 1) * d);
      const mean = centred ? row.reduce((sum, value) => sum + value, 0) / d : 0;
      const squares = row.reduce((sum, value) => sum + squared(value - mean), 0);
      sizes[i] = Math.sqrt(centred ? squares / d : squares);
      for (let j = 0; j < d; j++) y.value[i * d + j] = (row[j] - mean) / sizes[i];
    }
    this.back.push(() => {
      for (let i = 0; i < rows; i++) {
        const [bar, out] = [y.adjoint, y.value].map((all) => all.subarray(i * d, (i + 1) * d));
        const along = bar.reduce((sum, value, j) => sum + value * out[j], 0) / (centred ? d : 1);
        const mean = centred ? bar.reduce((sum, value) => sum + value, 0) / d : 0;
        for (let j = 0; j < d; j++) x.adjoint[i * d + j] += (bar[j] - mean - along * out[j]) / sizes[i];
      }
    });
    return y;
  }

  /**
   * Self-attention within sequences of `length` rows: softmax of scale · q·k over the tokens so far
   * (`causal`), or over all, times v.
   */
  attention(q: Node, k: Node, v: Node, { length, scale, causal }: AttentionSettings): Node {
    const [rows, d, m] = [q.rows, q.columns, v.columns];
    const y = this.constant(rows, m);
    const weights = new Float64Array(rows * length);
    const seen = (i: number) => (causal ? (i % length) + 1 : length);
    const first = (i: number) => i - (i % length);
    for (let i = 0; i < rows; i++) {
      const row = weights.subarray(i * length, i * length + seen(i));
      for (let t = 0; t < row.length; t++)
        for (let j = 0; j < d; j++) row[t] += scale * q.value[i * d + j] * k.value[(first(i) + t) * d + j];
      softmax(row);
      for (let t = 0; t < row.length; t++)
        for (let j = 0; j < m; j++) y.value[i * m + j] += row[t] * v.value[(first(i) + t) * m + j];
    }
    this.back.push(() => {
      for (let i = 0; i < rows; i++) {
        const row = weights.subarray(i * length, i * length + seen(i));
        const bars = row.map((weight, t) => {
          let bar = 0;
          for (let j = 0; j < m; j++) {
            bar += y.adjoint[i * m + j] * v.value[(first(i) + t) * m + j];
            v.adjoint[(first(i) + t) * m + j] += weight * y.adjoint[i * m + j];
          }
          return bar;
        });
        const mean = row.reduce((sum, weight, t) => sum + weight * bars[t], 0);
        for (let t = 0; t < row.length; t++) {
          const bar = scale * row[t] * (bars[t] - mean);
          for (let j = 0; j < d; j++) {
            q.adjoint[i * d + j] += bar * k.value[(first(i) + t) * d + j];
            k.adjoint[(first(i) + t) * d + j] += bar * q.value[i * d + j];
          }
        }
      }
    });
    return y;
  }

  /** The mean of each run of `length` rows. */
  meanOfRows(x: Node, length: number): Node {
    const { columns: d } = x;
    const y = this.constant(x.rows / length, d);
    const at = (i: number) => Math.floor(i / (length * d)) * d + (i % d);
    for (let i = 0; i < x.value.length; i++) y.value[at(i)] += x.value[i] / length;
    this.back.push(() => {
      for (let i = 0; i < x.value.length; i++) x.adjoint[i] += y.adjoint[at(i)] / length;
    });
    return y;
  }

  /** ½|f − t|² summed over outputs and averaged over rows. */
  squared(f: Node, targets: Float64Array): Node {
    const differences = f.value.map((value, i) => (value - targets[i]) / f.rows);
    const total = differences.reduce((sum, one) => sum + (f.rows * squared(one)) / 2, 0);
    return this.loss(f, total, differences);
  }

  /** −Σ t log softmax(f), averaged over rows; the targets of a row sum to one. */
  crossEntropy(f: Node, targets: Float64Array): Node {
    const { rows, columns: m } = f;
    const differences = new Float64Array(rows * m);
    let total = 0;
    for (let i = 0; i < rows; i++) {
      const p = Float64Array.from(f.value.subarray(i * m, (i + 1) * m));
      const logits = p.slice();
      const logSum = softmax(p);
      for (let o = 0; o < m; o++) {
        total -= (targets[i * m + o] * (logits[o] - logSum)) / rows;
        differences[i * m + o] = (p[o] - targets[i * m + o]) / rows;
      }
    }
    return this.loss(f, total, differences);
  }

  private loss(f: Node, total: number, derivative: Float64Array): Node {
    const y = this.constant(1, 1, Float64Array.of(total));
    this.back.push(() => {
      for (let i = 0; i < derivative.length; i++) f.adjoint[i] += y.adjoint[0] * derivative[i];
    });
    return y;
  }

  /** A function of each entry and its column. */
  private entries(
    x: Node,
    value: (x: number, column: number) => number,
    back: (bar: number, x: number, column: number) => number,
  ): Node {
    const y = this.constant(x.rows, x.columns);
    for (let i = 0; i < x.value.length; i++) y.value[i] = value(x.value[i], i % x.columns);
    this.back.push(() => {
      for (let i = 0; i < x.value.length; i++) x.adjoint[i] += back(y.adjoint[i], x.value[i], i % x.columns);
    });
    return y;
  }
}

export interface AttentionSettings {
  length: number;
  scale: number;
  causal: boolean;
}

/** In place; returns the logarithm of the sum of exponentials. */
function softmax(row: Float64Array): number {
  const largest = Math.max(...row);
  let sum = 0;
  for (let t = 0; t < row.length; t++) {
    row[t] = exp(row[t] - largest);
    sum += row[t];
  }
  for (let t = 0; t < row.length; t++) row[t] /= sum;
  return largest + log(sum);
}
