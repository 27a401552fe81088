// The package as a program in Node.js uses it: installed under its name.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { evaluate, load, validate } from '../../../target/js/node.js';
import { code, printed } from './example.mjs';

const built = fileURLToPath(new URL('../../../target/js/', import.meta.url));
const project = mkdtempSync(path.join(tmpdir(), 'iam-playground-js-'));
after(() => rmSync(project, { recursive: true }));

const principal = {
  type: 'iam_user',
  account: '111122223333',
  arn: 'arn:aws:iam::111122223333:user/Ana',
};
const allow = (action) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'One', Effect: 'Allow', Action: action, Resource: '*' }],
});
const asked = (policy, more = {}) => ({
  kind: 'decision',
  setup: { principal, resource_account: '111122223333', identity_policies: [policy] },
  request: { action: 's3:GetObject', resource: 'arn:aws:s3:::menu/a', ...more },
});
const answer = (decision, because, provisional = false) => ({ decision, because, provisional });

function conformance(wanted) {
  const file = new URL('../../testkit/cases/conformance.json', import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, 'utf8'));
  return cases.filter(({ kind }) => wanted === undefined || kind === wanted);
}

test('the example of the README prints what it says', () => {
  mkdirSync(path.join(project, 'node_modules'));
  symlinkSync(built, path.join(project, 'node_modules/iam-playground'));
  writeFileSync(path.join(project, 'example.mjs'), code);
  const output = execFileSync(process.execPath, ['example.mjs'], { cwd: project });
  assert.deepEqual(String(output).trimEnd().split('\n'), printed);
  assert.equal(printed.length, 4);
});

test('text and object are the same case', () => {
  const object = asked(allow('s3:Get*'));
  for (const given of [object, JSON.stringify(object)]) {
    assert.deepEqual(load(given).decide(), answer('Allow', null));
  }
});

test('the policy decides, not the package', () => {
  assert.deepEqual(load(asked(allow('s3:Put*'))).decide(), answer('Deny', 'implicit:identity'));
  const deny = allow('s3:*');
  deny.Statement.push({ Effect: 'Deny', Action: 's3:GetObject', Resource: '*' });
  assert.deepEqual(load(asked(deny)).decide(), answer('Deny', 'explicit:identity'));
});

test('another request keeps what it leaves out', () => {
  const policy = allow('s3:Get*');
  policy.Statement[0].Condition = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
  const context = { 'aws:SourceIp': '203.0.113.7' };
  const handle = load(asked(policy, { context }));
  assert.equal(handle.decide().decision, 'Allow');
  assert.equal(handle.decide({ resource: 'arn:aws:s3:::menu/b' }).decision, 'Allow');
  assert.equal(handle.decide({ action: 's3:PutObject' }).decision, 'Deny');
  assert.equal(handle.decide({ context: { 'aws:SourceIp': '198.51.100.1' } }).decision, 'Deny');
  assert.equal(handle.decide({ context: {} }).decision, 'Deny');
  assert.equal(handle.decide({ unknown: ['aws:SourceIp'] }).decision, 'DependsOn');
  assert.deepEqual(handle.explain({ unknown: ['aws:SourceIp'] }).sentences.depends_on, [
    'aws:SourceIp',
  ]);
  assert.equal(handle.decide().decision, 'Allow');
});

const till = '111122223333';
const menu = 'arn:aws:s3:::menu/today.txt';
const scenario = () => ({
  iam_playground: 1,
  title: 'Till',
  organization: {
    id: 'o-abcdefghij',
    management_account: '999999999999',
    root: {
      id: 'r-abcd',
      scps: ['FullAWSAccess', 'NoDeletes'],
      children: [{ account: till }, { account: '999999999999' }],
    },
  },
  accounts: [
    {
      id: till,
      name: 'Till',
      users: [{ name: 'Ana', policies: ['Menu'] }, { name: 'Ben' }],
      resources: [{ arn: 'arn:aws:s3:::menu' }],
    },
    { id: '999999999999', name: 'Office' },
  ],
  policies: [
    { name: 'Menu', kind: 'identity', text: JSON.stringify(allow('s3:*')) },
    {
      name: 'NoDeletes',
      kind: 'scp',
      text: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:Delete*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}}}',
    },
  ],
  request: {
    caller: { type: 'user', account: till, name: 'Ana' },
    action: 's3:GetObject',
    resource: menu,
    context: [{ key: 'aws:RequestedRegion', value: 'us-east-1' }],
  },
  saved: [
    {
      name: 'Ben looks',
      request: {
        caller: { type: 'user', account: till, name: 'Ben' },
        action: 's3:GetObject',
        resource: menu,
      },
    },
  ],
});

test('a scenario decides its request, those it keeps, and others', () => {
  const handle = load(scenario());
  assert.deepEqual(handle.decide(), answer('Allow', null));
  assert.deepEqual(handle.decide('Ben looks'), answer('Deny', 'implicit:identity'));
  const deletes = { action: 's3:DeleteObject' };
  assert.deepEqual(handle.decide(deletes), answer('Deny', 'explicit:scp'));
  const here = { ...deletes, context: { 'aws:RequestedRegion': 'eu-west-1' } };
  assert.deepEqual(handle.decide(here), answer('Allow', null));
  const unknown = { ...deletes, unknown: ['aws:requestedregion'] };
  assert.equal(handle.decide(unknown).decision, 'DependsOn');
  const ben = { caller: { type: 'user', account: till, name: 'Ben' } };
  assert.deepEqual(handle.explain(ben).trace.because, 'implicit:identity');
  assert.deepEqual(handle.decide(), answer('Allow', null));
});

test('the trace of a scenario names its policies and their places', () => {
  const { trace, sentences } = load(scenario()).explain({ action: 's3:DeleteObject' });
  const scps = trace.gates.find(({ gate, node }) => gate === 'scp' && node?.id === 'r-abcd');
  const deny = scps.policies.find(({ name }) => name === 'NoDeletes');
  assert.deepEqual([deny.denies, deny.statements[0].line], ['yes', 1]);
  assert.match(sentences.verdict, /NoDeletes/);
  assert.match(sentences.access_denied_message, /service control policy/);
});

test('a scenario without a request wants one', () => {
  const { request, saved, ...rest } = scenario();
  const handle = load(rest);
  assert.throws(() => handle.decide(), /pass one with `caller` and `action`/);
  assert.throws(() => handle.decide({ action: 's3:GetObject' }), /caller/);
  const { context, ...plain } = request;
  assert.equal(handle.decide(plain).decision, 'Allow');
});

test('a policy that cannot be read makes the answer provisional', () => {
  const handle = load(asked('{"Statement": [{"Effect": "Allow", "Action": '));
  assert.deepEqual(handle.decide(), answer('Deny', 'implicit:identity', true));
  assert.equal(handle.explain().provisional, true);
});

test('explain says what decide says, as data and in words', () => {
  const handle = load(asked(allow('s3:Get*')));
  const { decision, because, provisional, trace, sentences } = handle.explain();
  assert.deepEqual({ decision, because, provisional }, handle.decide());
  assert.equal(trace.decision, decision);
  const gate = trace.gates.find(({ role }) => role === 'decides');
  assert.equal(gate.gate, 'identity');
  const [statement] = gate.policies[0].statements;
  assert.equal(statement.sid, 'One');
  assert.equal(statement.elements[0].value, 's3:Get*');
  assert.equal(sentences.gates.length, trace.gates.length);
  assert.match(sentences.verdict, /^granted by statement One/);
  assert.equal(sentences.access_denied_message, null);
});

test('findings have a place', () => {
  assert.deepEqual(validate(JSON.stringify(allow('s3:Get*')), 'identity'), []);
  const findings = validate('{\n  "Statment": []\n}', 'scp');
  const finding = findings.find(({ message }) => message.includes('`Statment`'));
  assert.deepEqual([finding.severity, finding.line, finding.column], ['error', 2, 3]);
  assert.match(finding.code, /^[a-z-]+$/);
});

test('every conformance case comes out as the suite expects', () => {
  const decisions = conformance('decision');
  assert.ok(100 < decisions.length);
  for (const one of decisions) {
    assert.equal(load(one).decide().decision, one.expected.decision, one.id);
    assert.equal(load(one).explain().decision, one.expected.decision, one.id);
  }
  for (const one of conformance()) {
    assert.equal(evaluate(one).pass, true, one.id);
  }
});

test('what cannot be used is an error with a sentence', () => {
  const circle = {};
  circle.self = circle;
  const wrong = [
    [() => load(), /a case or a scenario is wanted/],
    [() => load(7), /a case or a scenario is wanted/],
    [() => load(null), /a case or a scenario is wanted/],
    [() => load(circle), /a case or a scenario is wanted/],
    [() => load({ size: 7n }), /a case or a scenario is wanted/],
    [() => load('{"kind": '), /neither a case nor a scenario/],
    [() => load('[]'), /neither a case nor a scenario/],
    [() => load({ cases: [] }), /load each of its `cases` by itself/],
    [() => load({ ...asked(allow('*')), extra: 1 }), /extra/],
    [() => load(asked(allow('*'))).decide(7), /a request is wanted/],
    [() => load(asked(allow('*'))).decide({ verb: 's3:GetObject' }), /verb/],
    [() => load(asked(allow('*'))).decide('Ben looks'), /a case keeps no requests by name/],
    [() => load({ iam_playground: 99 }), /newer/],
    [() => load({}), /no member `iam_playground`/],
    [() => load(scenario()).decide('Ana looks'), /no request `Ana looks`; it has `Ben looks`/],
    [() => load(scenario()).decide({ verb: 's3:GetObject' }), /verb/],
    [() => load(scenario()).decide({ context: { 'aws:SourceIp': {} } }), /request: /],
    [() => load(scenario()).decide({ caller: { type: 'cat' } }), /cat/],
    [() => validate({}, 'identity'), /has to be a string/],
    [() => validate('{}', 'nothing'), /`nothing` is no kind of policy; use one of `identity`/],
    [() => validate('{}'), /is no kind of policy/],
  ];
  for (const [call, message] of wrong) {
    assert.throws(call, (error) => error instanceof Error && message.test(error.message));
  }
});

test('hostile input gives an answer or a sentence', () => {
  const deep = '['.repeat(100_000);
  assert.ok(0 < validate(deep, 'identity').length);
  assert.throws(() => load(deep), Error);
  assert.throws(() => load(`{"kind":"decision","setup":${deep}`), Error);
  const long = `${'*a'.repeat(2_000)}b`;
  const resource = `arn:aws:s3:::${'a'.repeat(20_000)}`;
  const policy = allow('*');
  policy.Statement[0].Resource = `arn:aws:s3:::${long}`;
  assert.equal(load(asked(policy)).decide({ resource }).decision, 'Deny');
  for (const text of ['\0', '\ud800', '\u{10ffff}', '{"Statement":"\\ud800"}', ' '.repeat(1e6)]) {
    assert.ok(0 < validate(text, 'identity').length);
  }
  const many = allow('s3:Get*');
  many.Statement = Array.from({ length: 10_000 }, (_, at) => ({ ...many.Statement[0], Sid: `S${at}` }));
  assert.equal(load(asked(many)).explain().decision, 'Allow');
});

test('the types are complete and say nothing of `any`', () => {
  const types = readFileSync(path.join(built, 'index.d.ts'), 'utf8');
  assert.doesNotMatch(types, /\bany\b/);
  for (const part of ['function load(', 'function evaluate(', 'function validate(', 'class Handle', 'interface Trace']) {
    assert.ok(types.includes(part), part);
  }
  // Members with a closed list of values, each of which the types have to name.
  const closed = new Set(
    'decision grade gate state role kind allows denies effect applies element matches'.split(' '),
  );
  const known = (key, value) => {
    assert.match(types, new RegExp(`\\b${key}\\??:`), key);
    if (closed.has(key) && typeof value === 'string') {
      assert.ok(types.includes(`'${value}'`), `${key}: ${value}`);
    }
  };
  const walk = (value) => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (value !== null && typeof value === 'object') {
      for (const [key, held] of Object.entries(value)) {
        known(key, held);
        walk(held);
      }
    }
  };
  for (const one of conformance('decision')) {
    const { sentences, ...data } = load(one).explain();
    walk(data);
    for (const { statements, ...gate } of sentences.gates) {
      Object.keys(gate).forEach((key) => known(key));
      statements.forEach((statement) => Object.keys(statement).forEach((key) => known(key)));
    }
  }
});
