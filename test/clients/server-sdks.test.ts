import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics } from '@segment/analytics-node';
import { CloudEvent, HTTP } from 'cloudevents';
import { describe, expect, it } from 'vitest';
import { hashOfKey } from '../../shared/domain/source/write-key.ts';
import { developmentKey, runPlatform } from '../builders/running-platform.ts';

const authorization = `Basic ${Buffer.from(`${developmentKey}:`).toString('base64')}`;
const order = { order_id: 'o1', revenue: 42.5, currency: 'USD' };

describe('@segment/analytics-node', () => {
  it('sends every call, and the profile shows it', async () => {
    const { url, platform, profile } = await runPlatform();
    const analytics = new Analytics({ writeKey: developmentKey, host: url, flushAt: 4 });
    const failures: unknown[] = [];
    analytics.on('error', (error) => failures.push(error));
    const [userId, anonymousId] = ['u-node', 'a-node'];
    analytics.page({ anonymousId, name: 'Home', properties: { url: 'https://shop.example/' } });
    analytics.identify({ userId, anonymousId, traits: { name: 'Ana', email: 'ana@example.com' } });
    analytics.track({ userId, event: 'Order Completed', properties: order });
    analytics.screen({ userId, name: 'Basket' });
    analytics.group({ userId, groupId: 'acme', traits: { plan: 'pro' } });
    analytics.alias({ userId, previousId: 'u-node-before' });
    await analytics.closeAndFlush();
    expect(failures).toEqual([]);
    expect(await profile('anonymous_id:a-node')).toMatchObject({
      events: 6,
      traits: { name: 'Ana', email: 'ana@example.com' },
      computed: { orders: 1, revenue: 42.5 },
      groups: ['acme'],
    });
    expect(await platform.reconcile()).toMatchObject([{ applied: 6, difference: 0, pending: 0 }]);
  });

  it('waits as long as the platform says, and loses nothing to its limit', async () => {
    const limited = { writeKey: hashOfKey(developmentKey), rateLimit: { perSecond: 20 } };
    const { url, platform, profile } = await runPlatform({ sources: { web: limited } });
    const analytics = new Analytics({ writeKey: developmentKey, host: url, flushAt: 10 });
    const statuses: number[] = [];
    analytics.on('http_response', ({ status }) => statuses.push(status));
    for (let index = 0; index < 50; index += 1) {
      analytics.track({ userId: 'u-many', event: 'Seen', properties: { index } });
    }
    await analytics.closeAndFlush();
    expect(statuses).toContain(429);
    expect(await profile('user_id:u-many')).toMatchObject({ events: 50 });
    expect(await platform.reconcile()).toMatchObject([
      { accepted: 50, applied: 50, difference: 0 },
    ]);
  });
});

describe('@rudderstack/rudder-sdk-node', () => {
  it('sends every call, gzipped, and the profile shows it', async () => {
    const { url, platform, profile } = await runPlatform();
    const analytics = new RudderAnalytics(developmentKey, { dataPlaneUrl: url, flushAt: 3 });
    const [userId, anonymousId] = ['u-rudder', 'a-rudder'];
    analytics.identify({ userId, anonymousId, traits: { name: 'Bo', email: 'bo@example.com' } });
    analytics.track({ userId, event: 'Order Completed', properties: order });
    analytics.page({ userId, name: 'Home' });
    analytics.group({ userId, groupId: 'acme', traits: { plan: 'pro' } });
    analytics.alias({ userId, previousId: 'u-rudder-before' });
    await analytics.flush();
    expect(await profile('anonymous_id:a-rudder')).toMatchObject({
      events: 5,
      traits: { name: 'Bo' },
      computed: { orders: 1, revenue: 42.5 },
      groups: ['acme'],
    });
    expect(await platform.reconcile()).toMatchObject([{ applied: 5, difference: 0, pending: 0 }]);
  });
});

describe('the cloudevents SDK', () => {
  const aCloudEvent = (id: string, type: string, data: object) =>
    new CloudEvent({ id, type, source: '/shop', time: '2026-01-01T00:00:00.000Z', data });

  it('sends in all three modes, an event twice counts once, and the profile shows it', async () => {
    const { url, platform, profile } = await runPlatform();
    const post = async (message: { headers: object; body: unknown }) => {
      const headers = { ...message.headers, authorization };
      const body = String(message.body);
      const response = await fetch(`${url}/v1/events`, { method: 'POST', headers, body });
      expect(response.status).toBe(200);
    };
    const traits = { name: 'Çelik', email: 'celik@example.com' };
    const login = aCloudEvent('1', 'com.example.identify', { userId: 'u-ce', traits });
    const ordered = aCloudEvent('2', 'com.example.track', {
      userId: 'u-ce',
      event: 'Order Completed',
      properties: order,
    });
    await post(HTTP.binary(login));
    await post(HTTP.structured(ordered));
    const batch = [login, ordered, aCloudEvent('3', 'com.example.paid', { userId: 'u-ce' })];
    await post({
      headers: { 'content-type': 'application/cloudevents-batch+json; charset=utf-8' },
      body: JSON.stringify(batch),
    });
    expect(await profile('user_id:u-ce')).toMatchObject({
      events: 3,
      traits,
      computed: { orders: 1, revenue: 42.5 },
    });
    expect(await platform.reconcile()).toMatchObject([
      { accepted: 5, applied: 3, duplicate: 2, difference: 0 },
    ]);
  });
});
