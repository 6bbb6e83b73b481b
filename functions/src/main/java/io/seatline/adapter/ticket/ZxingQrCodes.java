package io.seatline.adapter.ticket;

import com.google.zxing.WriterException;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import io.seatline.usecase.ticket.QrCodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws QR codes with ZXing, at error-correction level M, which survives a loss of 15 %. A text that has only characters
 * of Base45 is stored in the compact alphanumeric mode.
 */
public final class ZxingQrCodes implements QrCodes {
    /** The modules of light that the standard requires on each side. */
    static final int QUIET_ZONE = 4;

    @Override
    public byte[] png(String text, int pixels) {
        ByteMatrix modules = modules(text);
        int width = modules.getWidth() + 2 * QUIET_ZONE;
        int scale = Math.max(1, Math.ceilDiv(pixels, width));
        BitMatrix picture = new BitMatrix(width * scale);
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y) == 1) {
                    picture.setRegion((x + QUIET_ZONE) * scale, (y + QUIET_ZONE) * scale, scale, scale);
                }
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        // ImageIO's own stream would write a temporary file.
        try (var stream = new MemoryCacheImageOutputStream(png)) {
            ImageIO.write(MatrixToImageWriter.toBufferedImage(picture), "png", stream);
        } catch (IOException e) {
            throw new UncheckedIOException("a PNG picture cannot be written to memory", e);
        }
        return png.toByteArray();
    }

    @Override
    public String svg(String text) {
        ByteMatrix modules = modules(text);
        int width = modules.getWidth() + 2 * QUIET_ZONE;
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                int start = x;
                while (x < modules.getWidth() && modules.get(x, y) == 1) {
                    x++;
                }
                if (x > start) {
                    path.append("M%d %dh%dv1h-%dz".formatted(start + QUIET_ZONE, y + QUIET_ZONE, x - start, x - start));
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
                <path fill="#fff" d="M0 0h%1$dv%1$dH0z"/><path d="%2$s"/></svg>
                """.formatted(width, path);
    }

    private static ByteMatrix modules(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException(
                    "a text of " + text.length() + " characters is too long for a QR code", e);
        }
    }
}
