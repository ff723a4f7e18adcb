import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { WritableDb } from '../../db/open/database.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { EXIT, type CliCommand, type CliIo, type ExitCode, type Language } from './command.ts';
import { sayRefusal } from './import-words.ts';
import { DATA_FLAGS, openData } from './open-data.ts';

interface FileCommand<T> {
  readonly name: string;
  readonly verb: string;
  readonly summary: Readonly<Record<Language, string>>;
  /** Takes the text of the file into the data. */
  take(db: WritableDb, body: string): Result<T>;
  readonly lines: Readonly<Record<Language, (taken: T) => readonly string[]>>;
}

/** A command `NAME VERB FILE` that takes one text file into a data folder and says what came of it. */
export function fileCommand<T>({ name, verb, summary, take, lines }: FileCommand<T>): CliCommand {
  const usage = `${verb} FILE [--data-dir DIR] [--demo] [--passphrase]`;
  return {
    name,
    usage,
    summary,
    async run(args, io): Promise<ExitCode> {
      const asked = parse(args, verb);
      if (asked === null) {
        io.err(`npm run desk -- ${name} ${usage}`);
        return EXIT.usage;
      }
      const body = await readFile(asked.file, 'utf8').catch((error: unknown) => unreadable(error, io));
      if (body === null) return EXIT.refused;
      const opened = await openData(asked.values, io);
      if (!opened.ok) {
        io.err(sayRefusal(io.language, opened.refusal));
        return EXIT.refused;
      }
      const { db } = opened.value;
      try {
        const taken = take(db, body);
        if (!taken.ok) {
          io.err(sayRefusal(io.language, taken.refusal));
          return EXIT.refused;
        }
        for (const line of lines[io.language](taken.value)) io.out(line);
        return EXIT.ok;
      } finally {
        db.close();
      }
    },
  };
}

function parse(args: readonly string[], verb: string) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: DATA_FLAGS, allowPositionals: true });
    const [said, file] = positionals;
    return positionals.length === 2 && said === verb && file !== undefined ? { values, file } : null;
  } catch {
    return null;
  }
}

function unreadable(error: unknown, { language, err }: CliIo): null {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'read';
  err(sayRefusal(language, { code: 'file_unreadable', data: { reason } }));
  return null;
}
