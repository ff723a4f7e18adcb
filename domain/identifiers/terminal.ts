import { compactIdentifier } from '../text/normalise.ts';
import { parsed, unparsed, type IdentifierProblem, type Parsed } from '../text/parsed.ts';

/** Any makers' serial number; an operator may narrow it to the vendors it deploys. */
const ANY_TERMINAL_SN = /^[0-9A-Z]{1,50}$/u;

/** Reads a terminal number (TID, DE41): 8 letters or digits, zeros kept. @rule rules 7 */
export function parseTerminalNo(input: string): Parsed<string, IdentifierProblem> {
  const terminalNo = compactIdentifier(input);
  if (terminalNo === '') return unparsed('empty');
  if (!/^[0-9A-Z]+$/u.test(terminalNo)) return unparsed('wrong_characters');
  return terminalNo.length === 8 ? parsed(terminalNo) : unparsed('wrong_length');
}

/**
 * Reads the serial number on a terminal's back (SN, TUSN) in the form in which two are compared: upper case, without
 * spaces and dashes. `pattern` is tested against that form.
 * @rule rules 7, P-11
 */
export function parseTerminalSn(input: string, pattern: RegExp = ANY_TERMINAL_SN): Parsed<string, IdentifierProblem> {
  const sn = compactIdentifier(input).replace(/^(?:TUSN|SN|S\/N):/u, '');
  if (sn === '') return unparsed('empty');
  if (!/^[0-9A-Z]+$/u.test(sn)) return unparsed('wrong_characters');
  if (sn.length > 50) return unparsed('wrong_length');
  return pattern.test(sn) ? parsed(sn) : unparsed('wrong_characters');
}

/** Whether two spellings name one terminal. Neither is, where one of them is no serial number. */
export function sameTerminalSn(one: string, other: string): boolean {
  const first = parseTerminalSn(one);
  const second = parseTerminalSn(other);
  return first.ok && second.ok && first.value === second.value;
}
