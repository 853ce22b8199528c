/**
 * Braces hold a sub- or superscript of several letters together where symbols are typeset, in
 * figures and on the page. A terminal sets nothing: e^{4t} is e^(4t) there, as in k^(−α).
 */
export function plainScripts(text: string): string {
  return text.replace(/([_^])\{([^{}]*)\}/g, '$1($2)');
}
