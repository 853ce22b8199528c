import { describeConformance } from '../../conformance/conformance.testing.ts';
import { unifiedDiffusion } from './system.ts';

await describeConformance(unifiedDiffusion);
