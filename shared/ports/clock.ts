/** Tells the time, in milliseconds since 1970. Virtual in tests. */
export type Clock = () => number;
