package io.seatline.testing;

import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** A ledger that only returns the details of one booking, and the refunds in them. */
public final class DetailsLedger {
    private DetailsLedger() {}

    /** A ledger whose other methods, and other bookings, are not supported. */
    public static Ledger of(BookingDetails details) {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (_, method, arguments) -> {
                    if (method.getName().equals("refunds")) {
                        return details.refunds().stream()
                                .filter(refund -> refund.payment().equals(arguments[0]))
                                .toList();
                    }
                    if (!method.getName().equals("details")
                            || !arguments[0].equals(details.booking().id())) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return Optional.of(details);
                });
    }
}
