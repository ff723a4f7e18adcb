/** What every store of the hub must do with files in evidence. */
import { createHash, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { NOW } from '../../domain/testing/given.ts';
import { evidenceStandings, takePart } from '../services/evidence.ts';
import type { TakenPart } from '../services/evidence.ts';
import { outcomesOf } from './hub-world.ts';
import type { HubWorld, TestDesk } from './hub-world.ts';

const entryOf = (evidenceId: string, content: Buffer, sha256 = createHash('sha256').update(content).digest('hex')) => ({
  evidenceId,
  sha256,
  sizeBytes: content.length,
  mediaType: 'image/png',
  capturedAt: NOW,
  capturedBy: 'agent-1',
});

export function describeEvidence(of: () => HubWorld): void {
  it('knows the files that a push brings word of, and refuses what names one that nobody has', async () => {
    const naming = (contactId: string, evidenceId: string) => ({
      contactId,
      partyId: 'party-1',
      checks: [{ element: 'person_name', result: 'match', evidenceId }],
    });
    const desk = await of().desk('desk-1');
    const commands = [
      ...(await desk.verified('agent-1', 'contact-1')),
      await desk.does('agent-1', 'RecordElements', naming('contact-1', 'evidence-1')),
      await desk.does('agent-1', 'RecordElements', naming('contact-1', 'evidence-9')),
    ];

    const outcomes = outcomesOf(await desk.push(commands, [entryOf('evidence-1', Buffer.from('a picture'))]));

    expect(outcomes.map(({ outcome }) => outcome.result).join(' ')).toBe(
      'accepted accepted accepted accepted rejected',
    );
    expect(outcomes[4]?.outcome).toMatchObject({ code: 'evidence_missing' });
  });

  it('takes a file in its parts, each once, and gives it back from anywhere once it is whole', async () => {
    const content = randomBytes(5000);
    const desk = await of().desk('desk-1');
    await attaches(desk, 'contact-1', entryOf('evidence-1', content));

    expect(standing(await part('desk-1', 'evidence-1', content, 0, 2000))).toEqual([2000, false]);
    expect(standing(await part('desk-1', 'evidence-1', content, 0, 2000))).toEqual([2000, false]);
    expect(standing(await part('desk-1', 'evidence-1', content, 3000, 5000))).toEqual([2000, false]);
    expect(await read('desk-1', 'evidence-1', 0)).toBe('not whole');
    expect(standing(await part('desk-1', 'evidence-1', content, 2000, 5000))).toEqual([5000, true]);
    expect(standing(await part('desk-1', 'evidence-1', content, 2000, 5000))).toEqual([5000, true]);

    expect(await read('desk-1', 'evidence-1', 0)).toEqual(content);
    expect(await read('desk-1', 'evidence-1', 1999)).toEqual(content.subarray(1999));
    expect(await read('desk-1', 'evidence-1', 2000)).toEqual(content.subarray(2000));
  });

  it('takes of two that send the same part at once one', async () => {
    const content = randomBytes(900);
    const desk = await of().desk('desk-1');
    await attaches(desk, 'contact-1', entryOf('evidence-1', content));

    const both = [1, 2].map(() => part('desk-1', 'evidence-1', content, 0, 900));

    for (const taken of await Promise.all(both)) expect(standing(taken)[0]).toBe(900);
    expect(await read('desk-1', 'evidence-1', 0)).toEqual(content);
  });

  it('throws away what is not what its hash says, and more than was said, and begins anew', async () => {
    const content = randomBytes(300);
    const desk = await of().desk('desk-1');
    await attaches(desk, 'contact-1', entryOf('evidence-1', content));

    expect(await part('desk-1', 'evidence-1', randomBytes(300), 0, 300)).toEqual({ refused: 'altered' });
    expect(await part('desk-1', 'evidence-1', Buffer.concat([content, content]), 0, 301)).toEqual({
      refused: 'too_large',
    });
    expect(standing(await part('desk-1', 'evidence-1', content, 0, 300))).toEqual([300, true]);
    expect(await read('desk-1', 'evidence-1', 0)).toEqual(content);
  });

  it('settles a file whose last part came to a hub that died with it', async () => {
    const [content, other] = [randomBytes(60), randomBytes(60)];
    const desk = await of().desk('desk-1');
    await attaches(desk, 'contact-1', entryOf('evidence-1', content));
    await attaches(desk, 'contact-2', entryOf('evidence-2', content));
    await of().store.addEvidencePart('evidence-1', 0, content);
    await of().store.addEvidencePart('evidence-2', 0, other);
    expect(await read('desk-1', 'evidence-1', 0)).toBe('not whole');

    const standings = await evidenceStandings(of().store, 'desk-1', ['evidence-1', 'evidence-2']);

    const said = standings.map(({ evidenceId, storedBytes, isWhole }) => [evidenceId, storedBytes, isWhole]);
    expect(said).toHaveLength(2);
    expect(said).toContainEqual(['evidence-1', 60, true]);
    expect(said).toContainEqual(['evidence-2', 0, false]);
    expect(await read('desk-1', 'evidence-1', 0)).toEqual(content);
  });

  it('takes bytes of a file from who named it alone, and shows it to who may hold what it is attached to', async () => {
    const content = randomBytes(40);
    const mine = await of().desk('desk-1', ['store-1']);
    await of().desk('desk-2', ['store-2']);
    await of().desk('desk-3', ['store-1']);
    await attaches(mine, 'contact-1', entryOf('evidence-1', content), 'clerk-1');

    expect(await part('desk-2', 'evidence-1', content, 0, 40)).toEqual({ refused: 'not_named' });
    expect(await part('desk-2', 'evidence-9', content, 0, 40)).toEqual({ refused: 'not_named' });
    expect(standing(await part('desk-1', 'evidence-1', content, 0, 40))).toEqual([40, true]);

    expect(await read('desk-2', 'evidence-1', 0)).toBeNull();
    expect(await read('desk-2', 'evidence-9', 0)).toBeNull();
    expect(await read('desk-3', 'evidence-1', 0)).toEqual(content);
  });

  it('shows nothing to a desk that attaches a file of which it knows no more than the id', async () => {
    const content = randomBytes(40);
    const mine = await of().desk('desk-1', ['store-1']);
    const theirs = await of().desk('desk-2', ['store-2']);
    const entry = entryOf('evidence-1', content);
    await attaches(mine, 'contact-1', entry, 'clerk-1');
    await part('desk-1', 'evidence-1', content, 0, 40);

    const guessed = entryOf('evidence-1', content, 'f'.repeat(64));
    await attaches(theirs, 'contact-2', guessed, 'clerk-2');
    expect(await read('desk-2', 'evidence-1', 0)).toBeNull();

    // Whoever knows the hash as well was shown the file by somebody who holds it, or has it.
    await attaches(theirs, 'contact-3', entry, 'clerk-2');
    expect(await read('desk-2', 'evidence-1', 0)).toEqual(content);
  });

  async function attaches(
    desk: TestDesk,
    contactId: string,
    entry: ReturnType<typeof entryOf>,
    userId = 'agent-1',
  ): Promise<void> {
    const { evidenceId, sha256, sizeBytes, mediaType } = entry;
    const channel = userId === 'agent-1' ? 'phone' : 'walk_in';
    const attach = { contactId, evidenceId, sha256, sizeBytes, mediaType, kind: 'other', title: '附件' };
    const commands = [
      ...(await desk.verified(userId, contactId, { channel })),
      await desk.does(userId, 'AttachContactEvidence', { ...attach, chainPrevHash: '0'.repeat(64) }),
    ];
    const outcomes = outcomesOf(await desk.push(commands, [entry]));
    expect(outcomes.at(-1)?.outcome).toEqual({ result: 'accepted' });
  }

  const part = (deskId: string, evidenceId: string, content: Buffer, from: number, to: number): Promise<TakenPart> =>
    takePart(of().store, deskId, { evidenceId, from, bytes: content.subarray(from, to) });

  const standing = (taken: TakenPart): readonly [number, boolean] => {
    if ('refused' in taken) throw new Error(taken.refused);
    return [taken.standing.storedBytes, taken.standing.isWhole];
  };

  async function read(deskId: string, evidenceId: string, from: number): Promise<Buffer | 'not whole' | null> {
    const held = await of().store.heldEvidence(deskId, evidenceId);
    if (held === null) return null;
    if (!held.isWhole) return 'not whole';
    const parts: Uint8Array[] = [];
    for await (const each of of().store.readEvidence(evidenceId, from)) parts.push(each);
    return Buffer.concat(parts);
  }
}
