import type { Happened } from './people-of.ts';

const dayMs = 86_400_000;

type Row = Record<string, string | number | null>;

/** Half away from zero. */
const rounded = (value: number, places: number): number =>
  (Math.sign(value) * Math.round(Math.abs(value) * 10 ** places)) / 10 ** places;

const percent = (part: number, whole: number): number => rounded((100 * part) / whole, 1);

const eventOf = ({ event }: Happened): string | undefined =>
  event.type === 'track' ? event.event : undefined;

const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

/** How many months one lies behind another, each as `2026-01`. */
function monthsBetween(first: string, later: string): number {
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return number(later) - number(first);
}

/** What somebody paid, or was given back, in thousandths. */
interface Amount {
  person: string;
  currency: string;
  month: string;
  orders: number;
  thousandths: number;
}

function amountsOf(happened: readonly Happened[]): Amount[] {
  const told = new Set<unknown>();
  const amounts: Amount[] = [];
  for (const one of happened) {
    const { event, person, at } = one;
    const { order_id, revenue, total, currency } = event.properties ?? {};
    const isOrder = eventOf(one) === 'Order Completed';
    if (!isOrder && eventOf(one) !== 'Order Refunded') continue;
    if (isOrder && told.has(order_id)) continue;
    if (isOrder) told.add(order_id);
    const given = Number(isOrder ? revenue : total);
    const thousandths = Number.isNaN(given) ? 0 : Math.round(given * 1000);
    amounts.push({
      person,
      currency: String(currency ?? ''),
      month: monthOf(at),
      orders: isOrder ? 1 : 0,
      thousandths: isOrder ? thousandths : -thousandths,
    });
  }
  return amounts;
}

/** The answer of clv-by-cohort.sql. */
export function clvByCohort(happened: readonly Happened[]): Row[] {
  const amounts = amountsOf(happened);
  const months = [...new Set(amounts.map(({ month }) => month))].sort();
  const cohorts = new Map<string, Set<string>>();
  const begun = new Set<string>();
  for (const { person, currency, month, orders } of amounts) {
    if (orders === 0 || begun.has(`${currency} ${person}`)) continue;
    begun.add(`${currency} ${person}`);
    const key = `${month} ${currency}`;
    cohorts.set(key, (cohorts.get(key) ?? new Set()).add(person));
  }
  return [...cohorts.keys()].sort().flatMap((key) => {
    const [cohort = '', currency = ''] = key.split(' ');
    const people = cohorts.get(key) ?? new Set();
    let toDate = 0;
    return months
      .filter((month) => month >= cohort)
      .map((month): Row => {
        const theirs = amounts.filter(
          (one) => one.month === month && one.currency === currency && people.has(one.person),
        );
        const value = theirs.reduce((sum, { thousandths }) => sum + thousandths, 0);
        toDate += value;
        return {
          cohort,
          currency,
          customers: people.size,
          month: monthsBetween(cohort, month),
          orders: theirs.reduce((sum, { orders }) => sum + orders, 0),
          value: value / 1000,
          value_to_date: toDate / 1000,
          clv: rounded(toDate / 1000 / people.size, 2),
        };
      });
  });
}

const steps = ['Product Viewed', 'Product Added', 'Checkout Started', 'Order Completed'];

/** The answer of funnel.sql: each person walks through their events, and takes the next step when it comes. */
export function funnel(happened: readonly Happened[]): Row[] {
  const taken = new Map<string, number>();
  for (const one of happened) {
    const next = taken.get(one.person) ?? 0;
    if (eventOf(one) === steps[next]) taken.set(one.person, next + 1);
  }
  const counts = steps.map((_, step) => [...taken.values()].filter((far) => far > step).length);
  return steps.map((event, step): Row => {
    const people = counts[step] ?? 0;
    return {
      step: step + 1,
      event,
      people,
      of_previous: step === 0 ? null : percent(people, counts[step - 1] ?? 0),
      of_first: percent(people, counts[0] ?? 0),
    };
  });
}

/** The ISO week of a day since 1970: it is of the year that its Thursday is in. */
function isoWeek(day: number): string {
  const weekday = (day + 3) % 7;
  const thursday = new Date((day - weekday + 3) * dayMs);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * dayMs));
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** The answer of retention.sql. */
export function retention(happened: readonly Happened[]): Row[] {
  const days = new Map<string, Set<number>>();
  let lastDay = 0;
  for (const one of happened) {
    if (eventOf(one) === 'Order Refunded') continue;
    lastDay = Math.floor(one.at / dayMs);
    days.set(one.person, (days.get(one.person) ?? new Set()).add(lastDay));
  }
  const rows = new Map<string, { cohort: string; week: number; people: number; came: number }>();
  for (const theirs of days.values()) {
    const first = Math.min(...theirs);
    for (let week = 1; first + week * 7 + 6 <= lastDay; week += 1) {
      const cohort = isoWeek(first);
      const row = rows.get(`${cohort} ${week}`) ?? { cohort, week, people: 0, came: 0 };
      row.people += 1;
      const from = first + week * 7;
      if ([...theirs].some((day) => day >= from && day < from + 7)) row.came += 1;
      rows.set(`${cohort} ${week}`, row);
    }
  }
  return [...rows.values()]
    .sort((a, b) => (a.cohort === b.cohort ? a.week - b.week : a.cohort < b.cohort ? -1 : 1))
    .map(
      ({ came, ...row }): Row => ({ ...row, came_back: came, percent: percent(came, row.people) }),
    );
}

/** The campaign that an event came by, as the address of its page says. */
function campaignOf({ event }: Happened): string | undefined {
  const search = new URLSearchParams(String(event.context?.page?.search ?? ''));
  return search.get('utm_campaign') ?? search.get('utm_source') ?? undefined;
}

/** The answer of campaign-lift.sql. */
export function campaignLift(happened: readonly Happened[]): Row[] {
  const end = Math.max(...happened.map(({ at }) => at));
  const groups = new Map<string | undefined, { people: number; buyers: number }>();
  const seen = new Set<string>();
  for (const first of happened) {
    if (seen.has(first.person)) continue;
    seen.add(first.person);
    const until = first.at + 7 * dayMs;
    if (until > end) continue;
    const group = groups.get(campaignOf(first)) ?? { people: 0, buyers: 0 };
    group.people += 1;
    const hasBought = happened.some(
      (one) => one.person === first.person && eventOf(one) === 'Order Completed' && one.at < until,
    );
    if (hasBought) group.buyers += 1;
    groups.set(campaignOf(first), group);
  }
  const others = groups.get(undefined) ?? { people: 0, buyers: 0 };
  const otherRate = others.buyers / others.people;
  return [...groups]
    .flatMap(([campaign, { people, buyers }]): Row[] => {
      if (campaign === undefined) return [];
      const rate = buyers / people;
      const margin =
        1.959964 *
        Math.sqrt((rate * (1 - rate)) / people + (otherRate * (1 - otherRate)) / others.people);
      return [
        {
          campaign,
          people,
          buyers,
          percent: percent(buyers, people),
          other_people: others.people,
          other_buyers: others.buyers,
          other_percent: percent(others.buyers, others.people),
          lift: rounded(100 * (rate - otherRate), 1),
          lift_from: rounded(100 * (rate - otherRate - margin), 1),
          lift_to: rounded(100 * (rate - otherRate + margin), 1),
        },
      ];
    })
    .sort((a, b) => (String(a['campaign']) < String(b['campaign']) ? -1 : 1));
}
