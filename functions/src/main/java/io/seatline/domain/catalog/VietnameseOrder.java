package io.seatline.domain.catalog;

import java.text.Collator;
import java.text.ParseException;
import java.text.RuleBasedCollator;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;

/**
 * Orders names as a Vietnamese reader expects: word by word, Đ after D, Ă and Â after A, tones only between names that
 * are otherwise equal, and capitals only between those that still are. Other languages keep Java's order.
 *
 * <p>The rules are those of CLDR for {@code vi}. They are spelled out, because a runtime without the module
 * {@code jdk.localedata} has only the language-neutral ones, and those ignore spaces.
 */
public final class VietnameseOrder {
    private static final String TONES = "& \u0300 ; \u0309 ; \u0303 ; \u0301 ; \u0323";
    /** The marks of Ă, Â and Ơ are letters after Z, because a tone can stand between a letter and its mark. */
    private static final String LETTERS = "& D < \u0111 , \u0110 & Z < \u0306 < \u0302 < \u031b";

    private static final String SPACE_FIRST = "& \u20e1 < ' '";

    private static final Collator COLLATOR = collator();

    private VietnameseOrder() {}

    /** Orders by name, and by id where names are equal. The comparator is for one thread. */
    public static <T> Comparator<T> by(Function<T, String> name, Function<T, String> id) {
        return Comparator.comparing(name, (Collator) COLLATOR.clone()).thenComparing(id);
    }

    private static Collator collator() {
        try {
            String neutral = ((RuleBasedCollator) Collator.getInstance(Locale.ROOT)).getRules();
            Collator collator = new RuleBasedCollator(neutral + TONES + LETTERS + SPACE_FIRST);
            collator.setDecomposition(Collator.CANONICAL_DECOMPOSITION);
            return collator;
        } catch (ParseException e) {
            throw new IllegalStateException("the rules are wrong at " + e.getErrorOffset(), e);
        }
    }
}
