package io.botstatus.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The plugin's delegates for builders' models, and how a model names them. */
final class Delegates {

    static final String SET_STATUS = "setContactBotStatus";
    static final String CHECK = "checkContactBot";
    static final String REQUEST_REPLY = "requestBotReply";

    /** The input parameters of each delegate. */
    private static final Map<String, List<String>> INPUTS = Map.of(
            SET_STATUS,
            Stream.concat(StatusInputs.NAMES.stream(), Stream.of("contactIds")).toList(),
            CHECK,
            List.of(Inputs.CONTACT_ID),
            REQUEST_REPLY,
            List.of("replyId", "epoch", Inputs.CONTACT_ID));

    private static final Pattern BEAN = Pattern.compile("\\s*[$#]\\{\\s*(\\w+)\\s*}\\s*");

    private Delegates() {}

    /** The delegate that an expression such as {@code ${setContactBotStatus}} stands for, if it is one of the plugin's. */
    static Optional<String> named(@Nullable String expression) {
        return bean(expression).filter(INPUTS::containsKey);
    }

    static Optional<String> bean(@Nullable String expression) {
        if (expression == null) {
            return Optional.empty();
        }
        Matcher matcher = BEAN.matcher(expression);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static List<String> inputs(String delegate) {
        return INPUTS.getOrDefault(delegate, List.of());
    }
}
