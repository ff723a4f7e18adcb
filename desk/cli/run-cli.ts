import { COMMANDS } from './commands/index.ts';
import { EXIT, type CliIo, type ExitCode } from './command.ts';

/** Finds and runs the command that the arguments name; `help`, nothing, or an unknown one tells what there is. */
export async function runCli(args: readonly string[], io: CliIo): Promise<ExitCode> {
  const [name, ...rest] = args;
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command) return command.run(rest, io);
  const asked = name === undefined || name === 'help' || name === '--help';
  const say = asked ? io.out : io.err;
  if (!asked) say(io.language === 'zh' ? `没有命令“${name}”。` : `There is no command "${name}".`);
  for (const { name: known, usage, summary } of COMMANDS) {
    say(`npm run desk -- ${known} ${usage}`);
    say(`    ${summary[io.language]}`);
  }
  return asked ? EXIT.ok : EXIT.usage;
}
