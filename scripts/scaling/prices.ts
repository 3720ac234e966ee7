/**
 * List prices in US dollars, of us-central1 where they differ by place, without free tiers and discounts. Google changes them:
 * https://cloud.google.com/pricing/list is what counts.
 */
export const prices = {
  pubsub: {
    /** Published, or delivered to a push or pull subscription; a request counts as 1,000 bytes at least. */
    tib: 40,
    leastBytes: 1000,
    /** Delivered into a bucket. */
    tibToStorage: 50,
    /** Acknowledged messages that a topic keeps, for a month. */
    retainedGib: 0.27,
  },
  run: {
    requests: 0.4 / 1_000_000,
    vcpuSecond: 0.000024,
    gibSecond: 0.0000025,
    /** Of an instance that is kept warm, while it has no request. */
    idleVcpuSecond: 0.0000025,
  },
  firestore: {
    read: 0.03 / 100_000,
    write: 0.09 / 100_000,
    delete: 0.01 / 100_000,
    gibMonth: 0.15,
  },
  storage: { standardGibMonth: 0.02, nearlineGibMonth: 0.01, coldlineGibMonth: 0.004 },
  bigquery: { gibMonth: 0.02 },
  logging: { gib: 0.5 },
  scheduler: { job: 0.1 },
} as const;
