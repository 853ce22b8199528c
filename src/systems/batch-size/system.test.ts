// What is particular to batch sizes; the conformance suite holds them to what every system must do.
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { batchSize } from './system.ts';

await describeConformance(batchSize);
