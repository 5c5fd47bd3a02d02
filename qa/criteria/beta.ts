import type { Criterion } from '@transkeep/reports/contract/index.ts';
import { criterion } from './define.ts';

const CANDIDATE = ['candidate'] as const;
const BOTH = ['candidate', 'launch'] as const;
const BETA = ['beta'] as const;

/** Beta launch. */
export const beta: readonly Criterion[] = [
  criterion('BETA-01', {
    title: 'Only the invited get in',
    why: 'A beta that strangers can enter is a launch; one that invited people cannot enter is nothing.',
    howToFix: 'Follow one invitation through the audit trail: created, sent, opened, redeemed.',
    owner: 'beta',
    severity: 'M',
    stages: BOTH,
    clauses: {
      registry: { text: 'A registry holds who is invited, who came and who left', threshold: 'every state kept' },
      invitations: { text: 'Invitations go out by e-mail, one to each invited person', threshold: 'one e-mail per invitation' },
      'access-codes': { text: 'Every invitation carries an access code of its own', threshold: 'codes unique and not guessable' },
      'invited-get-in': { text: 'An invited person gets in', threshold: 'signed in with the code' },
      'others-kept-out': { text: 'Nobody else does', threshold: 'every wrong, foreign or withdrawn code refused' },
      'codes-once': { text: 'A code works once', threshold: 'second use refused, also at the same moment' },
    },
  }),
  criterion('BETA-02', {
    title: 'E-mails reach the right person at the right time',
    why: 'One e-mail too many, or to the wrong person, costs more trust than a missing feature.',
    howToFix: 'Compare the schedule of the failing mail with the mail catcher’s list: recipient, moment, kind.',
    owner: 'beta',
    severity: 'M',
    stages: BOTH,
    clauses: {
      welcome: { text: 'Welcome', threshold: 'sent at its time, once' },
      tips: { text: 'Usage tips', threshold: 'sent at their time, once' },
      'feedback-request': { text: 'Feedback request', threshold: 'sent at its time, once' },
      digest: { text: 'Daily digest', threshold: 'sent at its time, once a day' },
      recipients: { text: 'Each goes to the person it belongs to, and nobody else', threshold: '0 misdirected' },
      unsubscribe: { text: 'Every mail can be unsubscribed from, and that is kept', threshold: 'no mail after it' },
    },
  }),
  criterion('BETA-03', {
    title: 'People can ask for help and see what is wrong',
    why: 'Beta users forgive outages, not silence.',
    howToFix: 'Send one message through the form and follow it: stored, e-mailed, posted.',
    owner: 'beta',
    severity: 'M',
    stages: BOTH,
    clauses: {
      'feedback-email': { text: 'The feedback form reaches support by e-mail', threshold: 'delivered with its text' },
      'feedback-slack': { text: 'The feedback form reaches support in Slack', threshold: 'delivered with its text' },
      faq: { text: 'There is a FAQ page', threshold: 'reachable, also when signed out' },
      'status-page': { text: 'The status page tells the truth during an outage', threshold: 'says so within its interval, and recovers' },
    },
  }),
  criterion('BETA-04', {
    title: 'The team sees how the beta goes, live',
    why: 'Without it the beta teaches nothing.',
    howToFix: 'Compare the dashboard’s number with a count in the database at the same moment.',
    owner: 'beta',
    severity: 'M',
    stages: BOTH,
    clauses: {
      'sign-ups': { text: 'Sign-ups', threshold: 'equal to the database' },
      'documents-translated': { text: 'Documents translated', threshold: 'equal to the database' },
      'success-rate': { text: 'Success rate', threshold: 'equal to the database' },
      performance: { text: 'Performance', threshold: 'equal to the database' },
      satisfaction: { text: 'Satisfaction', threshold: 'equal to the database' },
      'admin-dashboard': { text: 'All of it on a dashboard that only admins see', threshold: 'admins yes, users no' },
      'real-time': { text: 'The dashboard follows in real time', threshold: 'moves without a reload' },
    },
  }),
  criterion('BETA-05', {
    title: 'The beta was rehearsed with 50 users',
    why: 'The first time everything happens together should not be with real people.',
    howToFix: 'The evidence lists every document with its outcome and duration: begin with the errors, then the slowest.',
    owner: 'beta',
    severity: 'M',
    stages: CANDIDATE,
    clauses: {
      users: { text: 'Invited users took part', threshold: { text: '50 users', limit: 50, unit: 'users', direction: 'at-least' } },
      documents: { text: 'Documents were translated end to end', threshold: { text: '≥ 100 documents', limit: 100, unit: 'documents' } },
      'error-rate': { text: 'Documents that failed, by count', threshold: { text: '< 5 %', limit: 0.05, unit: 'share', minSamples: 100 } },
      'average-time': { text: 'Average time per document', threshold: { text: '< 90 s', limit: 90, unit: 's', minSamples: 100 } },
      feedback: { text: 'Feedback was collected', threshold: { text: '≥ 1 answer', limit: 1, unit: 'answers' } },
    },
  }),
  criterion('BETA-06', {
    title: 'The live beta succeeds',
    why: 'It is what the launch is decided on.',
    howToFix: 'Census of all beta documents and answers: the report lists those that count against each clause.',
    owner: 'beta',
    severity: 'M',
    stages: BETA,
    clauses: {
      'active-users': { text: 'Active users', threshold: { text: '≥ 50 users', limit: 50, unit: 'users' } },
      documents: { text: 'Documents translated', threshold: { text: '≥ 100 documents', limit: 100, unit: 'documents' } },
      'error-rate': { text: 'Documents that failed, by count', threshold: { text: '< 5 %', limit: 0.05, unit: 'share', minSamples: 100 } },
      'average-time': { text: 'Average time per document', threshold: { text: '< 90 s', limit: 90, unit: 's', minSamples: 100 } },
      'positive-feedback': { text: 'Answers that are positive', threshold: { text: '≥ 70 %', limit: 0.7, unit: 'share', minSamples: 1 } },
    },
  }),
];
