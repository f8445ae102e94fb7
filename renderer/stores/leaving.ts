// What is typed when the page goes away is written all the same: the field in hand is left first, as by a click elsewhere.

/** A reload or a closed tab is the last that the page hears. */
export function writeWhenLeft(window: Window): void {
  window.addEventListener('pagehide', () => {
    const { activeElement } = window.document;
    if (activeElement instanceof HTMLElement) activeElement.blur();
  });
}
