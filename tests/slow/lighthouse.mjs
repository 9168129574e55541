// Lighthouse on each address given, in one browser: prints one line of JSON an address, {url, scores, failed, seo}.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse from "lighthouse";

const [chrome, ...addresses] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), "lighthouse-"));
const browser = spawn(
  chrome,
  ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
  { stdio: ["ignore", "ignore", "pipe"] },
);
const port = await new Promise((resolve, reject) => {
  browser.once("exit", () => reject(new Error("the browser ended")));
  let said = "";
  browser.stderr.on("data", (data) => {
    said += data;
    const found = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(said);
    if (found) resolve(Number(found[1]));
  });
});

try {
  // The first page of a new browser pays for the browser's own start: its run is thrown away.
  await lighthouse(addresses[0], { port, logLevel: "silent", onlyCategories: ["performance"], formFactor: "mobile" });
  for (const url of addresses) {
    const { lhr } = await lighthouse(url, { port, logLevel: "silent", output: "json", formFactor: "mobile" });
    const scores = Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]));
    const failed = Object.values(lhr.audits)
      .filter(({ score, scoreDisplayMode }) => score !== null && score < 1 && scoreDisplayMode !== "informative")
      .map(({ id, score, displayValue }) => `${id} ${score} ${displayValue ?? ""}`);
    const missed = ({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1;
    const seo = lhr.categories.seo.auditRefs.filter(missed).map(({ id }) => id);
    console.log(JSON.stringify({ url, scores, failed, seo }));
  }
} finally {
  browser.kill();
  setTimeout(() => rmSync(profile, { recursive: true, force: true }), 300);
}
