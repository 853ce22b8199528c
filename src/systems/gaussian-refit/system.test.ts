import { describeConformance } from '../../conformance/conformance.testing.ts';
import { gaussianRefit } from './system.ts';

await describeConformance(gaussianRefit);
