// Applies the element templates in a real modeler: see ../apply-templates.
import { validateAll } from "@bpmn-io/element-templates-validator";
import { readFileSync, writeFileSync } from "node:fs";
import { filesBelow, library, TEMPLATES, withBrowser } from "./project.mjs";

const check = process.argv[2] === "--check";
const named = process.argv.slice(check ? 3 : 2);
const models = named.length ? named : ["bpmn", "src/it"].flatMap((folder) => filesBelow(folder, ".bpmn"));

const templates = validTemplates();
const stale = [];
await withBrowser(async (browser) => {
  const page = await browser.newPage();
  await page.setContent(`<div id="c" style="width:1600px;height:900px"></div>`);
  await page.addScriptTag({ content: library("camunda-bpmn-js/dist/camunda-platform-modeler.production.min.js") });
  for (const model of models) {
    const before = readFileSync(model, "utf8");
    if (!before.includes("camunda:modelerTemplate=")) continue;
    const after = await page.evaluate(applied, { xml: before, templates }).catch((error) => {
      throw new Error(`${model}: ${error.message}`);
    });
    if (after === before) continue;
    stale.push(model);
    if (!check) writeFileSync(model, after);
    console.log(`${model} ${check ? "is not what the templates make of it" : "changed"}`);
  }
});
if (check && stale.length) {
  console.error(`Run .ci/apply-templates ${stale.join(" ")}, and .ci/draw after it.`);
  process.exit(1);
}

function validTemplates() {
  const files = filesBelow(TEMPLATES, ".json");
  const templates = files.map((file) => JSON.parse(readFileSync(file, "utf8")));
  const { valid, results } = validateAll(templates);
  if (!valid) {
    results.forEach(({ valid, errors }, i) => {
      if (!valid) errors.forEach((error) => console.error(`${files[i]}${error.dataPath ?? ""}: ${error.message}`));
    });
    process.exit(1);
  }
  return templates;
}

/** Runs in the browser. */
async function applied({ xml, templates }) {
  const modeler = new BpmnModeler({ container: "#c", alignToOrigin: { alignOnSave: false } });
  try {
    const { warnings } = await modeler.importXML(xml);
    if (warnings.length) throw new Error(warnings.map((warning) => warning.message).join("; "));
    const problems = [];
    modeler.get("eventBus").on("elementTemplates.errors", ({ errors }) => problems.push(...errors));
    modeler.get("elementTemplatesLoader").setTemplates(templates);
    if (problems.length) throw new Error(problems.map((problem) => problem.message).join("; "));

    const known = modeler.get("elementTemplates");
    for (const element of modeler.get("elementRegistry").filter((element) => element.type !== "label")) {
      const id = element.businessObject.get("camunda:modelerTemplate");
      if (!id) continue;
      const [template] = known.getLatest(id);
      if (!template) throw new Error(`${element.id} names the element template ${id}, which is none of this project's.`);
      if (element.type !== template.elementType.value) {
        throw new Error(`${element.id} is a ${element.type}, and ${template.name} makes a ${template.elementType.value}.`);
      }
      // What a person may fill in counts as filled in, whatever was the default when it was.
      const editable = template.properties.filter((property) => property.type !== "Hidden");
      modeler.get("commandStack").execute("propertiesPanel.camunda.changeTemplate", {
        element,
        // It is of the right type already; to change it would only make it anew.
        newTemplate: { ...template, elementType: undefined },
        oldTemplate: { ...template, properties: isFixed(element, template) ? template.properties : editable },
      });
    }
    return (await modeler.saveXML({ format: true })).xml;
  } finally {
    modeler.destroy();
  }

  /** Whether everything that the template fixes is there already; to set it again would only move it. */
  function isFixed(element, template) {
    const object = element.businessObject;
    const extensions = object.get("extensionElements")?.get("values") ?? [];
    return template.properties
      .filter((property) => property.type === "Hidden")
      .every(({ binding, value }) => {
        switch (binding.type) {
          case "property":
            return object.get(binding.name) === value;
          case "camunda:in:businessKey":
            return extensions.some((one) => one.$type === "camunda:In" && one.businessKey === value);
          case "camunda:in":
            return extensions.some((one) => one.$type === "camunda:In" && one.target === binding.target && one.sourceExpression === value);
          case "camunda:out":
            return extensions.some((one) => one.$type === "camunda:Out" && one.source === binding.source && one.target === value);
          default:
            throw new Error(`${template.name} fixes a ${binding.type}, which this tool does not know.`);
        }
      });
  }
}
