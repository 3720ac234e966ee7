import { parseTime } from './time-text.ts';

/** No format is longer; it is asked first. */
const longest = 2048;

const matching = (pattern: RegExp) => (text: string) =>
  text.length <= longest && pattern.test(text);

/** The formats that schemas may name. Each looks at a character a bounded number of times. */
export const formats = {
  /** RFC 3339, with its zone. */
  'date-time': (text: string) =>
    /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/.test(text) &&
    parseTime(text) !== undefined,
  /** A day, such as 2026-01-31. */
  date: (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && parseTime(text) !== undefined,
  /** Something, an @, and a domain with a dot: whether it exists, only a letter can tell. */
  email: matching(/^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/),
  uri: matching(/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/),
  uuid: matching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i),
} as const;
