import { RE2JS } from 're2js';

/** What a schema's `pattern` is asked. */
export interface LinearPattern {
  test(text: string): boolean;
}

/**
 * Anchored at both ends, and every part of a fixed width, such as `^[A-Z]{3}$`: no engine ever has to go back, and both say the same.
 * The engine of JavaScript answers these ten times as fast.
 */
const fixedWidth =
  /^\^(?:(?:[A-Za-z0-9 _:;,@#%=/-]|\\[d.+*?()[\]{}|^$\\]|\[(?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9 _.,:]|\\d)+\])(?:\{\d{1,3}\})?)*\$$/;

/**
 * A pattern that takes a time linear in the text, whoever wrote either: RE2, which knows no look-around and no back-reference.
 * @throws Error where RE2 can't take it.
 */
export const linearPattern = (source: string): LinearPattern =>
  fixedWidth.test(source) ? new RegExp(source, 'u') : RE2JS.compile(source);
