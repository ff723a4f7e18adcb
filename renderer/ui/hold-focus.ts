/** For how long after the last key a field is taken to be typed in. */
const HELD_MS = 5_000;

/** Keys that do nothing by themselves: the hands stay where they are until the key that follows. */
const MODIFIERS: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock']);

let held: { readonly field: Element; readonly at: number } | null = null;

/** Says that the hands have just been put to this field. */
export function holdFocus(field: Element): void {
  held = { field, at: performance.now() };
}

/**
 * Whether a screen that appears may take the focus. A screen whose data comes late may not, while somebody types elsewhere: what is typed
 * next would go where nobody is looking, a note into the caller's number. A field is typed in from its first letter, or the shortcut that
 * leads there, until a key that types nothing (Tab, Enter, a shortcut) or the pointer is pressed.
 */
export function mayTakeFocus(): boolean {
  return held === null || held.field !== document.activeElement || performance.now() - held.at > HELD_MS;
}

/** Watches where somebody types, for `mayTakeFocus`. Answers how to stop. */
export function watchTyping(): () => void {
  let walking = false;
  const onKey = (event: KeyboardEvent): void => {
    if (MODIFIERS.has(event.key)) return;
    held = null;
    walking = event.key === 'Tab' || event.key.startsWith('Arrow');
  };
  const onPointer = (): void => {
    held = null;
    walking = false;
  };
  const onFocusIn = (event: FocusEvent): void => {
    if (walking && event.target instanceof Element) holdFocus(event.target);
    walking = false;
  };
  const onInput = (event: Event): void => {
    if (event.target instanceof Element) holdFocus(event.target);
  };
  const options = { capture: true };
  // Every key lets go, and one that types takes hold again with the input it makes.
  window.addEventListener('keydown', onKey, options);
  window.addEventListener('pointerdown', onPointer, options);
  window.addEventListener('focusin', onFocusIn, options);
  window.addEventListener('input', onInput, options);
  return () => {
    window.removeEventListener('keydown', onKey, options);
    window.removeEventListener('pointerdown', onPointer, options);
    window.removeEventListener('focusin', onFocusIn, options);
    window.removeEventListener('input', onInput, options);
  };
}
