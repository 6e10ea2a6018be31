import { measureDay } from './scenario-parts/measure-day.ts'

// A company's day of questions, all in the cloud against Lorekeep: money, share kept in the house, cache, time.
// npm run bench:scenario [-- QUESTIONS [SEED [FILES]]], over so many files of the handbook; all of them where nothing is said.

const [questions = 1000, seed = 1, files = Infinity] = process.argv.slice(3).map(Number)
await measureDay(questions, seed, files)
