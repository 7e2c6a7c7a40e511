package io.botstatus.check;

import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;

/**
 * Checks elements with an element template of the plugin's: the template and its version exist, and the element does what it says.
 */
final class TemplateUses implements BpmnCheck {

    @Override
    public void look(ModelElement node, Findings findings) {
        String id = node.camunda("modelerTemplate");
        if (id != null && id.startsWith(Template.PREFIX)) {
            Template.of(id)
                    .ifPresentOrElse(
                            template -> check(node, template, findings),
                            () -> findings.suggest(
                                    node,
                                    "modelerTemplate",
                                    id,
                                    Template.KNOWN.stream().map(Template::id).toList()));
        }
    }

    private static void check(ModelElement node, Template template, Findings findings) {
        String version = node.camunda("modelerTemplateVersion");
        if (version != null && !isKnown(version, template)) {
            findings.add(
                    node,
                    "modelerTemplateVersion of " + template.id(),
                    version,
                    "1 to " + template.version() + ", which this version of the plugin knows");
        }
        String implementation = node.camunda(template.field()) == null
                ? node.attribute(template.field())
                : node.camunda(template.field());
        if (implementation == null || !template.isImplementedBy(implementation)) {
            findings.add(
                    node,
                    template.field(),
                    implementation,
                    template.implementation() + ", since the element carries the template " + template.id());
        }
    }

    private static boolean isKnown(String version, Template template) {
        try {
            int number = Integer.parseInt(version);
            return number >= 1 && number <= template.version();
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
