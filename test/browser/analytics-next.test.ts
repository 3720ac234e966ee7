import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import type { EmbeddedPlatform } from '../../shared/local/embedded-platform.ts';
import { developmentKey, runPlatform } from '../builders/running-platform.ts';
import { freshBrowser, onChromium } from './on-chromium.ts';

const require = createRequire(import.meta.url);
const bundles = join(dirname(require.resolve('@segment/analytics-next')), '../umd');

/** A shop's page, which loads the client as a page without a build step does. */
const page = (collector: string, options: object) => `<!doctype html>
<title>Shop</title>
<link rel="icon" href="data:,">
<script src="/index.js"></script>
<script>
  window.analytics = AnalyticsNext.AnalyticsBrowser.load(
    { writeKey: ${JSON.stringify(developmentKey)}, cdnURL: ${JSON.stringify(collector)} },
    ${JSON.stringify(options)},
  );
</script>`;

/** Serves the shop from an origin of its own. @returns its address. */
async function serveShop(collector: string, options: object): Promise<string> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://shop').pathname;
    if (path === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(page(collector, options));
      return;
    }
    const script = await readFile(join(bundles, path)).catch(() => undefined);
    response.writeHead(script === undefined ? 404 : 200, { 'content-type': 'text/javascript' });
    response.end(script);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/?utm_source=news&utm_medium=email`;
}

/** Until the platform has accepted so many events: the client sends on its own time. */
async function accepted(platform: EmbeddedPlatform, count: number): Promise<void> {
  for (;;) {
    const balances = await platform.reconcile();
    if (balances.reduce((total, balance) => total + balance.accepted, 0) >= count) return;
    await setImmediate();
  }
}

/** Does in the page what a shop's code does, and waits until the client has delivered it all. */
const shop = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(`(async () => {
    const analytics = window.analytics;
    await analytics.page('Home', { section: 'coffee' });
    await analytics.track('Product Viewed', { category: 'Coffee' });
    const visitor = (await analytics.user()).anonymousId();
    await analytics.identify('u-browser', { name: 'Zoë ☕', email: 'zoe@example.com' });
    await analytics.track('Order Completed', { order_id: 'o1', revenue: 42.5, currency: 'USD' });
    await analytics.group('acme', { plan: 'pro' });
    await analytics.alias('u-browser', 'u-before');
    return visitor;
  })()`);

onChromium('@segment/analytics-next in Chromium', () => {
  it.each<[string, object, string]>([
    ['one by one', {}, '/v1/t'],
    [
      'in batches',
      {
        integrations: {
          'Segment.io': {
            deliveryStrategy: { strategy: 'batching', config: { size: 3, timeout: 50 } },
          },
        },
      },
      '/v1/b',
    ],
  ])(
    'sends %s from another origin, to nobody else, and the profile shows it',
    async (_, options, path) => {
      const { url, platform, profile } = await runPlatform();
      const browser = await freshBrowser();
      const [tab = await browser.newPage()] = browser.pages();
      const requests: Request[] = [];
      const complaints: string[] = [];
      tab.on('request', (request) => requests.push(request));
      tab.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      const address = await serveShop(url, options);
      await tab.goto(address);
      const visitor = await shop(tab);
      await accepted(platform, 6);

      const known = await profile(`anonymous_id:${visitor}`);
      expect(known).toMatchObject({
        events: 6,
        traits: { name: 'Zoë ☕', email: 'zoe@example.com' },
        computed: { orders: 1, revenue: 42.5, products_viewed: 1 },
        groups: ['acme'],
      });
      expect(complaints).toEqual([]);
      const origins = new Set(requests.map((request) => new URL(request.url()).origin));
      expect(origins).toEqual(new Set([new URL(address).origin, url]));
      expect(requests.map((request) => new URL(request.url()).pathname)).toContain(path);
      expect(await platform.reconcile()).toMatchObject([{ applied: 6, difference: 0 }]);
    },
  );
});
