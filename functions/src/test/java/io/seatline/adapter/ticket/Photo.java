package io.seatline.adapter.ticket;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A grey picture of a QR code, as a camera takes it. */
record Photo(BufferedImage image) {
    static Photo of(byte[] png) {
        try {
            return new Photo(ImageIO.read(new ByteArrayInputStream(png)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same in another size: each new pixel is the mean of what it covers. */
    Photo scaled(int pixels) {
        BufferedImage to = grey(pixels);
        double step = (double) image.getWidth() / pixels;
        for (int y = 0; y < pixels; y++) {
            for (int x = 0; x < pixels; x++) {
                to.getRaster().setSample(x, y, 0, mean(x * step, y * step, step));
            }
        }
        return new Photo(to);
    }

    private int mean(double left, double top, double step) {
        double sum = 0;
        for (int y = (int) top; y < Math.min(Math.ceil(top + step), image.getHeight()); y++) {
            double height = Math.min(y + 1, top + step) - Math.max(y, top);
            for (int x = (int) left; x < Math.min(Math.ceil(left + step), image.getWidth()); x++) {
                double width = Math.min(x + 1, left + step) - Math.max(x, left);
                sum += width * height * (image.getRGB(x, y) & 0xff);
            }
        }
        return (int) Math.round(sum / step / step);
    }

    /** The same, turned clockwise within a white square that holds it whole. */
    Photo turned(int degrees) {
        int width = (int) Math.ceil(image.getWidth() * Math.sqrt(2));
        BufferedImage to = grey(width);
        Graphics2D graphics = to.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, width);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        double margin = (width - image.getWidth()) / 2.0;
        AffineTransform turn = AffineTransform.getRotateInstance(Math.toRadians(degrees), width / 2.0, width / 2.0);
        turn.translate(margin, margin);
        graphics.drawImage(image, turn, null);
        graphics.dispose();
        return new Photo(to);
    }

    /** The same, out of focus: a Gaussian blur with this standard deviation in pixels. */
    Photo blurred(double deviation) {
        float[] weights = new float[25];
        float sum = 0;
        for (int i = 0; i < weights.length; i++) {
            int x = i % 5 - 2;
            int y = i / 5 - 2;
            weights[i] = (float) Math.exp(-(x * x + y * y) / (2 * deviation * deviation));
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        BufferedImage to = grey(image.getWidth());
        new ConvolveOp(new Kernel(5, 5, weights), ConvolveOp.EDGE_NO_OP, null).filter(image, to);
        return new Photo(to);
    }

    /** The same with Gaussian noise of this standard deviation in steps of 256 greys. */
    Photo noisy(double deviation, Random random) {
        BufferedImage to = grey(image.getWidth());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                double grey = image.getRaster().getSample(x, y, 0) + deviation * random.nextGaussian();
                to.getRaster().setSample(x, y, 0, Math.clamp(Math.round(grey), 0, 255));
            }
        }
        return new Photo(to);
    }

    /** The text that ZXing reads; like a scanner, it tries more than one threshold and enlargement. */
    Optional<String> text() {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(factor -> new BufferedImageLuminanceSource(enlarged(factor)))
                .flatMap(source -> Stream.of(new HybridBinarizer(source), new GlobalHistogramBinarizer(source)))
                .flatMap(binarizer -> text(binarizer).stream())
                .findFirst();
    }

    private BufferedImage enlarged(int factor) {
        int width = image.getWidth() * factor;
        BufferedImage to = grey(width);
        Graphics2D graphics = to.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image, 0, 0, width, width, null);
        graphics.dispose();
        return to;
    }

    private static Optional<String> text(Binarizer binarizer) {
        try {
            return Optional.of(new QRCodeReader()
                    .decode(new BinaryBitmap(binarizer), Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText());
        } catch (ReaderException unreadable) {
            return Optional.empty();
        }
    }

    private static BufferedImage grey(int pixels) {
        return new BufferedImage(pixels, pixels, BufferedImage.TYPE_BYTE_GRAY);
    }
}
