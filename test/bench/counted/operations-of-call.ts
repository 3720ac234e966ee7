import { fieldsOf, textOf, wireFields } from './protobuf.ts';

/** A call of gRPC that is over. */
export interface GrpcCall {
  /** `/google.firestore.v1.Firestore/Commit` and its like. */
  path: string;
  requests: readonly Buffer[];
  responses: readonly Buffer[];
  /** 0 where it succeeded. */
  status: number;
}

/** What Firestore bills for a call: documents. */
export interface DocumentOperations {
  reads: number;
  writes: number;
  deletes: number;
  /** The names of the documents written that carry `expireAt`: each is deleted once, in time. */
  expiring: string[];
}

const service = '/google.firestore.v1.Firestore/';
const nothing: DocumentOperations = { reads: 0, writes: 0, deletes: 0, expiring: [] };

/**
 * The documents of a call, by https://cloud.google.com/firestore/pricing: one that is looked up is read even where it does not exist, a query reads
 * one at least, and what fails writes nothing. @throws for a method that nobody counts.
 */
export function documentsOf({ path, requests, responses, status }: GrpcCall): DocumentOperations {
  switch (path) {
    case `${service}BatchGetDocuments`:
      // `found` and `missing`; a response may also hold nothing but the transaction that the call began.
      return { ...nothing, reads: countOf(responses, [1, 2]) };
    case `${service}RunQuery`:
      return { ...nothing, reads: Math.max(1, countOf(responses, [1])) };
    case `${service}Commit`:
      return status === 0 ? committed(requests) : nothing;
    case `${service}BeginTransaction`:
    case `${service}Rollback`:
      return nothing;
    default:
      throw new Error(`Nobody has said yet what is billed for ${path}: count it.`);
  }
}

const countOf = (messages: readonly Buffer[], numbers: readonly number[]): number =>
  messages
    .flatMap((message) => [...wireFields(message)])
    .filter(({ number }) => numbers.includes(number)).length;

/** `CommitRequest.writes` is field 2; in a `Write`, `update` is field 1, `delete` 2 and `transform` 6; `verify` is neither. */
function committed(requests: readonly Buffer[]): DocumentOperations {
  const operations = { ...nothing, expiring: [] as string[] };
  for (const write of requests.flatMap((request) => [...fieldsOf(request, 2)])) {
    for (const { number, bytes } of wireFields(write)) {
      if (number === 1 || number === 6) operations.writes += 1;
      if (number === 2) operations.deletes += 1;
      if (number === 1 && expires(bytes)) operations.expiring.push(textOf(bytes, 1));
    }
  }
  return operations;
}

/** `Document.fields` is field 2, a map whose keys are field 1. */
const expires = (document: Buffer): boolean =>
  [...fieldsOf(document, 2)].some((entry) => textOf(entry, 1) === 'expireAt');

/** A message as it was published. */
interface PublishedMessage {
  data: Buffer;
  attributes: Record<string, string>;
}

/** What one request published on a topic. */
export interface PublishRequest {
  topic: string;
  messages: PublishedMessage[];
}

/** What a call published; `undefined` for any other call, and for one that failed. */
export function publishedBy({ path, requests, status }: GrpcCall): PublishRequest | undefined {
  const [request] = requests;
  if (path !== '/google.pubsub.v1.Publisher/Publish' || status !== 0) return undefined;
  if (request === undefined) return undefined;
  const messages = [...fieldsOf(request, 2)].map((message) => ({
    data: [...fieldsOf(message, 1)].at(-1) ?? Buffer.alloc(0),
    attributes: Object.fromEntries(
      [...fieldsOf(message, 2)].map((entry) => [textOf(entry, 1), textOf(entry, 2)]),
    ),
  }));
  return { topic: textOf(request, 1).split('/').at(-1) ?? '', messages };
}
