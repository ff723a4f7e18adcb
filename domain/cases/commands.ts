import { addCaseNote } from './add-case-note.ts';
import { addTaskNote } from './add-task-note.ts';
import { approveCase } from './approve-case.ts';
import { assignOwner } from './assign-owner.ts';
import { assignTask } from './assign-task.ts';
import { attachCaseEvidence } from './attach-case-evidence.ts';
import { attachContact } from './attach-contact.ts';
import { fileCancellation } from './file-cancellation.ts';
import { fileIntake } from './file-intake.ts';
import { finishCaseFollowUp } from './finish-case-follow-up.ts';
import { lapseCase } from './lapse-case.ts';
import { logCaseCommunication } from './log-case-communication.ts';
import { receiveMaterial } from './receive-material.ts';
import { rejectCase } from './reject-case.ts';
import { requestInfo } from './request-info.ts';
import { settleCaseContradiction } from './settle-case-contradiction.ts';
import { withdrawCase } from './withdraw-case.ts';

/** Every command of the case stream, by its type. */
export const caseCommands = {
  FileCancellation: fileCancellation,
  FileIntake: fileIntake,
  AttachContact: attachContact,
  WithdrawCase: withdrawCase,
  AddCaseNote: addCaseNote,
  LogCaseCommunication: logCaseCommunication,
  FinishCaseFollowUp: finishCaseFollowUp,
  AttachCaseEvidence: attachCaseEvidence,
  RequestInfo: requestInfo,
  ReceiveMaterial: receiveMaterial,
  AssignOwner: assignOwner,
  ApproveCase: approveCase,
  RejectCase: rejectCase,
  AssignTask: assignTask,
  AddTaskNote: addTaskNote,
  LapseCase: lapseCase,
  SettleCaseContradiction: settleCaseContradiction,
} as const;
