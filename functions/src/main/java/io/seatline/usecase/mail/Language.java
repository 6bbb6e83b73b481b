package io.seatline.usecase.mail;

import java.util.Locale;

/** A language of mails. */
public enum Language {
    VIETNAMESE("vi"),
    ENGLISH("en");

    private final String code;

    Language(String code) {
        this.code = code;
    }

    /** The code of ISO 639-1. */
    public String code() {
        return code;
    }

    /** The language of a locale such as {@code en-US}; Vietnamese if it is another or empty. */
    public static Language ofLocale(String locale) {
        return locale.toLowerCase(Locale.ROOT).matches("en([-_].*)?") ? ENGLISH : VIETNAMESE;
    }
}
