// `orrery-lab/figures`: figures as plain data, and the drawing of them into a document.

export { toBibtex, toText } from '../figures/bibtex.ts';
export { drawFigure } from '../figures/draw.ts';
export type * from '../figures/figure.ts';
