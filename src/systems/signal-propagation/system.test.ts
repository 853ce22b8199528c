// What is particular to signals through depth; the conformance suite holds it to what every system
// must do.
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { evaluators } from './reference.ts';
import { signalPropagation } from './system.ts';

await describeConformance(signalPropagation);
describeReferenceCases(evaluators, 'bias-and-depth.json');
