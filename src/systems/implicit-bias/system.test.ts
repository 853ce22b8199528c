import { describeConformance } from '../../conformance/conformance.testing.ts';
import { implicitBias } from './system.ts';

await describeConformance(implicitBias);
