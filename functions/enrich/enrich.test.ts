import { describe, expect, it } from 'vitest';
import { MemoryPublisher } from '../../shared/adapters/memory/publisher.ts';
import { anEvent } from '../../test/builders/events.ts';
import { aMessage } from '../../test/builders/messages.ts';
import { enrich } from './enrich.ts';
import { onMessage } from './on-message.ts';

const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1';

describe('enrich', () => {
  it('reads page, campaign and client off an event', () => {
    const url =
      'https://shop.example/coffee?utm_source=news&utm_medium=email&utm_campaign=spring&x=1';
    const [event] = enrich([anEvent({ context: { page: { url }, userAgent: safari } })]);
    expect(event?.context).toEqual({
      userAgent: safari,
      page: {
        url,
        host: 'shop.example',
        path: '/coffee',
        search: '?utm_source=news&utm_medium=email&utm_campaign=spring&x=1',
      },
      campaign: { source: 'news', medium: 'email', name: 'spring' },
      browser: { name: 'Safari', version: '17.4' },
      os: { name: 'iOS', version: '17.4' },
      device: { type: 'mobile', manufacturer: 'Apple', model: 'iPhone' },
    });
  });

  it('keeps what the sender said itself', () => {
    const context = {
      page: { url: 'https://a.example/b?utm_source=x', path: '/said' },
      campaign: { source: 'said' },
      os: { name: 'said' },
      userAgent: safari,
    };
    const [event] = enrich([anEvent({ context })]);
    expect(event?.context).toMatchObject({
      page: { path: '/said' },
      campaign: { source: 'said' },
      os: { name: 'said' },
    });
  });

  it.each([
    ['no context', undefined],
    ['an address that is none', { page: { url: 'not an address' } }],
    ['an unknown client', { userAgent: '' }],
  ])('leaves alone what it can say nothing of: %s', (_, context) => {
    const event = anEvent(context === undefined ? {} : { context });
    expect(enrich([event])).toEqual([event]);
  });
});

describe('the function enrich', () => {
  it('passes events on, and quarantines what is none', async () => {
    const publisher = new MemoryPublisher();
    await onMessage(aMessage([anEvent({}), { type: 'nonsense' }]), publisher);
    expect(publisher.on('events-enriched')).toHaveLength(1);
    expect(publisher.on('events-quarantined')).toMatchObject([{ rule: 'not-canonical' }]);
    expect(publisher.on('outcomes')).toMatchObject([{ outcome: 'quarantined' }]);
  });
});
