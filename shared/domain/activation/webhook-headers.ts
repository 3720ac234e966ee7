/** What the connection and the signature are made of, or what would be taken for it. */
const reserved =
  /^(webhook-.*|svix-.*|host|connection|content-(type|length|encoding)|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-.*|date|user-agent)$/;

/** RFC 9110: a token. */
const isName = (name: string): boolean => /^[\w!#$%&'*+.^`|~-]{1,128}$/.test(name);

/** Visible characters of ASCII, and blanks between them: what every proxy lets through, and nothing that begins another header. */
const isValue = (value: string): boolean =>
  value.length <= 4096 && /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value);

/**
 * The headers of a webhook besides those of its signature, by their names in small letters.
 * @param fail is told which makes no sense; never of a value, which may be a secret.
 * @returns `empty` names one whose value is a variable that this environment does not set.
 */
export function webhookHeaders(
  given: Readonly<Record<string, string>> = {},
  fail: (problem: string) => never,
): { headers: Record<string, string>; empty?: string } {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    fail('has headers that are no object of names and values');
  }
  const headers = new Map<string, string>();
  let empty: string | undefined;
  for (const [name, value] of Object.entries(given)) {
    const key = name.toLowerCase();
    if (!isName(name)) fail(`has a header ${JSON.stringify(name)}, which is no name of one`);
    if (reserved.test(key)) fail(`has the header ${name}, which the platform sets itself`);
    if (headers.has(key)) fail(`has the header ${name} twice`);
    if (value === '') empty = name;
    else if (typeof value !== 'string' || !isValue(value)) {
      fail(`has a value of the header ${name} that is not of printable ASCII, at most 4,096 of it`);
    }
    headers.set(key, value);
  }
  return { headers: Object.fromEntries(headers), ...(empty !== undefined && { empty }) };
}
