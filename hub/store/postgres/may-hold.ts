/** Whether the desk `d` may hold the stream `s`: its branches', everybody's, or one that was pinned for it. */
export const MAY_HOLD = `(d.branches IS NULL OR s.branch_id IS NULL OR s.branch_id = ANY (d.branches)
  OR EXISTS (SELECT 1 FROM pin WHERE pin.desk_id = d.desk_id AND pin.stream = s.stream))`;
