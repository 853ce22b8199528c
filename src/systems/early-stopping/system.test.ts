import { describeConformance } from '../../conformance/conformance.testing.ts';
import { earlyStopping } from './system.ts';

await describeConformance(earlyStopping);
