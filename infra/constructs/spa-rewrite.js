// Runs at CloudFront before the cache, for the web app's own addresses only (`/api/*` and `/health/*` have behaviours of
// their own): a path without a file extension is a route of the web app, which its entry page knows. Errors stay errors.
// The language is CloudFront's JavaScript runtime 2.0.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name
function handler(event) {
  const request = event.request;
  const lastSegment = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (!lastSegment.includes('.')) request.uri = '/index.html';
  return request;
}
