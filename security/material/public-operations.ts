/**
 * The operations that anybody may call. Adding one is a decision about security: it needs a reason here and a review.
 * The gate also fails when one of them is gone, so that the list stays true.
 */
export const PUBLIC_OPERATIONS = {
  createSession: 'signing in is how a session begins',
  refreshSession: 'carries its own proof: the refresh cookie',
  getVersion: 'names commit and image, which deployments compare; no secret',
  liveness: 'asked by load balancers',
  readiness: 'asked by load balancers',
  getOpenapi: 'the description of the API is public',
} as const satisfies Record<string, string>;
