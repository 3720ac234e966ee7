/**
 * Which arrival one of a replayed message repeats: the items of the message are counted on from the arrival that the first of them repeats.
 * So the parts of a row keep their numbers, and what was one arrival for want of sense becomes the arrivals that it would have been.
 */
export function repeatedArrival(origin: string, position: string): string {
  const slash = origin.lastIndexOf('/');
  const first = Number.parseInt(origin.slice(slash + 1), 10);
  if (slash < 0 || Number.isNaN(first)) return `${origin}/${position}`;
  const [index, part] = position.split('.');
  const number = first + Number(index);
  return `${origin.slice(0, slash)}/${number}${part === undefined ? '' : `.${part}`}`;
}
