import type { RecordedDomainEvent } from '../events.ts';
import { parseStreamId } from '../kernel/stream.ts';
import { evolveContradictions } from './contradictions.ts';
import { evolveFollowUps } from './follow-ups.ts';
import type { MaterialItem } from './events.ts';
import type { CaseState, TaskState } from './state.ts';

/** Folds one event of a case stream into its state; null before the stream's first event. Refuses nothing: it happened. */
export function evolveCase(state: CaseState | null, event: RecordedDomainEvent): CaseState | null {
  const next = state === null ? begin(event) : apply(state, event);
  if (next === null) return null;
  return {
    ...next,
    followUps: evolveFollowUps(next.followUps, event),
    contradictions: evolveContradictions(next.contradictions, event),
    updatedAt: Math.max(next.updatedAt, event.capturedAt),
  };
}

function begin(event: RecordedDomainEvent): CaseState | null {
  switch (event.type) {
    case 'IntakeRecorded':
      return {
        ...shared(event, event.data),
        status: 'intake_only',
        originChannel: null,
        verifiedLevel: 'L0',
        subject: 'self',
        reasonCode: event.data.reasonCode,
        acknowledgement: null,
        decision: null,
        fees: [],
        materials: event.data.materialsRequested.map((materialId) => ({
          materialId,
          state: 'missing',
          evidenceId: null,
        })),
        contactPreference: null,
        intakeExpiresAt: event.data.expiresAt,
        priorOrderStatus: null,
      };
    case 'CancellationFiled':
      return {
        ...shared(event, event.data),
        status: 'submitted',
        originChannel: event.data.originChannel,
        verifiedLevel: event.data.verifiedLevel,
        subject: event.data.subject,
        reasonCode: event.data.reasonCode,
        acknowledgement: event.data.acknowledgement,
        decision: event.data.decision,
        fees: event.data.fees,
        materials: event.data.materials,
        contactPreference: event.data.contactPreference,
        intakeExpiresAt: null,
        priorOrderStatus: event.data.priorOrderStatus,
      };
    default:
      return null;
  }
}

type FirstData = Extract<RecordedDomainEvent, { type: 'IntakeRecorded' | 'CancellationFiled' }>['data'];

function shared(event: RecordedDomainEvent, data: FirstData) {
  const by = event.actor.userId;
  return {
    caseId: parseStreamId(event.stream).id,
    caseCode: data.caseCode,
    orderNo: data.orderNo,
    orderKind: data.orderKind,
    partyId: data.partyId,
    intakeChannel: data.intakeChannel,
    contactIds: [data.contactId],
    ownerUserId: by,
    requestedBy: by,
    editedBy: [by],
    branchId: event.actor.branchId,
    reasonText: data.reasonText,
    filedAt: event.capturedAt,
    noticeReceivedAt: data.noticeReceivedAt,
    autoChecks: null,
    infoRequested: null,
    approvals: [],
    rejection: null,
    tasks: [],
    links: [],
    chaserCount: 0,
    followUps: [],
    contradictions: [],
    updatedAt: event.capturedAt,
  } satisfies Partial<CaseState>;
}

function apply(state: CaseState, event: RecordedDomainEvent): CaseState {
  const by = event.actor.userId;
  const at = event.capturedAt;
  switch (event.type) {
    case 'CaseOwnerAssigned':
      return { ...state, ownerUserId: event.data.userId };
    case 'CaseContactAttached':
      return {
        ...state,
        contactIds: union(state.contactIds, event.data.contactId),
        editedBy: event.data.because === 'second_filing' ? union(state.editedBy, by) : state.editedBy,
      };
    case 'AutoCheckDone':
      // Passed or not, a person looks next (B11); only missing items put it back to the customer, by InfoRequested.
      return { ...state, status: 'under_review', autoChecks: event.data, infoRequested: null };
    case 'InfoRequested':
      return {
        ...state,
        status: 'needs_info',
        infoRequested: { ...event.data, at },
        materials: event.data.materials.reduce(asked, state.materials),
      };
    case 'MaterialReceived':
      return { ...state, materials: replaced(state.materials, event.data.item), editedBy: union(state.editedBy, by) };
    case 'CaseWithdrawn':
      return { ...state, status: 'withdrawn' };
    case 'ApprovalGiven':
      return { ...state, approvals: [...state.approvals, { ...event.data, userId: by, at }] };
    case 'CaseApproved':
      return { ...state, status: 'approved' };
    case 'CaseRejected':
      return { ...state, status: 'rejected', rejection: event.data };
    case 'CaseLinked':
      return {
        ...state,
        status: event.data.relation === 'superseded_by' ? 'closed' : state.status,
        links: [...state.links, event.data],
      };
    case 'CaseLapsed':
      return { ...state, status: event.data.to };
    case 'CaseCompleted':
      return { ...state, status: 'completed' };
    case 'TaskCreated':
      return {
        ...state,
        status: state.status === 'approved' ? 'executing' : state.status,
        tasks: [...state.tasks, { task: event.data, status: 'open', assignedTo: null, createdAt: at, notes: [] }],
      };
    case 'TaskAssigned':
      return withTask(state, event.data.taskId, (task) => ({ ...task, assignedTo: event.data.userId }));
    case 'TaskNoted':
      return withTask(state, event.data.taskId, (task) => ({
        ...task,
        notes: [...task.notes, { noteId: event.data.noteId, text: event.data.text, by, at }],
      }));
    case 'TaskCancelled':
      return withTask(state, event.data.taskId, (task) => ({ ...task, status: 'cancelled' }));
    case 'CommunicationLogged':
      return event.data.isChaser ? { ...state, chaserCount: state.chaserCount + 1 } : state;
    case 'ChaserCounted':
      return { ...state, chaserCount: state.chaserCount + 1 };
    default:
      // Notes, files and masked card data stand in the timeline; a stream holds no events of another kind.
      return state;
  }
}

function union(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list : [...list, item];
}

function replaced(items: readonly MaterialItem[], item: MaterialItem): readonly MaterialItem[] {
  return [...items.filter((each) => each.materialId !== item.materialId), item];
}

/** An item that is asked for again counts as missing until it comes; one that is new joins the checklist. */
function asked(items: readonly MaterialItem[], materialId: string): readonly MaterialItem[] {
  return replaced(items, { materialId, state: 'missing', evidenceId: null });
}

function withTask(state: CaseState, taskId: string, change: (task: TaskState) => TaskState): CaseState {
  return { ...state, tasks: state.tasks.map((each) => (each.task.taskId === taskId ? change(each) : each)) };
}
