// What a screen reader is told: the tree, the verdict and the path as the browser's accessibility
// tree has them. What axe says of every view is in `views.spec.mjs`.

import { enter } from '../scenes.mjs';
import { expect, test } from './page.mjs';
import { open, parts } from './workbench.mjs';

test('tree, verdict and path are what they look like', async ({ page }) => {
  const { tree, verdict, path, row } = await open(page);
  await expect(tree).toMatchAriaSnapshot(`
    - tree "Organization":
      - treeitem /^Root , organization root, RCP allows, SCP allows 1 service control policy/ [expanded] [level=1] [selected]
      - treeitem /^Head Office , account, 123456789012 management account 1 service/ [level=2]
      - treeitem /^Coffee Shop , account, 111122223333 RCP allows, SCP allows 1 service/ [expanded] [level=2]
      - treeitem /^Olga , user, 1 policy/ [level=3]
      - treeitem /^Carla , user, in Cashiers , identity-based policies allows/ [level=3]
  `);
  await expect(row('Legal')).toMatchAriaSnapshot(`
    - treeitem /^Legal , account, 333333333333 1 service/ [level=3]
  `);
  await expect(verdict).toMatchAriaSnapshot(`
    - status "Verdict":
      - strong: Allowed
      - paragraph: Granted by statement GetReceipts of ReadReceipts through the group Cashiers, and no policy denies it
  `);
  await expect(path).toMatchAriaSnapshot(`
    - list "Decision path":
      - listitem:
        - heading /Explicit deny.*nothing denies/ [level=3]
      - listitem:
        - heading /Resource control policies.*allows on every level/ [level=3]
      - listitem:
        - heading /Service control policies.*allows on every level/ [level=3]
      - listitem:
        - heading /Resource-based policy.*none is attached/ [level=3]
      - listitem:
        - heading /Identity-based policies.*allows/ [level=3]
  `);
});

test('a refusal is told with its place, its statement and its reasons', async ({ page }) => {
  const { row, caller, action, resource, verdict, path } = await open(page);
  await caller.selectOption({ label: 'Lea (user)' });
  await action.fill('translate:TranslateText');
  await resource.fill('*');
  await page.keyboard.press('Escape');
  await expect(verdict).toMatchAriaSnapshot(`
    - status "Verdict":
      - strong: Denied
      - paragraph: Explicit deny in a service control policy, statement DenyServicesWithoutApproval of ApprovedServices on OU HR and Legal
  `);
  await expect(row('HR and Legal')).toMatchAriaSnapshot(`
    - treeitem /^HR and Legal , OU, SCP denies 2 service control policies/ [expanded] [level=2]
  `);
  await page.getByRole('button', { name: /^Service control policies/ }).click();
  await expect(path).toMatchAriaSnapshot(`
    - list "Decision path":
      - listitem:
        - heading /^Explicit deny denies ?, decides/ [level=3]:
          - button /Explicit deny/ [expanded]
        - button "ApprovedServices"
        - text: service control policy on OU HR and Legal
        - button "statement DenyServicesWithoutApproval Deny denies this request"
        - list:
          - listitem:
            - text: "NotAction matches:"
            - code: translate:TranslateText
            - text: is not listed, so the statement covers it
          - listitem:
            - text: "Resource matches:"
            - code: "*"
      - listitem:
        - heading /^Resource control policies the call is not about one resource/ [level=3]
      - listitem:
        - heading /^Service control policies OU HR and Legal. denies/ [level=3]
        - list:
          - listitem:
            - heading /^the root of the organization would allow/ [level=3]
          - listitem:
            - heading /^OU HR and Legal denies/ [level=3]
          - listitem:
            - heading /^account Legal would allow/ [level=3]
  `);
});

test('what cannot be told is asked for where it is missing', async ({ page }) => {
  await enter(page, '', 'depends');
  const { verdict, path } = parts(page);
  await expect(verdict).toMatchAriaSnapshot(`
    - status "Verdict":
      - strong: Depends
      - paragraph:
        - text: The answer depends on
        - code: aws:RequestTag/team
  `);
  await expect(path).toMatchAriaSnapshot(`
    - list "Decision path":
      - listitem:
        - heading /^Identity-based policies cannot tell/ [level=3]
        - group "Condition keys to fill in":
          - combobox "aws:RequestTag/team is not known"
          - button "Set aws:RequestTag/team"
          - button "It is not in the request"
        - button "statement 1 Allow may apply"
        - list:
          - listitem:
            - text: "Action matches:"
          - listitem:
            - text: "Resource matches:"
          - listitem:
            - text: "Condition cannot tell:"
            - code: aws:RequestTag/team
  `);
});
