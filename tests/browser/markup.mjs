// The rules of HTML, on one page of each kind.

import { HtmlValidate, StaticConfigLoader } from 'html-validate';

export async function checkMarkup(site, results) {
  const validator = new HtmlValidate(new StaticConfigLoader({ extends: ['html-validate:standard', 'html-validate:a11y'] }));
  for (const page of site.pages.filter((page) => page.isFirst)) {
    const report = await validator.validateString(page.html);
    const messages = report.results.flatMap((result) => result.messages);
    for (const { line, column, ruleId, message } of messages) results.fail('markup', `${page.path}:${line}:${column}`, `${message} (${ruleId})`);
    if (messages.length === 0) results.check('markup', page.path, '');
  }
}
