import { describeConformance } from '../../conformance/conformance.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { evaluators } from './reference.ts';
import { classImbalance } from './system.ts';

await describeConformance(classImbalance);

describeReferenceCases(evaluators, 'structure.json');
