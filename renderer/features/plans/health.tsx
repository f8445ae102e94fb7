// How many errors and warnings a plan has: icon, number and word.

import { Icon } from '@patternfly/react-core';
import { CheckCircleIcon, ExclamationCircleIcon, ExclamationTriangleIcon } from '@patternfly/react-icons';
import { useWords } from '../../i18n/index.ts';
import { plansWords } from './words.ts';

export function Health({ errors, warnings }: { readonly errors: number; readonly warnings: number }) {
  const say = useWords(plansWords);
  return (
    <span className="rs-plans-health">
      {errors > 0 && (
        <span>
          <Icon status="danger">
            <ExclamationCircleIcon />
          </Icon>{' '}
          {say('errors', { count: errors })}
        </span>
      )}
      {warnings > 0 && (
        <span>
          <Icon status="warning">
            <ExclamationTriangleIcon />
          </Icon>{' '}
          {say('warnings', { count: warnings })}
        </span>
      )}
      {errors + warnings === 0 && (
        <span>
          <Icon status="success">
            <CheckCircleIcon />
          </Icon>{' '}
          {say('good')}
        </span>
      )}
    </span>
  );
}
