import type { Shape } from './shape.ts';

const alwaysPersonal =
  /(?:^|_)(?:e_?mail|phone|mobile|first_?name|last_?name|full_?name|address|street|birth_?(?:day|date)|date_of_birth|ip|ssn|iban)(?:$|_)/;

/** Of an article it is none. */
const personalOfPeople = /^(?:name|username|avatar|age|gender)$/;

/** Whether a value is likely somebody's: by its name, or because all the texts are addresses. A guess, for people to decide. */
export function looksPersonal(name: string, { texts }: Shape, isPerson: boolean): boolean {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll(/[\s-]+/g, '_')
    .toLowerCase();
  if (alwaysPersonal.test(words) || (isPerson && personalOfPeople.test(words))) return true;
  return texts.count > 0 && texts.formats.includes('email');
}
