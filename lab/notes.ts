import 'katex/dist/katex.min.css';
import katex from 'katex';
import { Marked } from 'marked';

/** Milliseconds of typesetting, and as many of layout after it, between which the page is free. */
const SLICE = 8;

/**
 * Renders a system's notes, Markdown with TeX between dollars, into an element, some formulas at a
 * time while it is in the page. They are drawn by KaTeX into elements of their own, since its HTML
 * as text carries inline styles, which the page's policy forbids.
 */
export async function renderNotes(markdown: string, into: HTMLElement): Promise<void> {
  const formulas: { tex: string; display: boolean }[] = [];
  const hold = (tex: string, display: boolean) => {
    formulas.push({ tex, display });
    return `<span class="${display ? 'display' : 'inline'}" data-formula="${formulas.length - 1}"></span>`;
  };
  const marked = new Marked({
    extensions: [
      {
        name: 'formula',
        level: 'inline',
        start: (text) => text.indexOf('$'),
        tokenizer(text) {
          const match = /^\$\$([\s\S]+?)\$\$|^\$((?:\\.|[^\\$])+?)\$/.exec(text);
          return match
            ? { type: 'formula', raw: match[0], tex: match[1] ?? match[2], display: match[1] !== undefined }
            : undefined;
        },
        renderer: (token) => hold(token.tex as string, token.display as boolean),
      },
    ],
  });
  into.innerHTML = marked.parse(markdown, { async: false });
  // The page has the title already.
  into.querySelector('h1')?.remove();
  // What may scroll must be reachable by keyboard.
  for (const wide of into.querySelectorAll<HTMLElement>('.display, table')) wide.tabIndex = 0;
  let begun = performance.now();
  for (const element of into.querySelectorAll<HTMLElement>('[data-formula]')) {
    if (performance.now() - begun > SLICE) {
      await new Promise((resume) => setTimeout(resume));
      begun = performance.now();
    }
    if (!element.isConnected) return;
    const { tex, display } = formulas[Number(element.dataset.formula)];
    katex.render(tex.trim(), element, { displayMode: display, throwOnError: false });
  }
}

/**
 * Draws the parts of a formula whose letters `markKnobs` has wrapped, an element each: a letter
 * becomes an element with `data-knob`, and no other command may write attributes.
 */
export function renderFormula(parts: string[], into: HTMLElement): void {
  into.replaceChildren(
    ...parts.map((tex) => {
      const part = document.createElement('span');
      katex.render(tex, part, {
        displayMode: true,
        throwOnError: false,
        strict: false,
        trust: ({ command }) => command === '\\htmlData',
      });
      return part;
    }),
  );
}
