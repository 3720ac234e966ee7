import type { Json, JsonObject } from '../../shared/domain/json.ts';
import type { RequestHead } from './route.ts';

/** The CloudEvent of a request in binary content mode: attributes from `ce-` headers, and the body as its data. */
export function cloudEventOfHeaders(headers: RequestHead['headers'], data: Json): JsonObject {
  const event: JsonObject = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('ce-') && typeof value === 'string') event[name.slice(3)] = decoded(value);
  }
  return { ...event, data };
}

/** The HTTP binding percent-encodes what a header can't hold. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
