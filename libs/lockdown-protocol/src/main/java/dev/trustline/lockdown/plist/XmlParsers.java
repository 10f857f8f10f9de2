package dev.trustline.lockdown.plist;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The JDK's own XML parsers, set to look at nothing outside a document and to print nothing. Making one costs more than
 * reading a message with it, so some are kept; each serves one thread at a time. Safe for any number of threads.
 */
final class XmlParsers {
    private static final int KEPT = 8;
    private static final List<String> ENTITY_LIMITS = List.of("jdk.xml.maxGeneralEntitySizeLimit",
            "jdk.xml.totalEntitySizeLimit", "jdk.xml.entityExpansionLimit", "jdk.xml.entityReplacementLimit");
    private static final String NO_LIMIT = "0";

    private final DocumentBuilderFactory factory = factory();
    private final BlockingQueue<DocumentBuilder> idle = new ArrayBlockingQueue<>(KEPT);

    Document parse(String text) throws SAXException, IOException, ParserConfigurationException {
        DocumentBuilder kept = idle.poll();
        DocumentBuilder parser = kept == null ? fresh() : kept;
        Document document = parser.parse(new InputSource(new StringReader(text)));
        idle.offer(parser); // one that failed is not used again
        return document;
    }

    private DocumentBuilder fresh() throws ParserConfigurationException {
        synchronized (factory) {
            DocumentBuilder parser = factory.newDocumentBuilder();
            parser.setErrorHandler(new Silent());
            return parser;
        }
    }

    private static DocumentBuilderFactory factory() {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setFeature("http://apache.org/xml/features/dom/defer-node-expansion", false);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own XML parser lacks its safety features", e);
        }
        factory.setExpandEntityReferences(false);
        // newer JDKs count escaped characters as entities and stop after 100,000; a document cannot declare any here
        for (String limit : ENTITY_LIMITS) {
            factory.setAttribute(limit, NO_LIMIT);
        }
        return factory;
    }

    /** Without it the parser prints "[Fatal Error]" to the process's standard error. */
    private static final class Silent implements ErrorHandler {
        @Override
        public void warning(SAXParseException problem) {
            // not a reason to refuse the document
        }

        @Override
        public void error(SAXParseException problem) throws SAXException {
            throw problem;
        }

        @Override
        public void fatalError(SAXParseException problem) throws SAXException {
            throw problem;
        }
    }
}
