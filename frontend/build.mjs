// Assembles what the pages are dressed with into the package's static files:
//   vakwerk.css   fonts, the closed list of NL Design System components (in a layer, so ours always wins), then css/*.css
//   vakwerk.js    js/*.js, each in its own scope, in name order
//   htmx.min.js, fonts/*.woff2, img/*, licences/*
// No bundler: everything here is plain CSS and plain scripts, and what comes out can be read.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const modules = join(root, "node_modules");
const target = join(root, "src", "vakwerk", "site", "static", "vakwerk");
const building = `${target}.building`;

// The closed list. A component more is a decision: it is more to keep, to test and to send to every reader.
const COMPONENTS = [
  ["@nl-design-system-candidate/button-css", "dist/button.css"],
  ["@nl-design-system-candidate/data-badge-css", "dist/data-badge.css"],
  ["@nl-design-system-candidate/heading-css", "dist/heading.css"],
  ["@nl-design-system-candidate/link-css", "dist/link.css"],
  ["@nl-design-system-candidate/paragraph-css", "dist/paragraph.css"],
  ["@nl-design-system-candidate/skip-link-css", "dist/skip-link.css"],
  ["@utrecht/alert-css", "dist/index.min.css"],
  ["@utrecht/button-group-css", "dist/index.min.css"],
  ["@utrecht/checkbox-css", "dist/index.min.css"],
  ["@utrecht/form-field-css", "dist/index.min.css"],
  ["@utrecht/form-field-description-css", "dist/index.min.css"],
  ["@utrecht/form-field-error-message-css", "dist/index.min.css"],
  ["@utrecht/form-fieldset-css", "dist/index.min.css"],
  ["@utrecht/form-label-css", "dist/index.min.css"],
  ["@utrecht/radio-button-css", "dist/index.min.css"],
  ["@utrecht/select-css", "dist/index.min.css"],
  ["@utrecht/table-css", "dist/index.min.css"],
  ["@utrecht/textarea-css", "dist/index.min.css"],
  ["@utrecht/textbox-css", "dist/index.min.css"],
  ["@utrecht/unordered-list-css", "dist/index.min.css"],
];
const FONT = "@fontsource-variable/atkinson-hyperlegible-next";
const HTMX = "htmx.org";

const read = (...parts) => readFileSync(join(...parts), "utf8");
const withoutSourceMap = (text) => text.replace(/\/[*/]# sourceMappingURL=.*?(\*\/|$)/gm, "").trim();
const version = (name) => JSON.parse(read(modules, name, "package.json")).version;

/** Our own files of one kind, in name order. */
function ours(folder, extension) {
  const path = join(here, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => ({ name, text: read(path, name).trim() }));
}

/** The font faces, with the short family name our tokens use and our own place for the files. */
function fontFaces() {
  return ["wght.css", "wght-italic.css"]
    .map((sheet) => read(modules, FONT, sheet))
    .map((text) => text.replaceAll("./files/", "fonts/").replaceAll("Hyperlegible Next Variable", "Hyperlegible Next"))
    .join("\n")
    .trim();
}

function styleSheet() {
  const components = COMPONENTS.map(
    ([name, file]) => `/* ${name} ${version(name)} */\n${withoutSourceMap(read(modules, name, file))}`,
  );
  const own = ours("css", ".css").map(({ name, text }) => `/* ${name} */\n${text}`);
  return [fontFaces(), "@layer components {", ...components, "}", ...own].join("\n") + "\n";
}

function script() {
  return ours("js", ".js")
    .map(({ name, text }) => `/* ${name} */\n(() => {\n"use strict";\n${text}\n})();\n`)
    .join("\n");
}

/** The licence of everything that is sent to readers travels with it. */
function copyLicences() {
  const shipped = [...COMPONENTS.map(([name]) => name), FONT, HTMX];
  for (const name of shipped) {
    const file = ["LICENSE.md", "LICENSE", "LICENSE.txt"].find((candidate) => existsSync(join(modules, name, candidate)));
    if (!file) throw new Error(`${name} has no licence file; it may not be shipped`);
    const plain = `${name.replace(/^@/, "").replaceAll("/", "-")}.txt`;
    writeFileSync(join(building, "licences", plain), read(modules, name, file));
  }
}

rmSync(building, { recursive: true, force: true });
for (const folder of ["fonts", "licences"]) mkdirSync(join(building, folder), { recursive: true });
writeFileSync(join(building, "vakwerk.css"), styleSheet());
writeFileSync(join(building, "vakwerk.js"), script());
writeFileSync(join(building, "htmx.min.js"), withoutSourceMap(read(modules, HTMX, "dist", "htmx.min.js")) + "\n");
for (const name of readdirSync(join(modules, FONT, "files")).filter((file) => file.endsWith(".woff2"))) {
  cpSync(join(modules, FONT, "files", name), join(building, "fonts", name));
}
if (existsSync(join(here, "img"))) cpSync(join(here, "img"), join(building, "img"), { recursive: true });
copyLicences();
// Put in place in one move, so that a server that is running never sees half a style sheet.
rmSync(target, { recursive: true, force: true });
renameSync(building, target);
console.log(`front end built in ${target.slice(root.length + 1)}`);
