/** Where a browser has reached the collector. */
export interface Origin {
  /** With the port, where it has one. */
  host: string;
  protocol: 'http' | 'https';
}

/**
 * What Segment's browser and mobile clients ask for before they send: that everything goes to this host, and nothing to anybody else.
 * Without the rate of 0 the browser client would send figures about itself to Segment.
 */
export const settingsFor = (writeKey: string, { host, protocol }: Origin) => ({
  integrations: { 'Segment.io': { apiKey: writeKey, apiHost: `${host}/v1`, protocol } },
  metrics: { sampleRate: 0 },
});
