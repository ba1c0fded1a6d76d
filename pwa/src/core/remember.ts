/**
 * The few things kept in the clear in localStorage, none of them about a person (decision 4). A browser
 * that refuses them, as Safari does where cookies are blocked, forgets them and nothing breaks.
 */

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It holds for as long as the page is open.
  }
}
