/**
 * Resolves once some of the element is on the screen, of a frame as of a page; or when `signal`
 * gives up.
 */
export function seen(element: Element, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) end();
    });
    const end = () => {
      observer.disconnect();
      resolve();
    };
    signal?.addEventListener('abort', end);
    observer.observe(element);
  });
}
