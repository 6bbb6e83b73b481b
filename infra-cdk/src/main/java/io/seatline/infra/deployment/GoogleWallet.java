package io.seatline.infra.deployment;

import java.util.regex.Pattern;

/**
 * The issuer account at Google Wallet, which offers tickets for Android phones.
 *
 * @param issuerId the number in Google's Pay and Wallet console
 */
public record GoogleWallet(String issuerId) {
    private static final Pattern FORM = Pattern.compile("[0-9]{10,25}");

    public GoogleWallet {
        if (!FORM.matcher(issuerId).matches()) {
            throw new IllegalArgumentException(
                    "walletIssuer must be the issuer id in Google's Pay and Wallet console, a"
                            + " number such as 3388000000022222222, not \"" + issuerId + "\".");
        }
    }
}
