import type { LimitDeclaration } from './work/protocol.ts';

/** A published figure or table that a system reproduces. */
export interface AtlasFigure {
  id: string;
  title: string;
  /** “Saxe et al. 2014”. */
  by: string;
  expected: 'holds' | 'broken' | 'unresolved';
  because?: string;
  /** A small picture of it, below the page's address. */
  picture?: string;
}

/** What is known of a system before it is loaded, beside its header. */
export interface AtlasSystem {
  id: string;
  limits: Pick<LimitDeclaration, 'id' | 'title' | 'to'>[];
  figures: AtlasFigure[];
}

/** Of the systems of this package: `lab/atlas-plugin.ts` makes it when the page is built. */
export declare const atlas: AtlasSystem[];
