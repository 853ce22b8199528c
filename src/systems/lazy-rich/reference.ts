import { type Inputs, list, num } from '../../data/reference-inputs.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import type { Evaluators } from '../contract.ts';
import { drawTask } from './experiment/student.ts';
import { trainStudent } from './experiment/trial.ts';
import { crossover } from './theory/crossover.ts';

/**
 * The formulas of the section on lazy and rich training, in the names of `reference/dynamics.json`.
 */
export const evaluators: Evaluators = {
  'lazy_rich.scalar': (inputs) => {
    const setting = { alpha: num(inputs, 'alpha'), n: num(inputs, 'n'), y: num(inputs, 'y') };
    const { kernelMovement, movement } = crossover(setting, Infinity);
    return {
      f: list(inputs, 'times').map((time) => crossover(setting, time).f),
      ntk_growth: 1 + kernelMovement,
      weight_move: movement,
    };
  },
  'lazy_rich.teacher_student': teacherStudent,
};

/**
 * Without a closed form: the experiment itself, one repetition at each α, as [training loss left,
 * relative test error, movement, alignment]. The time is that of the case's 6000 steps, 60 √m
 * min(1, α), unless it gives `T`.
 */
function teacherStudent(inputs: Inputs): Record<string, unknown> {
  const engine = createWasmEngine();
  const [dimension, width, samples] = [num(inputs, 'd'), num(inputs, 'm'), num(inputs, 'ntrain')];
  const sizes = { dimension, samples, testSamples: num(inputs, 'ntest'), teacherUnits: num(inputs, 'm0') };
  const random = createRandom(num(inputs, 'seed'));
  return Object.fromEntries(
    list(inputs, 'alphas').map((alpha) => {
      const time = inputs.T == null ? 60 * Math.sqrt(width) * Math.min(1, alpha) : num(inputs, 'T');
      const { trainError, testError, movement, alignment } = engine.heap.scope(() =>
        trainStudent(
          { alpha, activation: 'relu', dimension, pairs: width / 2, time },
          drawTask(engine, sizes, random.stream('task')),
          random.stream('student'),
          engine,
          { progress: () => {}, check: () => {} },
        ),
      );
      return [`alpha_${alpha}`, [trainError, testError, movement, alignment]];
    }),
  );
}
