/** The courses, and how far somebody is in each. */

import { now, thisZone } from '../../core/clock';
import { wallClockOf } from '../../core/zones';
import { quietly } from '../../vault/quietly';
import { openVault, type Vault } from '../../vault/vault';
import { practices } from '../store.svelte';
import { isRecord } from '../summary';
import courses from './courses.en.json';
import { COURSES } from './records';
import {
  dayOf,
  NOT_BEGUN,
  practiceOf,
  progressFrom,
  standingOf,
  withDone,
  type Course,
  type Progress,
  type Standing,
} from './rules';

class Courses {
  readonly all: readonly Course[] = courses.courses;
  /** A day that could not be noted as done. It can be done once more. */
  unkept = $state(false);
  #progress = $state.raw<Readonly<Record<string, Progress>>>({});
  #heard: Vault | null = null;

  /** The days become practices that can be played; then what was done is read. */
  async open(): Promise<void> {
    practices.days = this.all.flatMap((course) =>
      course.days.map((_, at) => practiceOf(course, at)),
    );
    await quietly(async () => {
      const vault = await this.#records();
      const { value } = (await vault.singleton<unknown>(COURSES)) ?? { value: {} };
      const kept = isRecord(value) ? value : {};
      this.#progress = Object.fromEntries(this.all.map(({ id }) => [id, progressFrom(kept[id])]));
    });
  }

  progressOf(course: Course): Progress {
    return this.#progress[course.id] ?? NOT_BEGUN;
  }

  standingOf(course: Course): Standing {
    return standingOf(course, this.progressOf(course), today());
  }

  /** A day was played, to its end or until that was enough. */
  async played(practice_id: string): Promise<void> {
    const found = dayOf(practice_id);
    if (!found) return;
    const { course, day } = found;
    await this.#write(course, (progress) => withDone(progress, day, today()));
  }

  /** From its first day once more. */
  async anew(course: Course): Promise<void> {
    await this.#write(course.id, () => NOT_BEGUN);
  }

  async #write(course: string, next: (progress: Progress) => Progress): Promise<void> {
    const isKept = await quietly(async () => {
      const vault = await this.#records();
      await vault.updateSingleton<Record<string, unknown>>(COURSES, {}, (before) => ({
        ...before,
        [course]: next(progressFrom(before[course])),
      }));
    });
    this.unkept = !isKept;
    await this.open();
  }

  async #records(): Promise<Vault> {
    const vault = await openVault();
    if (vault !== this.#heard)
      vault.onChange((collection) => void (collection === COURSES && this.open()));
    this.#heard = vault;
    return vault;
  }
}

export const coursesStore = new Courses();

function today(): string {
  return wallClockOf(now().getTime(), thisZone()).on;
}
