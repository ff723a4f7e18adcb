/** Whether the stream `s` is of the branches of the desk `d`, or everybody's. */
export const OF_ITS_BRANCHES = '(d.branches IS NULL OR s.branch_id IS NULL OR s.branch_id = ANY (d.branches))';

/** Whether the desk `d` may hold the stream `s`: its branches', everybody's, or one that was pinned for it. */
export const MAY_HOLD = `(${OF_ITS_BRANCHES}
  OR EXISTS (SELECT 1 FROM pin WHERE pin.desk_id = d.desk_id AND pin.stream = s.stream))`;

/** Whether the desk `d` may hold the reference `r` at the instant `$6`; `$7` is a day. Orders alone are many, and grow old. */
export const MAY_HOLD_REFERENCE = `(d.days IS NULL OR r.ordered_at IS NULL OR r.ordered_at >= $6::bigint - d.days * $7::bigint
  OR EXISTS (SELECT 1 FROM claim WHERE claim.kind = 'open_case' AND claim.key = r.key)
  OR EXISTS (SELECT 1 FROM pin WHERE pin.desk_id = d.desk_id AND pin.stream = 'order/' || r.key))`;
