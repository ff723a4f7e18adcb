import type { UtcMs } from '../../domain/kernel/units.ts';
import { getHubLink } from '../../db/queries/hub-link.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { CommandDesk } from '../commands/execute.ts';
import { applyPage } from './apply-page.ts';
import type { HubClient } from './hub-client.ts';

const PULLED_AT_ONCE = 1_000;

export interface Pulling {
  readonly desk: () => CommandDesk;
  readonly client: Pick<HubClient, 'pull'>;
  readonly now: () => UtcMs;
  readonly changed: (streams: ReadonlySet<StreamId>) => void;
  readonly failed: (stream: string, error: unknown) => void;
}

/** Pulls and applies until there is no more. Throws what the client throws; what was applied by then stays. */
export async function pullAll({ desk, client, now, changed, failed }: Pulling): Promise<void> {
  for (let more = true; more;) {
    const page = await client.pull(getHubLink(desk().db)?.cursor ?? null, PULLED_AT_ONCE);
    changed(applyPage(desk(), page, now(), failed));
    ({ more } = page);
  }
}
