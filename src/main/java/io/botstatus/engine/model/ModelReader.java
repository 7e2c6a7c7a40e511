package io.botstatus.engine.model;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.util.xml.Parse;
import org.camunda.bpm.engine.impl.util.xml.Parser;
import org.camunda.bpm.engine.impl.xml.ProblemImpl;
import org.xml.sax.SAXParseException;

/**
 * Reads a model as the engine does, with line and column of every element and the same protection against entities, but without a
 * schema: the engine itself validates by the schema.
 */
final class ModelReader extends Parser {

    /**
     * The model's root; empty if the file cannot be read, which the engine itself reports.
     *
     * @throws ParseException if the file is no XML, with the parser's message and its line and column, which the engine omits
     */
    static Optional<ModelElement> read(String file, byte[] bytes) {
        try {
            Parse parse = new ModelReader()
                    .createParse()
                    .name(file)
                    .sourceInputStream(new ByteArrayInputStream(bytes))
                    .execute();
            return Optional.ofNullable(parse.getRootElement()).map(root -> new ModelElement(file, root, null));
        } catch (ProcessEngineException e) {
            if (e.getCause() instanceof SAXParseException at) {
                throw new ParseException(
                        "%s Line %d, column %d.".formatted(e.getMessage(), at.getLineNumber(), at.getColumnNumber()),
                        file,
                        List.of(new ProblemImpl(at)),
                        List.of());
            }
            return Optional.empty();
        }
    }

    @Override
    public Parse createParse() {
        return new Parse(this) {};
    }

    /** Made by a factory of its own, because the engine's is shared by a whole thread and set to validate. */
    @Override
    protected SAXParser getSaxParser() throws Exception {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.setNamespaceAware(true);
        setXxeProcessing(factory);
        return factory.newSAXParser();
    }
}
