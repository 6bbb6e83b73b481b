package io.seatline.local.site;

import java.util.Locale;

/** How a customer sees the site: a language, on a phone or a computer. */
enum View {
    VI_PHONE("vi-VN", 390, 844),
    VI_DESKTOP("vi-VN", 1280, 900),
    EN_PHONE("en-US", 390, 844),
    EN_DESKTOP("en-US", 1280, 900);

    final String language;
    final int width;
    final int height;

    View(String language, int width, int height) {
        this.language = language;
        this.width = width;
        this.height = height;
    }

    boolean phone() {
        return width < 600;
    }

    /** The end of a screenshot's name, such as {@code vi-phone}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
