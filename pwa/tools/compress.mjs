/** Lays `.br` and `.gz` neighbours beside every text file, so the server never compresses at run time. */
import fs from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TEXT = new Set(['.html', '.js', '.css', '.json', '.svg', '.webmanifest', '.txt']);
const SMALLEST_WORTH_IT = 256;

export function compressFolder(folder) {
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && TEXT.has(path.extname(file))) compress(file);
  }
}

function compress(file) {
  const bytes = fs.readFileSync(file);
  if (bytes.length < SMALLEST_WORTH_IT) return;
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  fs.writeFileSync(`${file}.br`, brotliCompressSync(bytes, brotli));
  fs.writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}
