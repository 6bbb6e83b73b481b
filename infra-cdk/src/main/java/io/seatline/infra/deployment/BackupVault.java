package io.seatline.infra.deployment;

import java.util.regex.Pattern;

/**
 * A backup vault in another account, which daily backups are copied to.
 *
 * @param arn such as {@code arn:aws:backup:ap-southeast-1:210987654321:backup-vault:seatline}
 */
public record BackupVault(String arn) {
    private static final Pattern FORM =
            Pattern.compile("arn:aws[a-z-]*:backup:[a-z0-9-]+:\\d{12}:backup-vault:[A-Za-z0-9_-]{2,50}");

    public BackupVault {
        if (!FORM.matcher(arn).matches()) {
            throw new IllegalArgumentException("backupVault must be the ARN of a backup vault, such as"
                    + " arn:aws:backup:ap-southeast-1:210987654321:backup-vault:seatline, not \"" + arn + "\".");
        }
        if (arn.endsWith(":Default")) {
            throw new IllegalArgumentException(
                    "backupVault must not be the default vault of its account, which takes no copies of other accounts.");
        }
    }

    /** The account that has the vault. */
    public String account() {
        return arn.split(":", -1)[4];
    }
}
