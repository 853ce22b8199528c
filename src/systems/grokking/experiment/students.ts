import { axpy, copy, dot, scale } from '../../../networks/arrays.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { GrokkingProblem } from '../problem.ts';

/** Students of one trial, with teachers, starts and noise of their own, on the same inputs. */
const STUDENTS = 16;
/** Fresh inputs that test accuracy is counted on. */
const TESTS = 200;

/** Linear students side by side. Weights are d × students, labels n × students. */
export class Students {
  private readonly weights: Matrix;
  private readonly teachers: Matrix;
  private readonly labels: Matrix;
  /** Xw − y of the present weights, for the training inputs. */
  private readonly residuals: Matrix;
  /** w − w*. */
  private readonly errors: Matrix;
  /** Xe of the fresh inputs. */
  private readonly misses: Matrix;
  private readonly predict: () => void;
  private readonly descend: () => void;
  private readonly test: () => void;
  private readonly dimension: number;

  /** Draws everything, in the heap's present scope. */
  constructor({ parameters, eta }: GrokkingProblem, random: Random, engine: Engine) {
    const { samples: n, dimension: d, initial, noise, decay } = parameters;
    const { heap } = engine;
    const gaussian = (rows: number, columns: number, name: string) => {
      const matrix = heap.matrix(rows, columns);
      random.stream(name).fillNormal(matrix);
      return matrix;
    };
    this.dimension = d;
    const inputs = gaussian(n, d, 'inputs');
    const fresh = gaussian(TESTS, d, 'fresh inputs');
    this.teachers = gaussian(d, STUDENTS, 'teachers');
    this.weights = gaussian(d, STUDENTS, 'starts');
    scale(Math.sqrt(initial), this.weights);
    this.labels = gaussian(n, STUDENTS, 'noise');
    engine.gemm({ a: inputs, b: this.teachers, c: this.labels, beta: Math.sqrt(noise * d) });
    this.residuals = heap.matrix(n, STUDENTS);
    this.errors = heap.matrix(d, STUDENTS);
    this.misses = heap.matrix(TESTS, STUDENTS);
    this.predict = engine.prepareGemm({ a: inputs, b: this.weights, c: this.residuals });
    this.test = engine.prepareGemm({ a: fresh, b: this.errors, c: this.misses });
    this.descend = engine.prepareGemm({
      a: inputs,
      b: this.residuals,
      transposeA: true,
      c: this.weights,
      alpha: -eta / n,
      beta: 1 - eta * decay,
    });
    this.look();
  }

  /** A step of gradient descent with weight decay. */
  step(): void {
    this.descend();
    this.look();
  }

  private look(): void {
    this.predict();
    axpy(-1, this.labels, this.residuals);
    copy(this.weights, this.errors);
    axpy(-1, this.teachers, this.errors);
  }

  get trainLoss(): number {
    return dot(this.residuals, this.residuals) / (this.labels.rows * STUDENTS * this.dimension);
  }

  get testLoss(): number {
    return dot(this.errors, this.errors) / (STUDENTS * this.dimension);
  }

  trainAccuracy(tolerance: number): number {
    return this.shareWithin(tolerance, this.residuals);
  }

  testAccuracy(tolerance: number): number {
    this.test();
    return this.shareWithin(tolerance, this.misses);
  }

  private shareWithin(tolerance: number, errors: Matrix): number {
    const most = tolerance * Math.sqrt(this.dimension);
    let within = 0;
    for (const error of errors.values) if (Math.abs(error) < most) within++;
    return within / errors.values.length;
  }
}
