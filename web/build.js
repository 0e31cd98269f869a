// Copies what npm brought into dist/, under the names that crates/web/src/assets.rs asks for.
import { copyFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = new URL(".", import.meta.url);
const face = "node_modules/@fontsource-variable/atkinson-hyperlegible-next/";

await mkdir(new URL("dist/", here), { recursive: true });
for (const [from, to] of [
  [`${face}files/atkinson-hyperlegible-next-latin-wght-normal.woff2`, "atkinson-hyperlegible-next.woff2"],
  [`${face}LICENSE`, "atkinson-hyperlegible-next.LICENSE.txt"],
]) {
  await copyFile(new URL(from, here), new URL(`dist/${to}`, here));
  console.log(`${fileURLToPath(new URL(`dist/${to}`, here))}`);
}
