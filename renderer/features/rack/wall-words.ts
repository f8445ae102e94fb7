// The words of the wall.

import { words } from '../../i18n/index.ts';

export const wallWords = words(
  'wall',
  {
    back: 'Back (Esc)',
    wall: 'Whole rack',
    noRun: 'No run is open',
    offline: 'Rackstrap does not answer. This is what was seen last.',
    simulated: 'Simulated',
    paused: 'Paused',
    upAt: 'All up at about',
    othersUpAt: 'The others up at about',
    unknown: 'Cannot be told yet',
    allUp: 'All are up',
    nothingArmed: 'Nothing is armed',
    ofArmed: 'of {{of}} up',
    needs: 'Needs somebody',
    needsNobody: 'Nobody is needed',
  },
  {
    back: '返回 (Esc)',
    wall: '整个机架',
    noRun: '没有打开的运行',
    offline: 'Rackstrap 没有应答。显示的是最后一次看到的状态。',
    simulated: '模拟',
    paused: '已暂停',
    upAt: '预计全部启动于',
    othersUpAt: '预计其余启动于',
    unknown: '暂时无法估计',
    allUp: '已全部启动',
    nothingArmed: '没有启用安装',
    ofArmed: '/ {{of}} 已启动',
    needs: '需要处理',
    needsNobody: '无需人工处理',
  },
);
