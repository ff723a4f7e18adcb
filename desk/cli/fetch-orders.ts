import { openDeskDb } from '../../db/open/open-desk-db.ts';
import { transaction } from '../../db/open/database.ts';
import { getHubLink, setCursor } from '../../db/queries/hub-link.ts';
import { countOrders } from '../../db/queries/orders.ts';
import { applyReferences } from '../sync/apply-references.ts';
import { fetchOrders, installOrders } from '../sync/fetch-orders.ts';
import type { FetchProgress } from '../sync/fetch-orders.ts';
import { createHubClient, HubRefused, HubUnreachable } from '../sync/hub-client.ts';
import type { CliIo } from './command.ts';
import type { OpenedData } from './open-data.ts';

/**
 * Fetches the orders of a desk that has just been enrolled and holds none; closes its files for it. Where the line breaks or the hub
 * makes no file it says so, and the desk fetches them one by one once it is open.
 */
export async function fetchFirstOrders({ db, dataDir, keys }: OpenedData, io: CliIo): Promise<void> {
  const link = getHubLink(db);
  if (link === null || link.cursor !== null || countOrders(db) > 0) return;
  const say = (zh: string, en: string): void => io.out(io.language === 'zh' ? zh : en);
  const client = createHubClient(link, Date.now);
  try {
    const fetched = await fetchOrders({ client, link, dataDir, ordersKey: keys.orders, told: progressOn(io) });
    if (fetched === null) return;
    db.close();
    installOrders(fetched, dataDir);
    const opened = openDeskDb({ dataDir, keys, now: Date.now() });
    if (!opened.ok) throw new Error(opened.refusal.code);
    const again = opened.value.db;
    try {
      applyReferences(again, fetched.references, Date.now());
      transaction(again, () => setCursor(again, fetched.cursor));
    } finally {
      again.close();
    }
    say(`已取到 ${fetched.orders} 笔订单。`, `${fetched.orders} orders fetched.`);
  } catch (error) {
    if (!(error instanceof HubUnreachable || error instanceof HubRefused)) throw error;
    say(
      '订单还没有取完。再次运行 hub fetch-orders 会接着取；直接打开工作台也会逐笔取回。',
      'The orders are not all here. hub fetch-orders goes on from where it was; the desk fetches them one by one once it is open.',
    );
  }
}

/** Says how far it is, every tenth part. */
function progressOn(io: CliIo): (progress: FetchProgress) => void {
  let last = '';
  return (progress) => {
    const now =
      progress.doing === 'building'
        ? `中心正在准备订单 the hub is getting orders ready: ${Math.floor(progress.orders / 10_000) * 10_000}`
        : `正在取订单 fetching orders: ${Math.floor((progress.bytes * 10) / progress.of) * 10} %`;
    if (now !== last) io.out(now);
    last = now;
  };
}
