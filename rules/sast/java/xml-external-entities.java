// SPDX-License-Identifier: MIT
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;

class Parsers {
    void one() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        // ruleid: java-xml-external-entities
        DocumentBuilder builder = factory.newDocumentBuilder();
    }

    void two() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        // ok: java-xml-external-entities
        factory.newDocumentBuilder();
    }

    void three() {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        try {
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            // ok: java-xml-external-entities
            factory.newSAXParser();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void four(java.io.InputStream text) throws Exception {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        // ruleid: java-xml-external-entities
        factory.newSAXParser().parse(text, new Handler());
    }
}
