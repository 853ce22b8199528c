import { pointsOf } from './points.mjs';

window.pointsOf = pointsOf;
