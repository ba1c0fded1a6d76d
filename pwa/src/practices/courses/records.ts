/** How far somebody is in the courses: one sealed record, a field for each. */

import type { Policy } from '../../vault/sync/policies';

export const COURSES = 'courses';
export const COURSES_POLICY: Policy = { fields: {} };
