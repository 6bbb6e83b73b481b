package io.seatline.dynamodb.stream;

import io.seatline.dynamodb.error.Errors;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a shard iterator says: the shard of a stream's ARN, the least number of the records to come, and when it was
 * made, in milliseconds since 1970.
 */
record Position(String stream, String shard, long next, long issued) {
    /** Numbers in texts have 21 digits, as AWS's, so that they sort as texts, too. */
    private static final BigInteger FIRST = BigInteger.TEN.pow(20);

    /** The sequence number of a record. */
    static String text(long number) {
        return FIRST.add(BigInteger.valueOf(number)).toString();
    }

    /** The record's number of a sequence number. */
    static long number(String text) {
        try {
            return new BigInteger(text).subtract(FIRST).longValueExact();
        } catch (ArithmeticException | NumberFormatException | NullPointerException _) {
            throw Errors.validation("Invalid SequenceNumber: " + text);
        }
    }

    String encoded() {
        String text = String.join("|", stream, shard, Long.toString(next), Long.toString(issued));
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Position decode(String iterator) {
        try {
            String text = new String(Base64.getDecoder().decode(iterator), StandardCharsets.UTF_8);
            String[] parts = text.split("\\|", 4);
            return new Position(parts[0], parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | NullPointerException _) {
            throw Errors.validation("Invalid ShardIterator");
        }
    }
}
