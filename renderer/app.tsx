// The frame: where the technician is, which plan is open and whether it is in its file, and what concerns every page.

import {
  Alert,
  AlertActionLink,
  Banner,
  Button,
  FormSelect,
  FormSelectOption,
  Label,
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadMain,
  Nav,
  NavItem,
  NavList,
  Page,
  PageSection,
  SkipToContent,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from '@patternfly/react-core';
import { RedoIcon, UndoIcon } from '@patternfly/react-icons';
import type { ComponentType } from 'react';
import { languages } from '../services/domain/language.ts';
import { BundlesPage } from './features/bundles/bundles-page.tsx';
import { ClusterPage } from './features/cluster/cluster-page.tsx';
import { HandsBanner } from './features/cluster/hands.tsx';
import { PlansPage } from './features/plans/plans-page.tsx';
import { RackPage } from './features/rack/rack-page.tsx';
import { WallPage } from './features/rack/wall-page.tsx';
import { WizardPage } from './features/wizard/wizard-page.tsx';
import { useWords } from './i18n/index.ts';
import { usePlace, usePlan, useRack, useSettings } from './stores/index.ts';
import { type PageName, pages } from './stores/place.ts';
import { themes } from './stores/settings.ts';
import { ProblemAlerts } from './ui/problems.tsx';
import { uiWords } from './ui/words.ts';
import { frameWords } from './words.ts';

const content: Readonly<Record<PageName, ComponentType>> = {
  plans: PlansPage,
  bundles: BundlesPage,
  wizard: WizardPage,
  rack: RackPage,
  cluster: ClusterPage,
  wall: WallPage,
};
/** Pages that scroll inside themselves: the wizard to its edges, the rack with little around it. */
const fits: Partial<Record<PageName, string>> = { wizard: 'rs-fill', rack: 'rs-fill rs-fill-rack' };
const languageNames = { en: 'English', 'zh-CN': '中文' } as const;

export function App() {
  const page = usePlace((place) => place.page);
  const say = useWords(frameWords);
  const Content = content[page];
  if (page === 'wall') return <WallPage />;
  return (
    <Page
      masthead={<Head />}
      isContentFilled
      mainContainerId="content"
      skipToContent={<SkipToContent href="#content">{say('toContent')}</SkipToContent>}
    >
      <Notices />
      <PageSection
        className={fits[page] ?? ''}
        isFilled
        hasBodyWrapper={false}
        padding={{ default: fits[page] ? 'noPadding' : 'padding' }}
        aria-label={say(page)}
      >
        <Content />
      </PageSection>
    </Page>
  );
}

function Head() {
  return (
    <Masthead display={{ default: 'inline' }}>
      <MastheadMain>
        <MastheadBrand>
          <strong>Rackstrap</strong>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <Toolbar isFullHeight isStatic>
          <ToolbarContent>
            <ToolbarItem>
              <Pages />
            </ToolbarItem>
            <ToolbarGroup align={{ default: 'alignEnd' }}>
              <OpenPlan />
              <Settings />
            </ToolbarGroup>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Masthead>
  );
}

/** Without a cluster in the plan of the open run there is nothing to see of one. */
function usePages(): readonly PageName[] {
  const isWithout = useRack(({ run }) => run !== null && run.cluster === undefined);
  return isWithout ? pages.filter((page) => page !== 'cluster') : pages;
}

function Pages() {
  const say = useWords(frameWords);
  const current = usePlace((place) => place.page);
  const go = usePlace((place) => place.go);
  const shown = usePages();
  return (
    <Nav variant="horizontal" aria-label={say('pages')} onSelect={(_, { itemId }) => go(itemId as PageName)}>
      <NavList>
        {shown.map((page) => (
          <NavItem key={page} itemId={page} isActive={page === current} preventDefault to={`#/${page}`}>
            {say(page)}
          </NavItem>
        ))}
      </NavList>
    </Nav>
  );
}

function OpenPlan() {
  const say = useWords(frameWords);
  const name = usePlan(({ view }) => view?.path.split(/[/\\]/).at(-1));
  const canUndo = usePlan(({ view }) => view?.canUndo === true);
  const canRedo = usePlan(({ view }) => view?.canRedo === true);
  const waits = usePlan((plan) => plan.pending.length > 0);
  const saving = usePlan((plan) => plan.saving);
  const undo = usePlan((plan) => plan.undo);
  const redo = usePlan((plan) => plan.redo);
  if (!name) return null;
  return (
    <>
      <ToolbarItem>
        <span className="rs-open-plan">
          <strong>{name}</strong>
          <Label isCompact color={waits && !saving ? 'orange' : 'grey'} aria-live="polite">
            {saving ? say('saving') : waits ? say('notSaved') : say('saved')}
          </Label>
        </span>
      </ToolbarItem>
      <ToolbarItem>
        <Button
          variant="plain"
          icon={<UndoIcon />}
          aria-label={say('undo')}
          title={say('undo')}
          isDisabled={!canUndo}
          onClick={() => void undo()}
        />
        <Button
          variant="plain"
          icon={<RedoIcon />}
          aria-label={say('redo')}
          title={say('redo')}
          isDisabled={!canRedo}
          onClick={() => void redo()}
        />
      </ToolbarItem>
    </>
  );
}

function Settings() {
  const say = useWords(frameWords);
  const language = useSettings((settings) => settings.language);
  const theme = useSettings((settings) => settings.theme);
  const choose = useSettings((settings) => settings.choose);
  return (
    <>
      <ToolbarItem>
        <FormSelect aria-label={say('language')} value={language} onChange={(_, next) => choose({ language: next as typeof language })}>
          {languages.map((one) => (
            <FormSelectOption key={one} value={one} label={languageNames[one]} />
          ))}
        </FormSelect>
      </ToolbarItem>
      <ToolbarItem>
        <FormSelect aria-label={say('theme')} value={theme} onChange={(_, next) => choose({ theme: next as typeof theme })}>
          {themes.map((one) => (
            <FormSelectOption key={one} value={one} label={say(one)} />
          ))}
        </FormSelect>
      </ToolbarItem>
    </>
  );
}

/** What concerns every page: hands that are wanted, no answer, a simulated rack, a plan changed outside, a call that was refused. */
function Notices() {
  const sayUi = useWords(uiWords);
  const silent = useRack(({ known, line }) => known && !line);
  const simulated = useRack(({ run }) => run?.simulated === true);
  const outside = usePlan((plan) => plan.outside);
  const trouble = usePlan((plan) => plan.trouble);
  const dismiss = usePlan((plan) => plan.dismiss);
  return (
    <>
      <HandsBanner />
      {silent && <Banner status="danger">{sayUi('noAnswer')}</Banner>}
      {simulated && <Banner color="purple">{sayUi('simulated')}</Banner>}
      {outside ? <ChangedOutside /> : trouble.length > 0 && <ProblemAlerts problems={trouble} onClose={dismiss} />}
    </>
  );
}

function ChangedOutside() {
  const say = useWords(frameWords);
  const count = usePlan((plan) => plan.pending.length);
  const reload = usePlan((plan) => plan.reload);
  return (
    <Alert
      isInline
      variant="warning"
      title={say('outside')}
      actionLinks={
        <>
          {count > 0 && <AlertActionLink onClick={() => void reload(true)}>{say('reloadKeep', { count })}</AlertActionLink>}
          <AlertActionLink onClick={() => void reload(false)}>{say('reload')}</AlertActionLink>
        </>
      }
    >
      {say('outsideMore')}
    </Alert>
  );
}
