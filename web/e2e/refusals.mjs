// An organization at AWS's limits, and what AWS refuses there, for every browser.

const scps = Array.from({ length: 11 }, (_, number) => `Guard ${number + 1}`);
const ou = (name, children = [], attached = ['FullAWSAccess']) => ({
  ou: `ou-edge-${name.toLowerCase().replaceAll(' ', '').padEnd(8, '0')}`,
  name,
  scps: attached,
  children,
});
const nested = (level) => ou(`Level ${level}`, level === 5 ? [] : [nested(level + 1)]);

const document = {
  iam_playground: 1,
  title: 'At the limits',
  organization: {
    id: 'o-limits0000',
    management_account: '123456789012',
    root: {
      id: 'r-edge',
      children: [
        { account: '123456789012' },
        ou('Outer', [ou('Inner')]),
        nested(1),
        ou('Sixth'),
        ou('Full', [{ account: '111122223333' }], scps.slice(0, 10)),
      ],
    },
  },
  accounts: [
    { id: '123456789012', name: 'Head Office' },
    { id: '111122223333', name: 'Shop', users: [{ name: 'Ana' }] },
  ],
  policies: scps.map((name) => ({
    name,
    kind: 'scp',
    text: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  })),
  request: { caller: { type: 'user', account: '111122223333', name: 'Ana' }, action: 's3:ListAllMyBuckets' },
};

/** The address of the organization, behind that of the page. */
export const limits = `#v1.j.${Buffer.from(JSON.stringify(document)).toString('base64url')}`;

/** Drags of one row to another that AWS refuses, with a part of the reason. */
export const refusedMoves = [
  ['Outer', 'Inner', 'into itself'],
  ['Sixth', 'Level 5', '5 levels deep'],
];

/** A policy that one OU has no room for, with a part of the reason. */
export const refusedPolicy = ['Guard 11', 'Full', 'at most 10 service control policies'];

/** An OU's only SCP, with a part of the reason why it stays. */
export const refusedDetaching = ['Sixth', 'FullAWSAccess', 'only service control policy here'];
