package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyrack.ledger.EventLine.MalformedLine;

/** Reads the one shape of JSON that the ledger writes and refuses every other way to say the same. */
final class LineParser {
    private final String line;
    private int at;

    LineParser(String line) {
        this.line = line;
    }

    Map<String, Object> object() throws MalformedLine {
        Map<String, Object> fields = new LinkedHashMap<>();
        expect('{');
        String last = "";
        do {
            String name = string();
            if (name.compareTo(last) <= 0) {
                throw wrong("fields are not in order");
            }
            last = name;
            expect(':');
            fields.put(name, value());
        } while (comma());
        expect('}');
        if (at != line.length()) {
            throw wrong("something follows the object");
        }
        return fields;
    }

    private Object value() throws MalformedLine {
        char c = peek();
        if (c == '"') {
            return string();
        }
        if (c == '[') {
            return list();
        }
        if (c >= '0' && c <= '9') {
            return integer();
        }
        for (boolean flag : new boolean[] {true, false}) {
            String word = Boolean.toString(flag);
            if (line.startsWith(word, at)) {
                at += word.length();
                return flag;
            }
        }
        throw wrong("no value that a ledger writes");
    }

    private List<String> list() throws MalformedLine {
        List<String> values = new ArrayList<>();
        expect('[');
        if (peek() != ']') {
            do {
                values.add(string());
            } while (comma());
        }
        expect(']');
        return values;
    }

    private Long integer() throws MalformedLine {
        int start = at;
        while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
            at++;
        }
        if (at - start > 16 || (at - start > 1 && line.charAt(start) == '0')) {
            throw wrong("no integer that a ledger writes");
        }
        long value = Long.parseLong(line, start, at, 10);
        if (value >= EventLine.INTEGER_LIMIT) {
            throw wrong("no integer that a ledger writes");
        }
        return value;
    }

    private String string() throws MalformedLine {
        expect('"');
        int start = at;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '"') {
                return line.substring(start, at++);
            }
            if (c == '\\') {
                return escaped(start);
            }
            if (c < 0x20) {
                break;
            }
            at++;
        }
        throw wrong("a string does not end");
    }

    private String escaped(int start) throws MalformedLine {
        StringBuilder text = new StringBuilder().append(line, start, at);
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return text.toString();
            }
            if (c < 0x20) {
                throw wrong("a control character in a string");
            }
            text.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() throws MalformedLine {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> control();
            default -> throw wrong("an escape that a ledger does not write");
        };
    }

    private char control() throws MalformedLine {
        if (at + 4 > line.length() || !line.startsWith("00", at)) {
            throw wrong("an escape that a ledger does not write");
        }
        int high = line.charAt(at + 2) - '0';
        char digit = line.charAt(at + 3);
        int low = digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : digit >= '0' && digit <= '9' ? digit - '0' : -1;
        char c = (char) (high * 16 + low);
        if (high < 0 || high > 1 || low < 0 || "\0\b\t\n\f\r".indexOf(c) >= 0) {
            throw wrong("an escape that a ledger does not write");
        }
        at += 4;
        return c;
    }

    private boolean comma() throws MalformedLine {
        if (peek() == ',') {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) throws MalformedLine {
        if (peek() != c) {
            throw wrong("'" + c + "' expected");
        }
        at++;
    }

    private char peek() throws MalformedLine {
        if (at >= line.length()) {
            throw wrong("the line ends too early");
        }
        return line.charAt(at);
    }

    private MalformedLine wrong(String what) {
        return new MalformedLine("no ledger line: " + what + ", at character " + (at + 1));
    }
}
