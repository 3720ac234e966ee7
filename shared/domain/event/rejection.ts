/** Why an event can't be taken as it is. */
export interface Rejection {
  /** The rule's name, in kebab-case. */
  rule: string;
  /** Where in the event, as a JSON pointer; empty for the whole of it. */
  path: string;
  /** What is wrong and what to do, for people. */
  message: string;
  /** What was rejected whole, before it was taken apart: under another configuration it may be any number of arrivals. */
  undivided?: 'message' | 'row';
}

/** What a step threw at an event: it would throw again, so the event is kept until the step is mended. */
export const poison = (step: string, error: unknown): Rejection => ({
  rule: 'poison',
  path: '',
  message: `${step}: ${error instanceof Error ? error.message : String(error)}`,
});
