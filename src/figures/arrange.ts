/** Where a panel stands in the grid, and in its block. */
export interface Spot {
  row: number;
  column: number;
  blockRow: number;
  blockColumn: number;
  /** In the block's last row. */
  lowest: boolean;
}

/** Most small multiples side by side. */
const mostAbreast = 4;

/**
 * How many panels stand side by side on a page: as evenly as small multiples can be broken into
 * rows. Images may be small.
 */
export function columnsOnPage(blocks: number[], images: boolean): number {
  const longest = Math.max(0, ...blocks);
  if (images && longest <= mostAbreast) return Math.max(1, Math.min(mostAbreast, sum(blocks)));
  // Of many pairs two stand side by side.
  if (longest === 2 && sum(blocks) > 2 * mostAbreast) return mostAbreast;
  // Up to three, two for four panels
  if (longest <= 1) return Math.max(1, blocks.length === 4 ? 2 : Math.min(blocks.length, 3));
  return Math.ceil(longest / Math.ceil(longest / mostAbreast));
}

/**
 * Blocks of so many panels each, in order: a block that does not fit in what is left of a row
 * begins a new one.
 */
export function arrange(blocks: number[], columns: number): Spot[][] {
  let row = 0;
  let column = 0;
  return blocks.map((count) => {
    if (column > 0 && column + count > columns) {
      row++;
      column = 0;
    }
    const last = Math.floor((count - 1) / columns);
    const first = { row, column };
    const spots = Array.from({ length: count }, (_, i): Spot => {
      const blockRow = Math.floor(i / columns);
      const blockColumn = i % columns;
      return {
        row: first.row + blockRow,
        column: first.column + blockColumn,
        blockRow,
        blockColumn,
        lowest: blockRow === last,
      };
    });
    row += last;
    column = last > 0 ? columns : column + count;
    return spots;
  });
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
