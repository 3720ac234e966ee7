/** Why an event can't be taken as it is. */
export interface Rejection {
  /** The rule's name, in kebab-case. */
  rule: string;
  /** Where in the event, as a JSON pointer; empty for the whole of it. */
  path: string;
  /** What is wrong and what to do, for people. */
  message: string;
}
