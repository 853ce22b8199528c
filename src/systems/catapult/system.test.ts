// What is particular to the catapult; the conformance suite holds it to what every system must do.
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { evaluators } from './reference.ts';
import { catapult } from './system.ts';

await describeConformance(catapult);
describeReferenceCases(evaluators, 'dynamics.json');
