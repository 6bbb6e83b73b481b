package io.seatline.local.momo;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.text.NumberFormat;
import java.util.Locale;

/** The page on which a customer pays, without script and without anything from elsewhere. */
final class MomoPayPage {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Pay with MoMo (simulated)</title>
            <style>
            :root { color-scheme: light; --momo: #a50064; }
            * { box-sizing: border-box; }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem;
              font: 16px/1.5 system-ui, sans-serif; color: #2b2230;
              background: linear-gradient(160deg, #fbe7f3, #f4f1ff); }
            main { width: min(24rem, 100%%); background: #fff; border-radius: 1.25rem; overflow: hidden;
              box-shadow: 0 1rem 3rem rgb(80 0 60 / 18%%); text-align: center; }
            header { background: var(--momo); color: #fff; padding: .9rem; font-weight: 600; }
            header small { display: block; font-weight: 400; opacity: .85; }
            section { padding: 1.25rem 1.5rem 1.5rem; }
            .amount { font-size: 2rem; font-weight: 700; margin: 0; }
            .info { margin: .25rem 0 1rem; overflow-wrap: anywhere; }
            .order { color: #6d6472; font-size: .8rem; overflow-wrap: anywhere; margin: .5rem 0 1rem; }
            svg { width: 11rem; height: 11rem; }
            .state { font-weight: 600; padding: .75rem; border-radius: .75rem; background: #f6f0f5; margin: 0; }
            form { margin: .6rem 0 0; }
            button { width: 100%%; padding: .8rem; border-radius: .75rem; font: inherit; font-weight: 600;
              cursor: pointer; border: 2px solid var(--momo); background: #fff; color: var(--momo); }
            button.pay { background: var(--momo); color: #fff; }
            button:focus-visible { outline: 3px solid #f0a; outline-offset: 2px; }
            </style>
            </head>
            <body>
            <main>
            <header>MoMo <small>simulated: no money moves</small></header>
            <section>
            <p class="amount">%s</p>
            <p class="info">%s</p>
            %s
            <p class="order">%s</p>
            %s
            </section>
            </main>
            </body>
            </html>
            """;
    private static final String BUTTONS = """
            <form method="post" action="%1$s/approve"><button class="pay" type="submit">Pay</button></form>
            <form method="post" action="%1$s/decline"><button type="submit">Decline</button></form>""";

    private MomoPayPage() {}

    static String of(MomoOrder order, String payUrl, long now) {
        String foot =
                switch (order.resultCode(now)) {
                    case 0 -> state("Paid. Thank you.");
                    case 1005 -> state("This order has expired.");
                    case 1006 -> state("You declined this payment.");
                    default -> BUTTONS.formatted(escape(payUrl));
                };
        return PAGE.formatted(
                escape(dong(order.amount())), escape(order.orderInfo()), qr(payUrl), escape(order.orderId()), foot);
    }

    private static String state(String text) {
        return "<p class=\"state\">" + text + "</p>";
    }

    /** An amount as Vietnamese write it: {@code 180.000 ₫}. */
    static String dong(long amount) {
        return NumberFormat.getIntegerInstance(Locale.of("vi", "VN")).format(amount) + " ₫";
    }

    private static String qr(String content) {
        BitMatrix bits;
        try {
            bits = new QRCodeWriter().encode(content, BarcodeFormat.QR_CODE, 0, 0);
        } catch (WriterException e) {
            throw new IllegalStateException("an address too long for a QR code: " + content.length(), e);
        }
        StringBuilder dark = new StringBuilder();
        for (int y = 0; y < bits.getHeight(); y++) {
            for (int x = 0; x < bits.getWidth(); x++) {
                if (bits.get(x, y)) {
                    dark.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return "<svg role=\"img\" aria-label=\"QR code of this page\" shape-rendering=\"crispEdges\" viewBox=\"0 0 "
                + bits.getWidth() + ' ' + bits.getHeight() + "\"><path d=\"" + dark + "\"/></svg>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
