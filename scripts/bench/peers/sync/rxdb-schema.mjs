export const SCHEMA = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 80 }, body: { type: 'object', additionalProperties: true } },
  required: ['id', 'body'],
};
