/** A request to one of Google's JSON APIs, read to its end. */
export interface GoogleRequest {
  method: string;
  /** The path, its segments decoded. */
  path: readonly string[];
  query: URLSearchParams;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
  /** `http://…`, as the client sees the server. */
  origin: string;
}

export interface GoogleReply {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body?: object;
  /** In place of a body, bytes. */
  content?: Buffer;
}

/** A refusal, as the JSON APIs print it: an HTTP status, a reason, a message. */
export class Refusal extends Error {
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  reply(): GoogleReply {
    const { status, reason, message } = this;
    const errors = [{ message, domain: 'global', reason }];
    return { status, body: { error: { code: status, message, errors } } };
  }
}

/** Reads a JSON body. Throws a refusal where it is none. */
export function jsonBody<T>(request: GoogleRequest): T {
  try {
    return JSON.parse(request.body.toString('utf8')) as T;
  } catch {
    throw new Refusal(400, 'parseError', 'Parse Error');
  }
}

/** Refuses members that the API does not know, as it does. */
export function onlyKnown(value: object, known: readonly string[], place: string): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key))
      throw new Refusal(
        400,
        'invalid',
        `Invalid JSON payload received. Unknown name "${key}" at '${place}'`,
      );
  }
}
