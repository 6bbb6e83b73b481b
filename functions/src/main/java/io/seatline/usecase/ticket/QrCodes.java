package io.seatline.usecase.ticket;

/** Draws QR codes, with the quiet zone that scanners need around them. */
public interface QrCodes {
    /** A PNG picture at least this many pixels wide and high, in which each module has the same whole number of pixels. */
    byte[] png(String text, int pixels);

    /** An SVG picture that scales to any size. */
    String svg(String text);
}
