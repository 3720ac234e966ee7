import { type DocumentData, type Query, QueryDocumentSnapshot } from '@google-cloud/firestore';

/** What becomes of all documents of a query that has an order: each is handed on as it comes. */
export async function* pagesOf<Item>(
  query: Query,
  size: number,
  decode: (id: string, document: DocumentData) => Item,
): AsyncGenerator<Item> {
  let page = query.limit(size);
  for (;;) {
    let last: QueryDocumentSnapshot | undefined;
    for await (const document of documentsOf(page)) {
      yield decode(document.id, document.data());
      last = document;
    }
    // A page that is short is not the last one: a stream that broke and went on may have left some out.
    if (last === undefined) return;
    page = query.limit(size).startAfter(last);
  }
}

/** What a query finds, as it comes. The client cannot give a query up, and would wait for it when it is closed: who leaves early has it read to its end. */
async function* documentsOf(query: Query): AsyncGenerator<QueryDocumentSnapshot> {
  const found: AsyncIterator<unknown> = query.stream()[Symbol.asyncIterator]();
  try {
    for (let next = await found.next(); next.done !== true; next = await found.next()) {
      if (next.value instanceof QueryDocumentSnapshot) yield next.value;
    }
  } finally {
    while ((await found.next()).done !== true);
  }
}
