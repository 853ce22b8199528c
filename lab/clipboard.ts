/** Puts a text into the clipboard; what to tell the visitor of it. */
export async function copy(text: string, what: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return `${what} copied.`;
  } catch {
    return `The browser does not let this page copy; here it is: ${text}`;
  }
}
