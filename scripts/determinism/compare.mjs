/**
 * Points of the same cases made in several ways: `columns` has, by the name of the way, the text of
 * points.csv of each case. All are held to the first: a table of who is the same, and for each that
 * differs what was asked and the first lines that are not the same.
 */
export function compare(cases, columns) {
  const [[first, expected], ...others] = columns;
  const table = {};
  const complaints = [];
  cases.forEach(({ id, settings }, i) => {
    const words = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
    const row = { lines: expected[i].trim().split('\n').length - 1 };
    for (const [name, points] of others) {
      row[name] = points[i] === expected[i] ? 'same' : 'DIFFERS';
      if (points[i] !== expected[i])
        complaints.push(`${[id, ...words].join(' ')}: ${name}\n${firstDifference(expected[i], points[i])}`);
    }
    table[words.length === 0 ? id : `${id} (drawn)`] = row;
  });
  return { first, table, complaints };
}

function firstDifference(one, other) {
  const [a, b] = [one.split('\n'), other.split('\n')];
  const length = Math.max(a.length, b.length);
  const at = Array.from({ length }, (_, k) => k).filter((k) => a[k] !== b[k]);
  return `  ${at.length} of ${length} lines, the first\n  ${a[at[0]]}\n  ${b[at[0]]}`;
}
