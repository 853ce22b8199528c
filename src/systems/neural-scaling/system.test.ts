// What is particular to this system; the conformance suite holds it to what every system must do.
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { neuralScaling } from './system.ts';

await describeConformance(neuralScaling);
