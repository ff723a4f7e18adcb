import { theme as antTheme, type ThemeConfig } from 'antd';
import { useSyncExternalStore } from 'react';

export type ThemeChoice = 'light' | 'dark' | 'system';

/** One accent colour, four meanings; the same names are CSS variables in styles.css. All pairs meet WCAG 2.2 AA. */
const PALETTE = {
  light: {
    bg: '#f4f6f8',
    panel: '#ffffff',
    line: '#e3e7ec',
    ink: '#18212b',
    mute: '#5b6673',
    accent: '#1f5eff',
    accentSoft: '#eef3ff',
    onAccent: '#ffffff',
    ok: '#0a6b41',
    okSoft: '#e6f6ee',
    warn: '#8f4d00',
    warnSoft: '#fff4e0',
    bad: '#b3261e',
    badSoft: '#fdecea',
    chip: '#eef1f5',
  },
  dark: {
    bg: '#0f1419',
    panel: '#171e26',
    line: '#2a333e',
    ink: '#e6ebf1',
    mute: '#9aa7b6',
    accent: '#7aa2ff',
    accentSoft: '#1c2a47',
    onAccent: '#0b1220',
    ok: '#5fd39a',
    okSoft: '#12301f',
    warn: '#ffb454',
    warnSoft: '#332410',
    bad: '#ff8a80',
    badSoft: '#3a1b1a',
    chip: '#222b35',
  },
} as const;

const FONT =
  '"Noto Sans SC Variable","Noto Sans SC","PingFang SC","Microsoft YaHei","WenQuanYi Zen Hei",system-ui,sans-serif';

function toVariable(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Writes the palette where styles.css reads it. */
export function applyPalette(dark: boolean): void {
  const root = document.documentElement;
  for (const [name, value] of Object.entries(PALETTE[dark ? 'dark' : 'light']))
    root.style.setProperty(toVariable(name), value);
  root.style.colorScheme = dark ? 'dark' : 'light';
  root.dataset['theme'] = dark ? 'dark' : 'light';
}

type Algorithm = typeof antTheme.compactAlgorithm;

/**
 * Compact controls come with text of 10 px; Han characters want the size of the rest of the page. And the dark theme dims the colours it is
 * given, which have been chosen for its ground already.
 */
const readable: Algorithm = (seed, map) => ({
  ...(map ?? antTheme.defaultAlgorithm(seed)),
  colorPrimary: seed.colorPrimary,
  colorLink: seed.colorLink,
  colorInfo: seed.colorInfo,
  colorSuccess: seed.colorSuccess,
  colorWarning: seed.colorWarning,
  colorError: seed.colorError,
  fontSize: 13,
  fontSizeSM: 12,
  fontSizeLG: 14,
  lineHeight: 1.55,
  fontHeight: 20,
});

export function antThemeFor(dark: boolean): ThemeConfig {
  const palette = PALETTE[dark ? 'dark' : 'light'];
  return {
    algorithm: [dark ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm, antTheme.compactAlgorithm, readable],
    token: {
      // For whoever asks their system for less of it.
      motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      colorPrimary: palette.accent,
      colorLink: palette.accent,
      colorPrimaryHover: palette.accent,
      colorLinkHover: palette.accent,
      colorInfo: palette.accent,
      colorSuccess: palette.ok,
      colorWarning: palette.warn,
      colorError: palette.bad,
      colorBgBase: palette.panel,
      colorBgLayout: palette.bg,
      colorTextBase: palette.ink,
      colorTextPlaceholder: palette.mute,
      colorTextDescription: palette.mute,
      colorTextDisabled: palette.mute,
      colorBorder: palette.line,
      colorBorderSecondary: palette.line,
      colorTextLightSolid: palette.onAccent,
      colorBgContainer: palette.panel,
      colorBgElevated: dark ? palette.chip : palette.panel,
      colorInfoBg: palette.accentSoft,
      colorSuccessBg: palette.okSoft,
      colorWarningBg: palette.warnSoft,
      colorErrorBg: palette.badSoft,
      borderRadius: 8,
      fontFamily: FONT,
      fontSize: 13,
      controlHeight: 32,
      motionDurationMid: '0.1s',
      motionDurationSlow: '0.15s',
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none' },
      Descriptions: { labelColor: palette.mute },
      Table: { headerBg: palette.chip },
      Tag: { colorInfo: palette.accent },
      Segmented: { trackBg: palette.chip, itemSelectedBg: palette.accentSoft, itemSelectedColor: palette.accent },
      // The outline is all there is to see of an empty box: it must stand out from the ground.
      Checkbox: { colorBorder: palette.mute, borderRadiusSM: 4 },
      Radio: { colorBorder: palette.mute },
    },
  };
}

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');

/** Whether the dark palette is to be used, following the system where the choice says so. */
export function useDark(choice: ThemeChoice): boolean {
  const systemDark = useSyncExternalStore(
    (notify) => {
      darkQuery.addEventListener('change', notify);
      return () => darkQuery.removeEventListener('change', notify);
    },
    () => darkQuery.matches,
  );
  return choice === 'system' ? systemDark : choice === 'dark';
}
