// The two things that cannot wait for the app.

// The theme a person chose: set later, the frame would flash (see theme.svelte.ts).
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing shows the phone's own.
}

// The browser's offer to install: made once, soon after the page is there (see install.svelte.ts).
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  window.installPrompt = event;
});
