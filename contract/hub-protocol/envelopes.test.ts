import { describe, expect, test } from 'vitest';
import { DEEPEST_JSON } from '../values.ts';
import { MAX_PUSHED, MESSAGES } from './envelopes.ts';

const { pushRequest, pushResponse, pullResponse } = MESSAGES;

const COMMAND = {
  seq: 1,
  commandId: '0199d0f0-0000-7000-8000-000000000001',
  stream: 'contact/contact-1',
  type: 'AddNote',
  payload: { contactId: 'contact-1', text: '测试' },
  capturedAt: 1_770_000_000_000,
  grant: 'grant-1',
};
const push = (command: object): object => ({
  protocolVersion: 1,
  epoch: 'epoch-1',
  deskTime: 1_770_000_000_000,
  commands: [command],
});

const EVENT = {
  eventId: 'event-1',
  stream: 'case/case-1',
  version: 3,
  type: 'CaseWithdrawn',
  data: { reason: '' },
  commandId: 'command-1',
  actor: { userId: 'agent-1', roles: ['agent'], branchId: 'branch-1', deskId: 'desk-1' },
  capturedAt: 1_770_000_000_000,
  acceptedAt: 1_770_000_000_500,
};

/** An object in an object, so many levels deep. */
function nested(levels: number): object {
  return Array.from({ length: levels - 1 }).reduce<object>((inner) => ({ inner }), {});
}

describe('what this version does not know', () => {
  test('is kept at every level of a push', () => {
    const message = { ...push({ ...COMMAND, later: { a: [1, null] } }), laterToo: 'x' };

    expect(pushRequest.parse(message)).toEqual(message);
  });

  test('is kept of an event: its type, its stream, its fields, and the roles and fields of who did it', () => {
    const event = {
      ...EVENT,
      stream: 'dispute/1',
      type: 'SomethingOfLater',
      more: 1,
      actor: { ...EVENT.actor, roles: ['examiner'], team: 't' },
    };
    const message = { protocolVersion: 1, events: [event], references: [], cursor: '5:9', more: false, hubTime: 1 };

    expect(pullResponse.parse(message)).toEqual(message);
  });

  test('is kept of an outcome', () => {
    const outcome = { result: 'rejected', code: 'order_has_open_case', data: { caseId: 'case-1' }, hint: 'later' };
    const outcomes = [{ commandId: 'command-1', alreadyProcessed: false, outcome }];
    const message = { protocolVersion: 1, outcomes, nextSeq: 2, hubTime: 1 };

    expect(pushResponse.parse(message)).toEqual(message);
  });
});

describe('a push', () => {
  test('is read as it was said', () => {
    expect(pushRequest.parse(push(COMMAND))).toEqual(push(COMMAND));
  });

  test.each<[string, object]>([
    ['no grant', { ...COMMAND, grant: undefined }],
    ['a count that begins at nothing', { ...COMMAND, seq: 0 }],
    ['a count in halves', { ...COMMAND, seq: 1.5 }],
    ['a stream of no kind', { ...COMMAND, stream: '/1' }],
    ['a stream without its id', { ...COMMAND, stream: 'case/' }],
    ['a stream with a path in it', { ...COMMAND, stream: 'case/../party/1' }],
    ['a payload that is a list', { ...COMMAND, payload: [] }],
    ['a payload nested without end', { ...COMMAND, payload: nested(DEEPEST_JSON + 1) }],
    ['an instant of no calendar', { ...COMMAND, capturedAt: 9e15 }],
    ['an instant in words', { ...COMMAND, capturedAt: '2026-01-01' }],
  ])('is refused with %s', (_name, command) => {
    expect(pushRequest.safeParse(push(command)).success).toBe(false);
  });

  test('takes the prototype of nothing from what it is sent', () => {
    const said = JSON.stringify(push({ ...COMMAND, payload: { inner: 1 } }));
    const hostile = said.replaceAll('{"', '{"__proto__":{"grant":"of-another"},"');

    const read = pushRequest.parse(JSON.parse(hostile));

    expect(read).toEqual(JSON.parse(said));
    for (const object of [read, read.commands[0], read.commands[0]?.payload]) {
      expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    }
  });

  test('may nest a payload as deep as is said, hold as many commands as is said, and no more', () => {
    const of = (count: number): object => ({
      ...push(COMMAND),
      commands: Array.from({ length: count }, () => COMMAND),
    });

    expect(pushRequest.safeParse(push({ ...COMMAND, payload: nested(DEEPEST_JSON) })).success).toBe(true);
    expect([0, 1, MAX_PUSHED, MAX_PUSHED + 1].map((count) => pushRequest.safeParse(of(count)).success)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

test('an outcome is one of three: there is no fourth', () => {
  const outcomes = [{ commandId: 'command-1', alreadyProcessed: false, outcome: { result: 'ignored' } }];

  expect(pushResponse.safeParse({ protocolVersion: 1, outcomes, nextSeq: 2, hubTime: 1 }).success).toBe(false);
});
