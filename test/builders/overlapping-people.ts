import type { CanonicalEvent } from '../../shared/domain/event/event.ts';

const noon = Date.parse('2026-01-01T12:00:00.000Z');
const receivedAt = '2026-01-01T13:00:00.000Z';

type Content = Pick<CanonicalEvent, 'type'> & Partial<CanonicalEvent>;

/** What a person does: on two devices of their own, on a tablet that the next person uses too, and once on a device of a neighbour. */
function contentsOf(person: number, people: number): Content[] {
  const userId = `u${person}`;
  const [phone, laptop, tablet] = [`phone-${person}`, `laptop-${person}`, `tablet-${person >> 1}`];
  const login = (anonymousId: string, traits: Record<string, unknown>): Content => {
    return { type: 'identify', userId, anonymousId, traits };
  };
  const order = (id: string, revenue: number): Content => ({
    type: 'track',
    event: 'Order Completed',
    userId,
    properties: { order_id: id, revenue, currency: 'USD' },
  });
  return [
    { type: 'page', anonymousId: phone },
    { type: 'page', anonymousId: laptop },
    login(phone, { email: `person${person}@shop.example`, plan: 'free' }),
    login(laptop, { email: `WORK${person}@shop.example`, plan: 'pro' }),
    login(tablet, { phone: `+1202555010${person % 10}` }),
    order(`${person}-1`, 0.1),
    order(`${person}-2`, 0.2),
    login(`phone-${(person + 1) % people}`, { plan: 'pro' }),
    { type: 'alias', userId, previousId: `former-${person}` },
    { type: 'group', userId, groupId: 'team', traits: { size: person } },
  ];
}

/** A history of people whose devices overlap in a circle, in the order of time: what everybody does first, then second, and so on. */
export function overlappingPeople(people: number): CanonicalEvent[] {
  const lives = Array.from({ length: people }, (_, person) => contentsOf(person, people));
  const steps = Math.max(...lives.map((life) => life.length));
  return Array.from({ length: steps }).flatMap((_, step) =>
    lives.flatMap((life, person): CanonicalEvent[] => {
      const content = life[step];
      if (content === undefined) return [];
      const id = `${person}-${step}`;
      const timestamp = new Date(noon + (step * people + person) * 1000).toISOString();
      return [
        { source: 'web', messageId: id, arrival: `${id}/0`, timestamp, receivedAt, ...content },
      ];
    }),
  );
}
