import fc from 'fast-check';
import { v7 as uuidv7, validate, version } from 'uuid';
import { describe, expect, it } from 'vitest';
import { drawsOf } from './drawn-ids.ts';

describe('what a decision draws', () => {
  it('is the same whoever decides the command again, in whatever order kinds are drawn', () => {
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), fc.integer({ min: 1, max: 100 }), (commandId, count) => {
        const here = drawsOf(commandId);
        const there = drawsOf(commandId);
        const first = [
          here.newId(),
          here.eventId(),
          here.newId(),
          Buffer.from(here.randomBytes(count)).toString('hex'),
        ];
        const bytes = Buffer.from(there.randomBytes(count)).toString('hex');
        const second = [there.newId(), there.newId(), there.eventId(), bytes];
        expect(second).toEqual([first[0], first[2], first[1], first[3]]);
      }),
    );
  });

  it('is never drawn twice, neither in one command nor in two', () => {
    const [one, other] = [drawsOf(uuidv7()), drawsOf(uuidv7())];
    const ids = [one, other].flatMap((draws) => [...Array(500)].flatMap(() => [draws.newId(), draws.eventId()]));
    expect(new Set(ids).size).toBe(2_000);
    expect(ids.every((each) => validate(each) && version(each) === 7)).toBe(true);
  });

  it('sorts where the command was made, and is as long as was asked', () => {
    const commandId = uuidv7();
    expect(drawsOf(commandId).newId().slice(0, 13)).toBe(commandId.slice(0, 13));
    expect(drawsOf(commandId).randomBytes(77)).toHaveLength(77);
    expect(validate(drawsOf('no uuid').newId())).toBe(true);
  });
});
