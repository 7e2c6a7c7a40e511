package io.botstatus.base;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A value of a closed list as it is written everywhere outside Java: in lower case. */
public interface LowerCaseEnum {

    String name();

    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a word of the list.
     *
     * @throws InvalidValueException naming all words of the list, and the one that the word looks like
     */
    static <E extends Enum<E> & LowerCaseEnum> E of(Class<E> type, String field, @Nullable Object word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> e.word().equals(word))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.ofList(field, word, words(type)));
    }

    /** All words of the list, in its order. */
    static <E extends Enum<E> & LowerCaseEnum> List<String> words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(LowerCaseEnum::word).toList();
    }
}
