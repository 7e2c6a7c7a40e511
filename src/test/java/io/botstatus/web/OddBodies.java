package io.botstatus.web;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Damaged bodies. Bodies are bytes, each as the letter of ISO 8859-1. */
final class OddBodies {

    static final List<Function<String, String>> CHANGES = List.of(
            body -> "",
            body -> " ",
            body -> body.substring(0, body.length() / 2),
            body -> body.substring(0, body.length() - 1),
            body -> body + "}",
            body -> body + body,
            body -> body + "\u0000",
            body -> body + " trailing words",
            body -> "[" + body + "]",
            body -> body.replaceFirst("}$", ", \"unknown\": 1}"),
            body -> body.replaceFirst("}$", ", \"\": 1}"),
            body -> body.replaceFirst("}$", ", \"\\\\u0000\\\\ud800\": 1}"),
            body -> body.replaceFirst("}$", ", \"__proto__\": {\"a\": 1}, \"@class\": \"java.lang.Runtime\"}"),
            body -> body.replaceFirst("}$", ", " + body.substring(1)), // every field twice
            body -> body.replaceFirst("}$", "," + wide(10_000) + "}"),
            body -> body.replaceFirst("}$", ", \"" + "n".repeat(60_000) + "\": 1}"),
            body -> body.replaceFirst("\":", "\u00ff\":"), // no UTF-8
            body -> body.replaceFirst("\":", "\u00ed\u00a0\u0080\":"), // a surrogate in UTF-8
            body -> body.replaceFirst("\":", "\u00c0\u0080\":"), // a null in two bytes
            body -> body.replaceFirst(":\"", ":\"\u00ff"),
            body -> body.replaceFirst(":\"", ":\"\u00ed\u00a0\u0080"),
            body -> body.replaceFirst(":\"", ":\"\u00c0\u0080"),
            body -> body.replaceFirst("\"}?$", "\u00e2\u0082"), // cut in the midst of a letter
            body -> "\u00ef\u00bb\u00bf" + body,
            body -> in(body, StandardCharsets.UTF_16),
            body -> in(body, StandardCharsets.UTF_16LE),
            body -> in(body, Charset.forName("UTF-32")),
            body -> "/* */" + body,
            body -> "\u001f\u008b\b\u0000\u0000", // gzip
            body -> "a".repeat(300_000),
            body -> " ".repeat(300_000) + body);

    static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/octet-stream",
            "application/json; charset=UTF-16",
            "application/json; charset=nowhere",
            "application/json; charset=\"",
            "application/json;;",
            "application/merge-patch+json",
            "*/*",
            "json",
            "",
            "\u00ff");

    private OddBodies() {}

    private static String wide(int fields) {
        return IntStream.range(0, fields).mapToObj(i -> "\"f" + i + "\":[]").collect(Collectors.joining(","));
    }

    private static String in(String body, Charset charset) {
        return OddRequest.bytes(body.getBytes(charset));
    }
}
