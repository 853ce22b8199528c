export type ThemeChoice = 'auto' | 'light' | 'dark';
const CHOICES: ThemeChoice[] = ['auto', 'light', 'dark'];
const KEY = 'orrery-theme';

/** The page's colours: as the system has them, unless the visitor chose. */
class Theme {
  choice: ThemeChoice = $state(remembered());
  private system: 'light' | 'dark' = $state('light');

  constructor() {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    this.system = dark.matches ? 'dark' : 'light';
    dark.addEventListener('change', ({ matches }) => {
      this.system = matches ? 'dark' : 'light';
    });
  }

  get now(): 'light' | 'dark' {
    return this.choice === 'auto' ? this.system : this.choice;
  }

  next(): void {
    this.choice = CHOICES[(CHOICES.indexOf(this.choice) + 1) % CHOICES.length];
    try {
      localStorage.setItem(KEY, this.choice);
    } catch {
      // A browser that keeps nothing still shows the choice until the page is closed.
    }
  }
}

function remembered(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY) as ThemeChoice;
    return CHOICES.includes(kept) ? kept : 'auto';
  } catch {
    return 'auto';
  }
}

export const theme = new Theme();
