import type { Desk } from '../fixtures/desk.ts';
import type { Console } from './console.ts';
import type { DecideStep } from './decide-step.ts';
import type { FiledPanel, FileStep } from './file-step.ts';
import { codeOn } from './people.ts';
import type { Customer } from './people.ts';

/** The customer calls from the registered number, and proves to be who they are. */
export async function verifiedByPhone(console: Console, desk: Desk, caller: Customer): Promise<DecideStep> {
  const verify = await console.newCall(caller.mobile);
  await verify.chooseCandidate();
  await verify.start();
  await verify.answer({ person_name: caller.name, id_no_last6: caller.last6, sms_code: codeOn(desk, caller) });
  await verify.expectLevel('L2');
  return verify.next();
}

/** The customer stands at the counter with the terminal and the original identity card. */
export async function verifiedAtCounter(console: Console, visitor: Customer): Promise<DecideStep> {
  const verify = await console.walkIn();
  await verify.scanIn(visitor.terminalSn);
  await verify.start();
  await verify.seeOriginal('id_card_original', visitor.idNo);
  await verify.expectLevel('L2');
  return verify.next();
}

/** What is asked of a caller who wants to send a terminal back within seven days. */
export async function answerByPhone(file: FileStep): Promise<void> {
  await file.giveReason('个人需求变更', '客户说店不开了');
  await file.answer('告知方式', '已读给客户听');
  await file.answer('希望用哪种方式联系', '短信');
  await file.answer('机具与配件：收到没有', '缺');
  await file.tick('已复述，客户确认无误');
}

/** What is asked of a visitor who has brought the terminal and the identity card. */
export async function answerAtCounter(file: FileStep): Promise<void> {
  await file.giveReason('个人需求变更', '客户到店，机器一起带来');
  await file.answer('告知方式', '已给客户看');
  await file.answer('希望用哪种方式联系', '短信');
  await file.answer('身份证原件：收到没有', '已核实');
  await file.answer('机具与配件：收到没有', '已收');
  await file.tick('身份证已当面归还客户');
  await file.tick('已复述，客户确认无误');
}

/** A whole call, from F2 to the code of the case. */
export async function filedByPhone(console: Console, desk: Desk, caller: Customer): Promise<FiledPanel> {
  const decide = await verifiedByPhone(console, desk, caller);
  const file = await decide.next();
  await answerByPhone(file);
  return file.file();
}
