package io.seatline.domain;

/** Checks whether people can see and read a text. */
public final class VisibleText {
    /** Letters and symbols that are shown as blanks: the Hangul fillers and the empty braille pattern. */
    private static final String INKLESS = "\u115F\u1160\u3164\uFFA0\u2800";

    private VisibleText() {}

    /** Whether a reader sees nothing: only spaces, control, format or joining characters. */
    public static boolean isBlank(String text) {
        return text.codePoints().noneMatch(VisibleText::isVisible);
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> INKLESS.indexOf(character) < 0;
        };
    }

    /**
     * Whether the text has a character that changes how other text is shown or that UTF-8 cannot hold: a control
     * character, a line or paragraph separator, a change of writing direction, half a surrogate pair.
     */
    public static boolean hasControls(String text) {
        return text.codePoints().anyMatch(VisibleText::isControl);
    }

    private static boolean isControl(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
        };
    }
}
