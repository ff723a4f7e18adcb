import { addContactNote } from './add-contact-note.ts';
import { attachContactEvidence } from './attach-contact-evidence.ts';
import { challengeVerification } from './challenge-verification.ts';
import { endContact } from './end-contact.ts';
import { finishContactFollowUp } from './finish-contact-follow-up.ts';
import { handOverContact } from './hand-over-contact.ts';
import { holdContact } from './hold-contact.ts';
import { linkCase } from './link-case.ts';
import { linkParty } from './link-party.ts';
import { logContactCommunication } from './log-contact-communication.ts';
import { markPendingMaterial } from './mark-pending-material.ts';
import { pauseRecording } from './pause-recording.ts';
import { recheckElement } from './recheck-element.ts';
import { recordElements } from './record-elements.ts';
import { recordMandate } from './record-mandate.ts';
import { refuseVerification } from './refuse-verification.ts';
import { resumeContact } from './resume-contact.ts';
import { resumeRecording } from './resume-recording.ts';
import { settleContactContradiction } from './settle-contact-contradiction.ts';
import { startContact } from './start-contact.ts';
import { startVerification } from './start-verification.ts';
import { wrapUpContact } from './wrap-up-contact.ts';

/** Every command of the contact stream, by its type. */
export const contactCommands = {
  StartContact: startContact,
  HoldContact: holdContact,
  ResumeContact: resumeContact,
  PauseRecording: pauseRecording,
  ResumeRecording: resumeRecording,
  LinkParty: linkParty,
  LinkCase: linkCase,
  StartVerification: startVerification,
  RecordElements: recordElements,
  RefuseVerification: refuseVerification,
  MarkPendingMaterial: markPendingMaterial,
  ChallengeVerification: challengeVerification,
  RecordMandate: recordMandate,
  RecheckElement: recheckElement,
  HandOverContact: handOverContact,
  AddContactNote: addContactNote,
  LogContactCommunication: logContactCommunication,
  FinishContactFollowUp: finishContactFollowUp,
  AttachContactEvidence: attachContactEvidence,
  EndContact: endContact,
  WrapUpContact: wrapUpContact,
  SettleContactContradiction: settleContactContradiction,
} as const;
