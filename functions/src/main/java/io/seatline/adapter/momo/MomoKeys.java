package io.seatline.adapter.momo;

import java.util.function.Supplier;

/**
 * Seatline's credentials at MoMo. An operator may store others at any time.
 *
 * @param known the known ones, which may be some minutes old; throws if there are none
 * @param latest those of now, for when MoMo and the known ones do not agree
 */
public record MomoKeys(Supplier<MomoCredentials> known, Supplier<MomoCredentials> latest) {
    /** Credentials that do not change. */
    public static MomoKeys fixed(MomoCredentials credentials) {
        return new MomoKeys(() -> credentials, () -> credentials);
    }
}
