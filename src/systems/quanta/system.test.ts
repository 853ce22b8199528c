// What is particular to quanta; the conformance suite holds them to what every system must do.
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { quanta } from './system.ts';

await describeConformance(quanta);
