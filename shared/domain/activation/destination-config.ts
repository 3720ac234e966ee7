/** Where audiences and profiles go. All of it is plain data. */
export interface DestinationConfig {
  /** An https URL that gets one signed request for each occurrence, by the Standard Webhooks specification. http only in development. */
  webhook?: string;
  /** `whsec_` and base64 of 24 to 64 bytes. Of several, each request is signed with all: that is how keys are rotated. */
  secret?: string | readonly string[];
  /** Headers that its requests have besides, such as `{ authorization: env('CRM_TOKEN') }`. */
  headers?: Readonly<Record<string, string>>;
  /** Or a Pub/Sub topic of the project, by its short name. */
  topic?: string;
  /** Or the warehouse: the table `audience_changes`. */
  warehouse?: true;
  /** The audiences whose entries and exits it hears of. */
  audiences?: readonly string[];
  /** Whether it hears of every change of a profile. */
  profileChanges?: boolean;
  /** The consent that a person must have given, in every one of the categories, at the time of sending. Nothing goes without it, exits included. */
  consent?: string | readonly string[];
  /** Which fields of the profile it gets, such as `traits.email` or `computed`; `['identifiers']` where nothing is said. */
  fields?: readonly string[];
  /** Whether each person's occurrences have to arrive one by one in their order. */
  ordered?: boolean;
  /** The most requests a second; as many as one second allows may come at once. */
  rate?: { perSecond: number };
  /** The most requests at once; 10 where nothing is said. */
  concurrency?: number;
  /** How long an answer may take, such as `15s`, which it is where nothing is said. */
  timeout?: string;
  /** For how long a delivery is tried, such as `3d`, which it is where nothing is said. */
  retryFor?: string;
}
