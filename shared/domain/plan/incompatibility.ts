/** What a version may not do after its release, and where in the schema. */
export interface Incompatibility {
  /** In kebab-case. */
  rule: string;
  /** A JSON pointer. */
  path: string;
  message: string;
}
