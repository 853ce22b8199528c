import { describeConformance } from '../../conformance/conformance.testing.ts';
import { diffusionRegimes } from './system.ts';

await describeConformance(diffusionRegimes);
