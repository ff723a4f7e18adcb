import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { normaliseIdentifier } from '../text/normalise.ts';
import { parsed, unparsed, type Parsed } from '../text/parsed.ts';

export type PhoneProblem =
  | 'empty'
  | 'wrong_length'
  | 'wrong_characters'
  | 'not_mobile'
  | 'service_number'
  | 'unknown_number';

export interface Phone {
  readonly type: 'mobile' | 'landline';
  /** A mobile as 11 digits, a landline as area code with its 0 and number: `057187654321`. */
  readonly number: string;
  readonly extension: string | null;
}

/** 400/800 hotlines, 95xxx and 96xxx short codes, the 10086 family and 12xxx public lines: never a customer's. */
const SERVICE_NUMBER = /^(?:[48]00\d{7}|9[56]\d{3,7}|100\d{2,4}|1[12]\d{1,4})$/u;
/** China's country code in front of a mobile, of a landline, or of nothing else. */
const COUNTRY_CODE = /^(?:\+|00)86|^86(?=1[3-9]\d{9}$)/u;

/**
 * Reads a mainland mobile into its 11 digits, whatever it was wrapped in (+86, 0086, spaces, dashes, full-width digits).
 * Refuses landlines as `not_mobile`, and service numbers, which are never a customer's.
 * @rule rules 7
 */
export function parseMobile(input: string): Parsed<string, PhoneProblem> {
  const phone = parsePhone(input);
  if (!phone.ok) return phone;
  return phone.value.type === 'mobile' ? parsed(phone.value.number) : unparsed('not_mobile');
}

/**
 * Reads a number a customer can be called on: a mainland mobile or a landline with its area code, extension apart.
 * @rule rules 7
 */
export function parsePhone(input: string): Parsed<Phone, PhoneProblem> {
  const written = normaliseIdentifier(input);
  if (written === '') return unparsed('empty');
  const [main = '', extension = null] = written.split(/(?:转|EXT\.?|#|,|;)(?=\d)/u, 2);
  const plain = main.replace(/[\p{Pd}−.()]/gu, '').replace(COUNTRY_CODE, '');
  if (!/^\d+$/u.test(plain)) return unparsed('wrong_characters');
  if (/^1[3-9]\d{9}$/u.test(plain)) return parsed({ type: 'mobile', number: plain, extension });
  if (SERVICE_NUMBER.test(plain.replace(/^0(?=9[56]|[48]00)/u, ''))) return unparsed('service_number');
  if (/^1[3-9]/u.test(plain)) return unparsed('wrong_length');
  const national = plain.startsWith('0') ? plain : `0${plain}`;
  // An area code is 010, 02x or 0 and three digits: anything the library takes for a subscriber number alone is not enough.
  if (!/^0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}$/u.test(national)) return unparsed('unknown_number');
  return parsePhoneNumberFromString(national, 'CN')?.isValid() === true
    ? parsed({ type: 'landline', number: national, extension })
    : unparsed('unknown_number');
}
