import { describeConformance } from '../../conformance/conformance.testing.ts';
import { learnedDiffusion } from './system.ts';

await describeConformance(learnedDiffusion);
