package io.seatline.domain;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** A place in a show's waitlist has the public id {@code <show_id>.<26 of a-z2-7>}, which nobody can guess. */
public record WaitlistEntryId(ShowId show, String suffix) {
    private static final Pattern SUFFIX = Pattern.compile("[a-z2-7]{26}");

    public WaitlistEntryId {
        if (!SUFFIX.matcher(suffix).matches()) {
            throw new IllegalArgumentException("not the end of an entry id: \"" + suffix + "\"");
        }
    }

    /** The entry with this public id, or nothing where the text is no such id. */
    public static Optional<WaitlistEntryId> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0
                || !ShowId.isValid(text.substring(0, dot))
                || !SUFFIX.matcher(text.substring(dot + 1)).matches()) {
            return Optional.empty();
        }
        return Optional.of(new WaitlistEntryId(new ShowId(text.substring(0, dot)), text.substring(dot + 1)));
    }

    /** The entry with this public id; throws an {@link IllegalArgumentException} where the text is no such id. */
    public static WaitlistEntryId of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("not a waitlist entry's id: \"" + text + "\""));
    }

    /** A fresh entry for a show. */
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
