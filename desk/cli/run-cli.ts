import { databaseRefusal } from '../../db/open/errors.ts';
import { refusalLines } from '../hosting/start-words.ts';
import { COMMANDS } from './commands/index.ts';
import { EXIT, type CliCommand, type CliIo, type ExitCode } from './command.ts';

/** Finds and runs the command that the arguments name; `help`, nothing, or an unknown one tells what there is. */
export async function runCli(args: readonly string[], io: CliIo): Promise<ExitCode> {
  const [name, ...rest] = args;
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command) return runInWords(command, rest, io);
  const asked = name === undefined || name === 'help' || name === '--help';
  const say = asked ? io.out : io.err;
  if (!asked) say(io.language === 'zh' ? `没有命令“${name}”。` : `There is no command "${name}".`);
  for (const { name: known, usage, summary } of COMMANDS) {
    say(`npm run desk -- ${known} ${usage}`);
    say(`    ${summary[io.language]}`);
  }
  return asked ? EXIT.ok : EXIT.usage;
}

/** A file or a disk that gives out in the middle is told in words as well; any other exception is a bug and goes on. */
async function runInWords(command: CliCommand, args: readonly string[], io: CliIo): Promise<ExitCode> {
  try {
    return await command.run(args, io);
  } catch (error) {
    const refused = databaseRefusal(error);
    if (refused === null) throw error;
    io.err(refusalLines(refused.refusal)[io.language === 'zh' ? 0 : 1]);
    return EXIT.refused;
  }
}
