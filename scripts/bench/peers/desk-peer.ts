/** The desk itself, by the view that its search box asks: every way a line may be read, masked and with its cases. */
import { searchAnswerOf } from '../../../desk/views/search.ts';
import { benchData, openBenchDesk } from '../desk/build-data.ts';
import type { BuildPeer } from './peer.ts';

export const openDeskAsPeer: BuildPeer = async (_documents, _folder, orders) => {
  const data = await benchData(orders);
  const desk = await openBenchDesk(data.dataDir);
  return {
    bytes: data.bytes.orders,
    close: () => desk.close(),
    ask: (_how, typed, limit) => searchAnswerOf(desk.deps, typed, limit).hits,
  };
};
