package io.botstatus.process.check;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.util.xml.Parse;
import org.camunda.bpm.engine.impl.util.xml.Parser;

/**
 * Reads a model as the engine does, with line and column of every element and the same care about entities, but against no
 * schema: what the schema says is the engine's to tell.
 */
final class XmlReader extends Parser {

    /** The model's root; none if the file is no XML, which the engine will refuse in its own words. */
    static Optional<Node> read(String file, byte[] bytes) {
        try {
            Parse parse = new XmlReader()
                    .createParse()
                    .name(file)
                    .sourceInputStream(new ByteArrayInputStream(bytes))
                    .execute();
            return Optional.ofNullable(parse.getRootElement()).map(root -> new Node(file, root, null));
        } catch (ProcessEngineException e) {
            return Optional.empty();
        }
    }

    @Override
    public Parse createParse() {
        return new Parse(this) {};
    }

    /** From a factory of its own: the engine's is shared by a whole thread, and set to validate. */
    @Override
    protected SAXParser getSaxParser() throws Exception {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.setNamespaceAware(true);
        setXxeProcessing(factory);
        return factory.newSAXParser();
    }
}
