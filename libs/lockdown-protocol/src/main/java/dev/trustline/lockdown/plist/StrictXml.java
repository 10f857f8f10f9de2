package dev.trustline.lockdown.plist;

import dev.trustline.lockdown.error.MalformedPlist;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** An XML document on its way to dd-plist: cleaned, parsed without looking at anything outside it, checked for its form. */
final class StrictXml {
    private static final String END = "</plist>";
    private static final String DOCTYPE = "<!DOCTYPE";
    private static final Pattern PLAIN_DOCTYPE = Pattern.compile(
            "<!DOCTYPE\\s+plist(\\s+(PUBLIC\\s+\"[^\"<>\\[]*\"|SYSTEM)(\\s+\"[^\"<>\\[]*\")?)?\\s*>");
    private static final XmlParsers PARSERS = new XmlParsers();
    private static final int MOST_DIGITS = 20;
    private static final int MOST_CHARACTERS = 100;
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    private StrictXml() { }

    static Document parse(byte[] document, int mostTags) throws MalformedPlist {
        refuseMoreTagsThan(mostTags, document);
        String text = cleaned(document);
        refuseOwnDeclarations(text);
        try {
            Document parsed = PARSERS.parse(text);
            if (!"plist".equals(parsed.getDocumentElement().getTagName())) {
                throw new MalformedPlist("neither bplist00 nor an XML plist");
            }
            check(parsed.getDocumentElement(), 0);
            return parsed;
        } catch (SAXException e) {
            throw new MalformedPlist("neither bplist00 nor well-formed XML", e);
        } catch (MalformedPlist e) {
            throw e;
        } catch (IOException | ParserConfigurationException e) {
            throw new MalformedPlist("the XML parser failed", e);
        }
    }

    /** A tag of seven bytes becomes an object of a hundred: they are counted before there are any. */
    private static void refuseMoreTagsThan(int most, byte[] document) throws MalformedPlist {
        int tags = 0;
        for (byte b : document) {
            if (b == '<' && ++tags > most) {
                throw new MalformedPlist("more than " + most + " tags");
            }
        }
    }

    private static String cleaned(byte[] document) throws MalformedPlist {
        byte[] bytes = document.clone();
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b >= 0 && b < 0x20 && b != '\t' && b != '\n' && b != '\r') {
                bytes[i] = ' ';
            }
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            int end = text.lastIndexOf(END);
            return (end < 0 ? text : text.substring(0, end + END.length())).strip().replaceFirst("^\uFEFF", "");
        } catch (CharacterCodingException e) {
            throw new MalformedPlist("XML that is no UTF-8", e);
        }
    }

    /** Every occurrence must be the plain form, wherever it stands: a decoy in a comment hides nothing. */
    private static void refuseOwnDeclarations(String text) throws MalformedPlist {
        Matcher plain = PLAIN_DOCTYPE.matcher(text);
        for (int at = text.indexOf(DOCTYPE); at >= 0; at = text.indexOf(DOCTYPE, at + 1)) {
            if (!plain.region(at, text.length()).lookingAt()) {
                throw new MalformedPlist("a document type with declarations of its own");
            }
        }
    }

    private static void check(Element element, int depth) throws MalformedPlist {
        if (depth > PlistReader.MAX_DEPTH) {
            throw new MalformedPlist("nested deeper than " + PlistReader.MAX_DEPTH);
        }
        switch (element.getTagName()) {
            case "plist", "array" -> checkChildren(element, depth, false);
            case "dict" -> checkChildren(element, depth, true);
            case "integer" -> element.setTextContent(signed(element.getTextContent().strip()));
            case "real" -> element.setTextContent(few(element.getTextContent().strip()));
            case "date" -> element.setTextContent(few(element.getTextContent()));
            case "key", "string", "data", "true", "false" -> checkLeaf(element);
            default -> throw new MalformedPlist("an element that no plist has");
        }
    }

    private static void checkChildren(Element parent, int depth, boolean keyed) throws MalformedPlist {
        int position = 0;
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                boolean keyExpected = keyed && position++ % 2 == 0;
                if (keyExpected != "key".equals(element.getTagName())) {
                    throw new MalformedPlist("keys and values do not alternate");
                }
                check(element, depth + 1);
            }
        }
        if (position % 2 != 0) {
            throw new MalformedPlist("a key without a value");
        }
    }

    /** Comments inside a text would make dd-plist lose what follows them; joined text does not. */
    private static void checkLeaf(Element leaf) throws MalformedPlist {
        boolean single = true;
        for (Node child = leaf.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element) {
                throw new MalformedPlist("an element inside a " + leaf.getTagName());
            }
            single &= child.getNodeType() == Node.TEXT_NODE && child.getNextSibling() == null;
        }
        if (!single) {
            leaf.setTextContent(leaf.getTextContent());
        }
    }

    /** dd-plist calculates with a long one for seconds, and takes gigabytes for it. */
    private static String few(String text) throws MalformedPlist {
        if (text.length() > MOST_CHARACTERS) {
            throw new MalformedPlist("a date or a number of " + text.length() + " characters");
        }
        return text;
    }

    /** dd-plist would round what is above 2^63 - 1 to a real; its 64 bits pass as a signed number. */
    private static String signed(String digits) throws MalformedPlist {
        try {
            // a longer one is above 64 bits, and a much longer one would be calculated with for seconds
            String few = digits.length() > MOST_DIGITS ? "" : digits;
            BigInteger number = few.startsWith("0x") || few.startsWith("0X")
                    ? new BigInteger(few.substring(2), 16) : new BigInteger(few);
            if (number.bitLength() > 64 || number.signum() < 0 && number.bitLength() > 63) {
                throw new MalformedPlist("an integer above 64 bits");
            }
            return (number.bitLength() > 63 ? number.subtract(TWO_TO_64) : number).toString();
        } catch (NumberFormatException e) {
            throw new MalformedPlist("an integer that is none", e);
        }
    }
}
