/**
 * Settings of the fields of populations that act on nothing, with the reason for which each of them
 * is refused: what every system with a spectrum and a distribution of entries has to say.
 */
export const withoutEffect: [settings: Record<string, unknown>, reason: RegExp][] = [
  [{ decay: 2 }, /spectrum=power-law/],
  [{ blocks: [[1, 1]] }, /spectrum=blocks/],
  [{ spectrum: [1, 2], dimension: 5 }, /array for spectrum/],
  [{ degrees: 4 }, /entries=student/],
];
