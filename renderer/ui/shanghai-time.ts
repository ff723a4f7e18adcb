import dayjs, { type Dayjs } from 'dayjs';
import utc from 'dayjs/plugin/utc';
import type { UtcMs } from '../../domain/kernel/units.ts';

dayjs.extend(utc);

const SHANGHAI_HOURS = 8;
const WALL_CLOCK = 'YYYY-MM-DDTHH:mm:ss';

/** What was picked on the calendar, read as the wall clock of Asia/Shanghai whatever the zone of this machine, in UTC ms. */
export function instantOfPicked(picked: Dayjs): UtcMs {
  return dayjs.utc(picked.format(WALL_CLOCK)).subtract(SHANGHAI_HOURS, 'hour').valueOf();
}

/** The reverse: an instant as a calendar field shows it. */
export function pickedOfInstant(at: UtcMs): Dayjs {
  return dayjs(dayjs.utc(at).utcOffset(SHANGHAI_HOURS).format(WALL_CLOCK));
}
