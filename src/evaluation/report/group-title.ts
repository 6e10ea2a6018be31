const titles: Readonly<Record<string, string>> = { all: 'All', en: 'English', zh: 'Chinese' }

/** What a group of questions is called: a language by its name, a tag as it is written. */
export function groupTitle(group: string): string {
  return titles[group] ?? group
}

/** All questions and the languages, which get colours; tags do not. */
export function isLanguage(group: string): boolean {
  return group === 'en' || group === 'zh'
}
