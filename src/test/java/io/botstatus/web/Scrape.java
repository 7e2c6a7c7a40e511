package io.botstatus.web;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The metrics of {@code /actuator/prometheus}, parsed as Prometheus does.
 *
 * @param types of each metric, by its name
 * @param labels of each metric and of a histogram's samples, by name
 * @param samples by name and labels, as in {@code botstatus_holds{cause=opt_out, status=inactive}}
 */
record Scrape(Map<String, String> types, Map<String, Set<String>> labels, Map<String, Double> samples) {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    static Scrape of(String text) {
        Scrape scrape = new Scrape(new TreeMap<>(), new TreeMap<>(), new HashMap<>());
        text.lines().forEach(scrape::read);
        return scrape;
    }

    private void read(String line) {
        Matcher type = TYPE.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (type.matches()) {
            types.put(type.group(1), type.group(2));
        } else if (!line.startsWith("#") && sample.matches()) {
            Map<String, String> tags = new TreeMap<>();
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2))
                        .results()
                        .forEach((MatchResult label) -> tags.put(label.group(1), label.group(2)));
            }
            labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>()).addAll(tags.keySet());
            samples.put(name(sample.group(1), tags), Double.valueOf(sample.group(3)));
        }
    }

    /** The value of a sample; its labels one after the other, each with its value, in any order. */
    double value(String metric, String... labels) {
        Map<String, String> tags = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            tags.put(labels[i], labels[i + 1]);
        }
        Double value = samples.get(name(metric, tags));
        if (value == null) {
            throw new AssertionError("There is no " + name(metric, tags) + " among "
                    + samples.keySet().stream()
                            .filter(sample -> sample.startsWith(metric))
                            .sorted()
                            .collect(Collectors.joining("\n")));
        }
        return value;
    }

    /** The labels of a metric for people: those of all its samples, without a histogram's own label. */
    Set<String> labelsOf(String metric) {
        Set<String> all = new TreeSet<>(labels.getOrDefault(metric, Collections.emptySet()));
        all.addAll(labels.getOrDefault(metric + "_count", Collections.emptySet()));
        return all;
    }

    private static String name(String metric, Map<String, String> tags) {
        return metric + tags;
    }
}
