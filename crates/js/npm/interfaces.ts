/** Another request to the policies of a case or scenario; what is left out stays as it is there. */
export interface Request {
  /** Such as `s3:GetObject`. */
  action?: string;
  /** The ARN, or `*` for an action without a resource. */
  resource?: string;
  /** Condition keys and their values; replaces all keys that were set before. */
  context?: Record<string, ContextValue | ContextValue[]>;
  /** Condition keys of which nobody knows the value. */
  unknown?: string[];
  /** Scenarios only: who asks. */
  caller?: Caller;
  /** Scenarios only: the account that owns the resource, where nothing else tells. */
  owner?: string;
  /** Scenarios only: the id of the VPC endpoint that the request travels through. */
  endpoint?: string;
}

/** Who asks, by the names of the scenario. */
export type Caller =
  | { type: 'user'; account: string; name: string; credentials?: Credentials }
  | { type: 'role'; account: string; name: string; session?: Session }
  | { type: 'federated'; account: string; user: string; session?: Session }
  | { type: 'root'; account: string; credentials?: Credentials }
  | { type: 'service'; name: string }
  | { type: 'web_identity'; provider: string }
  | { type: 'anonymous' };

export type Credentials = 'access_keys' | 'temporary' | 'temporary_with_mfa';

/** What was passed when temporary credentials were made. */
export interface Session {
  name?: string;
  /** Names of session policies in the scenario. */
  policies?: string[];
  tags?: { key: string; value: string }[];
  mfa?: boolean;
  source_identity?: string;
}

export type ContextValue = string | number | boolean;

export interface Decision {
  readonly decision: Verdict;
  /** Null for an Allow; `explicit:scp`, `implicit:identity`, `api_restriction`, `cross_partition` … */
  readonly because: string | null;
  /** Whether some policy could not be read in full, so that the answer may change. */
  readonly provisional: boolean;
}

/** `DependsOn` comes only of keys that were declared unknown. */
export type Verdict = 'Allow' | 'Deny' | 'DependsOn';

export interface Explanation {
  decision: Verdict;
  because: string | null;
  provisional: boolean;
  trace: Trace;
  sentences: Sentences;
}

export type Answer = 'yes' | 'no' | 'unknown';
export type Grade = 'none' | 'account' | 'via-user' | 'via-role' | 'direct';
export type Layer =
  | 'rcp'
  | 'scp'
  | 'resource'
  | 'identity'
  | 'boundary'
  | 'session'
  | 'vpc_endpoint';

export interface Trace {
  decision: Verdict;
  because: string | null;
  provisional: boolean;
  /** Whether caller and resource are in different accounts, so that both must allow. */
  cross_account: boolean;
  /** How strongly the resource-based policy grants. */
  grade: Grade;
  /** Choices made where AWS's pages do not decide. */
  notes: string[];
  /** The decision path in order. */
  gates: Gate[];
}

export interface Gate {
  gate: Layer | 'service' | 'explicit_deny';
  /** For one level of an organization. */
  node?: { id: string; name: string };
  state: 'allows' | 'denies' | 'nothing-allows' | 'does-not-apply' | 'cannot-tell';
  /** Why it does not apply. */
  why?: string;
  role: 'passed' | 'decides' | 'after';
  policies: PolicyTrace[];
}

export interface PolicyTrace {
  name: string;
  kind: PolicyKind;
  /** The group through which the policy reaches a user. */
  group?: string;
  allows: Answer;
  denies: Answer;
  statements: StatementTrace[];
}

/** Lines and columns start at 1 and count in the policy's own text. */
export interface StatementTrace {
  /** From 0. */
  index: number;
  sid?: string;
  effect: 'allow' | 'deny' | 'unreadable';
  applies: Answer;
  grade: Grade;
  line?: number;
  column?: number;
  elements: ElementTrace[];
}

export interface ElementTrace {
  element: 'effect' | 'principal' | 'action' | 'resource' | 'condition';
  operator?: string;
  key?: string;
  matches: Answer;
  /** A stable code, such as `no-value-fits`. */
  reason: string;
  /** The value that decided, as it is written. */
  value?: string;
  line?: number;
  column?: number;
}

export interface Sentences {
  /** The answer's reason, such as ``no identity-based policy allows `s3:GetObject` (implicit deny)``. */
  verdict: string;
  /** AWS's own message for this request, where it would send one. */
  access_denied_message: string | null;
  /** The unknown keys that decide. */
  depends_on: string[];
  notes: string[];
  gates: GateSentences[];
}

export interface GateSentences {
  title: string;
  state: string;
  sentence: string;
  statements: { statement: string; elements: { element: string; sentence: string }[] }[];
}

export type PolicyKind =
  | 'identity'
  | 'managed'
  | 'boundary'
  | 'session'
  | 'resource'
  | 'role_trust'
  | 'kms_key'
  | 'vpc_endpoint'
  | 'scp'
  | 'rcp';

/** What comes of a case, by its kind; `pass` is there where the case says what is expected. */
export type Outcome = { id: string | null; pass?: boolean } & (
  | { decision: Verdict; because: string | null; keys?: string[]; provisional: boolean }
  | { match: boolean }
  | { valid: boolean; findings: Finding[] }
);

export interface Finding {
  /** A stable name in kebab case. */
  code: string;
  severity: 'error' | 'warning' | 'info';
  message: string;
  /** From 1. */
  line: number;
  /** From 1, in characters. */
  column: number;
}
