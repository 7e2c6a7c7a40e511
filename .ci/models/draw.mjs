// Draws every model below bpmn/: see ../draw.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { filesBelow, library, PICTURES, sha256, withBrowser } from "./project.mjs";

const LIST = `${PICTURES}/drawn-from.sha256`;
const MARGIN = 20;

const models = filesBelow("bpmn", ".bpmn", ".dmn");
const pictures = models.map((model) => `${PICTURES}/${basename(model).replace(/\.\w+$/, "")}.png`);
const twice = pictures.find((picture, i) => pictures.indexOf(picture) !== i);
if (twice) throw new Error(`Two models would be drawn as ${twice}: give one another name.`);

mkdirSync(PICTURES, { recursive: true });
await withBrowser(async (browser) => {
  for (const [i, model] of models.entries()) {
    const page = await browser.newPage({ viewport: { width: 2400, height: 1400 }, deviceScaleFactor: 2 });
    await (model.endsWith(".dmn") ? drawDecision : drawProcess)(page, readFileSync(model, "utf8"));
    await page.locator("#picture").screenshot({ path: pictures[i] });
    await page.close();
    console.log(pictures[i]);
  }
});
filesBelow(PICTURES, ".png")
  .filter((picture) => !pictures.includes(picture))
  .forEach((picture) => rmSync(picture));
writeFileSync(LIST, models.map((model, i) => `${sha256(model)}  ${model}  ${pictures[i]}\n`).join(""));

/** As Modeler exports it. */
async function drawProcess(page, xml) {
  await page.setContent(`<style>body{margin:0}</style><div id="c" style="width:800px;height:600px"></div>`);
  await page.addScriptTag({ content: library("camunda-bpmn-js/dist/camunda-platform-viewer.production.min.js") });
  await page.evaluate(
    async ({ xml, margin }) => {
      const viewer = new BpmnViewer({ container: "#c" });
      const { warnings } = await viewer.importXML(xml);
      if (warnings.length) throw new Error(warnings.map((warning) => warning.message).join("; "));
      const { svg } = await viewer.saveSVG();
      document.body.innerHTML = `<div id="picture" style="display:inline-block;background:#fff;padding:${margin}px">${svg}</div>`;
      document.querySelector("#picture > svg").style.display = "block";
    },
    { xml, margin: MARGIN },
  );
}

/** The decision table, which a picture of the decision's box alone would hide. */
async function drawDecision(page, xml) {
  await page.setContent(`<style>body{margin:0;background:#fff}</style><div id="c"></div>`);
  for (const css of ["diagram-js", "dmn-js-shared", "dmn-js-drd", "dmn-js-decision-table", "dmn-js-literal-expression"]) {
    await page.addStyleTag({ content: library(`dmn-js/dist/assets/${css}.css`) });
  }
  await page.addStyleTag({
    content: `
      #c { margin-left: ${MARGIN}px; width: 100px; height: 1200px; }
      .view-drd, .powered-by { display: none !important; }
      td.annotation, th.annotation { min-width: 340px; }`,
  });
  await page.addScriptTag({ content: library("dmn-js/dist/dmn-viewer.production.min.js") });
  await page.evaluate(
    async ({ xml, margin }) => {
      const viewer = new DmnJS({ container: "#c" });
      await viewer.importXML(xml);
      await viewer.open(viewer.getViews().find((view) => view.type === "decisionTable"));
      // As wide as the table asks for. The picture ends where the table does; the viewer itself is as large as its window.
      const canvas = document.querySelector("#c");
      canvas.style.width = `${document.querySelector(".tjs-container table").scrollWidth}px`;
      const parts = [...document.querySelectorAll(".decision-table-properties, .tjs-container table")];
      const boxes = parts.map((part) => part.getBoundingClientRect());
      const frame = document.createElement("div");
      frame.id = "picture";
      frame.style.cssText = `position:absolute;left:0;top:${Math.min(...boxes.map((box) => box.top)) - margin}px;
        width:${Math.max(...boxes.map((box) => box.right)) + margin}px;pointer-events:none;
        height:${Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top)) + 2 * margin}px`;
      document.body.append(frame);
    },
    { xml, margin: MARGIN },
  );
}
