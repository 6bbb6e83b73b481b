package io.seatline.domain;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** A waitlist entry's public id: {@code <show_id>.<26 of a-z2-7>}. It cannot be guessed. */
public record WaitlistEntryId(ShowId show, String suffix) {
    private static final Pattern SUFFIX = Pattern.compile("[a-z2-7]{26}");

    public WaitlistEntryId {
        if (!SUFFIX.matcher(suffix).matches()) {
            throw new IllegalArgumentException("waitlist entry id suffix \"" + suffix + "\" must be 26 of a-z2-7");
        }
    }

    /** Parses a public id; empty if the text is not one. */
    public static Optional<WaitlistEntryId> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0
                || !ShowId.isValid(text.substring(0, dot))
                || !SUFFIX.matcher(text.substring(dot + 1)).matches()) {
            return Optional.empty();
        }
        return Optional.of(new WaitlistEntryId(new ShowId(text.substring(0, dot)), text.substring(dot + 1)));
    }

    /** Parses a public id; throws {@link IllegalArgumentException} if the text is not one. */
    public static WaitlistEntryId of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "waitlist entry id \"" + text + "\" must be <show_id>.<26 of a-z2-7>"));
    }

    /** A new id for an entry of this show. */
    public static WaitlistEntryId random(ShowId show, RandomGenerator random) {
        return new WaitlistEntryId(show, Ids.random(random));
    }

    /** The public id. */
    public String value() {
        return show.value() + "." + suffix;
    }

    @Override
    public String toString() {
        return value();
    }
}
